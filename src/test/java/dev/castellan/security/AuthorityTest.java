package dev.castellan.security;

import static dev.castellan.security.Certificates.NOW;
import static dev.castellan.security.Certificates.YEAR;
import static dev.castellan.security.Certificates.YEARS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.castellan.problem.UserMistake;
import dev.castellan.problem.WorldRefused;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an authority signs, and what it refuses.
class AuthorityTest {
    private static final Authority AUTHORITY = Authority.create("demo", NOW, YEARS);
    private static final Subject NODE =
            Subject.node("node-1", List.of("Kafka-1.example.org", "127.0.0.1", "::1", "kafka-1.example.org"));

    @TempDir
    private Path folder = Path.of("");

    @Test
    void an_authority_may_sign_others_and_nothing_below_them() throws Exception {
        X509Certificate made = Certificates.read(AUTHORITY.certificate());
        assertThat(made.getVersion()).isEqualTo(3);
        assertThat(made.getBasicConstraints()).isZero();
        assertThat(made.getCriticalExtensionOIDs()).containsExactlyInAnyOrder("2.5.29.19", "2.5.29.15");
        assertThat(made.getKeyUsage()[5]).isTrue();
        assertThat(made.getKeyUsage()[0]).isFalse();
        assertThat(made.getSubjectX500Principal().getName()).isEqualTo("CN=certificate authority,O=demo");
        assertThat(made.getNotBefore().toInstant()).isEqualTo(NOW.minus(Duration.ofMinutes(5)));
        assertThat(made.getNotAfter().toInstant()).isEqualTo(NOW.plus(YEARS));
        assertThat(made.getSigAlgName()).isEqualTo("SHA256withECDSA");
    }

