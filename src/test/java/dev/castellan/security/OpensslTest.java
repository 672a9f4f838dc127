package dev.castellan.security;

import static dev.castellan.security.Certificates.YEAR;
import static dev.castellan.security.Certificates.YEARS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Certificates and keys between Castellan and OpenSSL, which is what hosts have.
class OpensslTest {
    private static final Instant NOW = Instant.now();
    private static final Authority AUTHORITY = Authority.create("demo", NOW, YEARS);
    private static final Subject NODE =
            Subject.node("node-1", List.of("kafka-1.example.org", "10.0.0.1", "2001:db8::1"));

    @TempDir
    private Path folder = Path.of("");

    /// Before each: what is given up before all of them leaves no trace in the report.
    @BeforeEach
    void is_told_where_it_cannot_run() {
        boolean here = Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "openssl")));
        Assumptions.assumeTrue(here, "there is no openssl on this machine");
    }

    @Test
    void a_request_of_openssl_becomes_a_certificate_that_openssl_trusts() throws Exception {
        run("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", "key.pem");
        run("req", "-new", "-key", "key.pem", "-subj", "/CN=boss", "-addext", "subjectAltName=DNS:boss", "-out", "csr");
        write("node.pem", AUTHORITY.sign(Files.readString(folder.resolve("csr")), NODE, NOW, YEAR));
        write("ca.pem", AUTHORITY.certificate());

        for (String name :
                List.of("-verify_hostname kafka-1.example.org", "-verify_ip 10.0.0.1", "-verify_ip 2001:db8::1")) {
            List<String> words = new ArrayList<>(List.of("verify", "-x509_strict", "-CAfile", "ca.pem"));
            words.addAll(List.of("-purpose", "sslserver"));
            words.addAll(List.of(name.split(" ")));
            words.add("node.pem");
            assertThat(run(words.toArray(String[]::new))).isEqualTo("node.pem: OK\n");
        }
        assertThat(run("verify", "-x509_strict", "-CAfile", "ca.pem", "-purpose", "sslclient", "node.pem"))
                .isEqualTo("node.pem: OK\n");
    }

    @Test
    void openssl_reads_what_was_meant() throws Exception {
        KeyAndCertificate issued = AUTHORITY.issue(NODE, NOW, YEAR);
        write("node.pem", issued.certificate());
        assertThat(run("x509", "-in", "node.pem", "-noout", "-text"))
                .contains(
                        "Version: 3 (0x2)",
                        "Signature Algorithm: ecdsa-with-SHA256",
                        "Issuer: O = demo, CN = certificate authority",
                        "Subject: O = demo, CN = node-1",
                        "ASN1 OID: prime256v1",
                        "X509v3 Basic Constraints: critical\n                CA:FALSE",
                        "X509v3 Key Usage: critical\n                Digital Signature\n",
                        "TLS Web Server Authentication, TLS Web Client Authentication",
                        "DNS:kafka-1.example.org, IP Address:10.0.0.1, IP Address:2001:DB8:0:0:0:0:0:1",
                        "X509v3 Subject Key Identifier",
                        "X509v3 Authority Key Identifier")
                .doesNotContain("boss");
    }

    @Test
    void openssl_does_not_trust_what_another_authority_signed() throws Exception {
        write("node.pem", AUTHORITY.issue(NODE, NOW, YEAR).certificate());
        write("ca.pem", Authority.create("demo", NOW, YEARS).certificate());
        assertThat(output("verify", "-CAfile", "ca.pem", "node.pem")).contains("verification failed");
    }

    @Test
    void a_host_hashes_its_key_as_the_facts_do() throws Exception {
        KeyAndCertificate issued = AUTHORITY.issue(NODE, NOW, YEAR);
        write("key.pem", issued.key().reveal());
        run("pkey", "-in", "key.pem", "-pubout", "-outform", "DER", "-out", "public.der");
        String said = run("dgst", "-sha256", "-r", "public.der");
        CertificateFacts facts = CertificateFacts.parse(issued.certificate()).getFirst();
        assertThat(facts.hasKey(said.split(" ")[0])).isTrue();
        assertThat(facts.hasKey("0" + said.substring(1, 64))).isEqualTo(said.startsWith("0"));
    }

    @Test
    void authorities_that_openssl_made_sign_here() throws Exception {
        run("ecparam", "-name", "prime256v1", "-genkey", "-out", "sec1.pem");
        run("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-384", "-out", "pkcs8.pem");
        run("genrsa", "-traditional", "-out", "pkcs1.pem", "2048");
        for (String key : List.of("sec1.pem", "pkcs8.pem", "pkcs1.pem")) {
            run("req", "-x509", "-new", "-key", key, "-subj", "/C=NL/O=Own/CN=Root", "-days", "30", "-out", "ca.pem");
            Authority own = Authority.ofFiles(
                    "demo",
                    new Secret(Files.readString(folder.resolve(key))),
                    Files.readString(folder.resolve("ca.pem")));
            write("node.pem", own.issue(NODE, NOW, YEAR).certificate());
            assertThat(run("verify", "-CAfile", "ca.pem", "node.pem")).isEqualTo("node.pem: OK\n");
            assertThat(run("x509", "-in", "node.pem", "-noout", "-issuer"))
                    .isEqualTo("issuer=C = NL, O = Own, CN = Root\n");
        }
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private String run(String... words) throws Exception {
        Process process = start(words);
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as("%s: %s", List.of(words), said).isZero();
        return said;
    }

    private String output(String... words) throws IOException {
        return new String(start(words).getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private Process start(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(words));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
    }
}