    @Test
    void a_node_may_answer_and_connect() throws Exception {
        X509Certificate made =
                Certificates.read(AUTHORITY.issue(NODE, NOW, YEAR).certificate());
        assertThat(made.getBasicConstraints()).isEqualTo(-1);
        assertThat(made.getCriticalExtensionOIDs()).containsExactlyInAnyOrder("2.5.29.19", "2.5.29.15");
        assertThat(made.getNonCriticalExtensionOIDs())
                .containsExactlyInAnyOrder("2.5.29.37", "2.5.29.14", "2.5.29.35", "2.5.29.17");
        assertThat(made.getKeyUsage()).containsExactly(true, false, false, false, false, false, false, false, false);
        assertThat(made.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2");
        assertThat(made.getSubjectAlternativeNames())
                .containsExactlyInAnyOrder(
                        List.of(2, "kafka-1.example.org"), List.of(7, "127.0.0.1"), List.of(7, "0:0:0:0:0:0:0:1"));
        assertThat(made.getNotBefore().toInstant()).isEqualTo(NOW.minus(Duration.ofMinutes(5)));
        assertThat(made.getNotAfter().toInstant()).isEqualTo(NOW.plus(YEAR));
        Certificates.validate(AUTHORITY.issue(NODE, NOW, YEAR).certificate(), AUTHORITY.certificate(), NOW);
    }

    @Test
    void a_client_may_only_connect_and_its_principal_reads_as_kafka_writes_it() throws Exception {
        X509Certificate made = Certificates.read(
                AUTHORITY.issue(Subject.client("alice"), NOW, YEAR).certificate());
        assertThat(made.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
        assertThat(made.getSubjectAlternativeNames()).isNull();
        assertThat(made.getSubjectX500Principal().getName()).isEqualTo("CN=alice,O=demo");
    }

    @Test
    void a_common_name_is_never_more_than_a_name() throws Exception {
        X509Certificate made = Certificates.read(AUTHORITY
                .issue(Subject.client("mallory,O=demo,CN=alice"), NOW, YEAR)
                .certificate());
        assertThat(made.getSubjectX500Principal().getName()).isEqualTo("CN=mallory\\,O\\=demo\\,CN\\=alice,O=demo");
    }

    @Test
    void of_a_request_only_the_key_counts() throws Exception {
        KeyPair key = Certificates.ec("secp256r1");
        String signed = AUTHORITY.sign(Certificates.request(key, key), NODE, NOW, YEAR);
        X509Certificate made = Certificates.read(signed);
        assertThat(made.getPublicKey()).isEqualTo(key.getPublic());
        assertThat(made.getSubjectX500Principal().getName()).isEqualTo("CN=node-1,O=demo");
        assertThat(made.getBasicConstraints()).isEqualTo(-1);
        Certificates.validate(signed, AUTHORITY.certificate(), NOW);
    }

    @Test
    void good_keys_of_other_kinds_are_signed() throws Exception {
        for (KeyPair key :
                List.of(Certificates.ec("secp384r1"), Certificates.ec("secp521r1"), Certificates.rsa(2048))) {
            String signed = AUTHORITY.sign(Certificates.request(key, key), NODE, NOW, YEAR);
            Certificates.validate(signed, AUTHORITY.certificate(), NOW);
        }
    }

    @Test
    void a_request_with_a_bad_key_is_refused() throws Exception {
        KeyPair weak = Certificates.rsa(1024);
        refuses(Certificates.request(weak, weak), "has an RSA key of 1024 bits, and fewer than 2048 are too weak");
        KeyPair edwards = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        refuses(Certificates.request(edwards, edwards), "has a key that is neither RSA nor EC");
    }

    @Test
    void a_request_that_proves_nothing_is_refused() throws Exception {
        KeyPair key = Certificates.ec("secp256r1");
        refuses(Certificates.request(key, Certificates.ec("secp256r1")), "is not signed with the key that is in it");
        refuses("", "is none in PEM");
        refuses(AUTHORITY.certificate(), "is none in PEM");
        byte[] cut = Certificates.der(Certificates.request(key, key));
        cut[4] = 0;
        refuses(Certificates.pem("CERTIFICATE REQUEST", cut), "cannot be read");
    }

    private static void refuses(String request, String what) {
        assertThatThrownBy(() -> AUTHORITY.sign(request, NODE, NOW, YEAR))
                .isInstanceOf(WorldRefused.class)
                .hasMessage("node-1  the request for a certificate " + what
                        + "; remove its key there and run castellan apply again: it makes a new one");
    }

    @Test
    void names_that_no_client_would_match_are_refused() {
        for (String name : List.of("kafka_1", "", "a..b", "-a", "1.2.3", "1.2.3.400", "a/b", "fe80::1%eth0", "ä.org")) {
            assertThatThrownBy(() -> AUTHORITY.issue(Subject.node("n", List.of(name)), NOW, YEAR))
                    .as(name)
                    .isInstanceOf(UserMistake.class)
                    .hasMessageStartingWith("\"" + name + "\" is neither a host name nor an address");
        }
        for (String name : List.of("a", "*.example.org", "1a.org", "fe80::1", "10.0.0.1", "::ffff:10.0.0.1")) {
            assertThatCode(() -> AUTHORITY.issue(Subject.node("n", List.of(name)), NOW, YEAR))
                    .as(name)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void nobody_gets_the_name_of_the_authority_and_everybody_gets_one() {
        for (String name : List.of("certificate authority", "", " ", "x".repeat(65))) {
            assertThatThrownBy(() -> AUTHORITY.issue(Subject.client(name), NOW, YEAR))
                    .isInstanceOf(UserMistake.class)
                    .hasMessageContaining("cannot be the name in a certificate");
        }
        assertThatThrownBy(() -> Subject.node("n", List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nothing_outlives_its_authority() throws Exception {
        Authority brief = Authority.create("demo", NOW, Duration.ofDays(10));
        Instant last = NOW.plus(Duration.ofDays(10));
        X509Certificate made = Certificates.read(brief.issue(NODE, NOW, YEAR).certificate());
        assertThat(made.getNotAfter().toInstant()).isEqualTo(last);
        assertThatThrownBy(() -> brief.issue(NODE, last, YEAR))
                .isInstanceOf(UserMistake.class)
                .hasMessage("the certificate authority of demo expired on 2026-03-11 and can sign nothing any more; "
                        + "castellan certs recover puts another in its place");
    }

    @Test
    void serial_numbers_are_random_and_long() throws Exception {
        Set<Object> seen = new HashSet<>();
        for (int at = 0; at < 8; at++) {
            X509Certificate made =
                    Certificates.read(AUTHORITY.issue(NODE, NOW, YEAR).certificate());
            assertThat(made.getSerialNumber().signum()).isPositive();
            assertThat(made.getSerialNumber().bitLength()).isBetween(90, 128);
            seen.add(made.getSerialNumber());
        }
        assertThat(seen).hasSize(8);
    }

    @Test
    void the_jdk_refuses_another_authority_and_another_time() {
        String made = AUTHORITY.issue(NODE, NOW, YEAR).certificate();
        String other = Authority.create("demo", NOW, YEARS).certificate();
        assertThatThrownBy(() -> Certificates.validate(made, other, NOW))
                .isInstanceOf(CertPathValidatorException.class);
        Instant late = NOW.plus(YEAR).plusSeconds(1);
        assertThatThrownBy(() -> Certificates.validate(made, AUTHORITY.certificate(), late))
                .hasRootCauseInstanceOf(CertificateExpiredException.class);
    }

    @Test
    void an_authority_that_is_kept_signs_as_it_did() throws Exception {
        Vault vault = new Vault(folder);
        assertThat(Authority.load("demo", vault)).isEmpty();
        AUTHORITY.keep(vault);
        Authority again = Authority.load("demo", vault).orElseThrow();
        assertThat(again.certificate()).isEqualTo(AUTHORITY.certificate());
        Certificates.validate(again.issue(NODE, NOW, YEAR).certificate(), AUTHORITY.certificate(), NOW);
        assertThat(Files.readString(folder.resolve("ca/certificate.pem"))).isEqualTo(AUTHORITY.certificate());
        assertThat(vault.find("ca/key.pem").orElseThrow().reveal()).startsWith("-----BEGIN PRIVATE KEY-----\n");
    }

    @Test
    void an_authority_killed_before_its_certificate_was_kept_is_none() {
        Vault vault = new Vault(folder);
        AUTHORITY.keep(vault);
        vault.delete("ca/certificate.pem");
        assertThat(Authority.load("demo", vault)).isEmpty();
    }

    @Test
    void an_issued_key_does_not_show() {
        KeyAndCertificate issued = AUTHORITY.issue(NODE, NOW, YEAR);
        assertThat(issued.toString()).contains("***").doesNotContain("PRIVATE");
    }
}
