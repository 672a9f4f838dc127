package dev.castellan.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// Clusters with an authority and certificates that a company brings, and what becomes of their secrets.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OwnCertificatesIT {
    private static final String CLUSTER = """
            name: brought
            security: tls
            topics: {clicks: {partitions: 1, replication-factor: 2}}
            users: {robot: {auth: certificate, produce: [clicks]}, app: {produce: [clicks], consume: [clicks]}}
            """;
    private static final String SIGNED_HERE = CLUSTER + """
            nodes: [{id: 1}, {id: 2, roles: broker}]
            certificates: {authority: {certificate: acme-chain.pem, key: acme.key}}
            """;
    private static final String SIGNED_ELSEWHERE = CLUSTER + """
            nodes:
              - {id: 1, certificate: one.pem, key: one.key}
              - {id: 2, roles: broker, certificate: two.pem, key: two.key}
            certificates: {authority: {certificate: globex-chain.pem}}
            """;
    private static final String LOOPBACK = "IP:127.0.0.1";

    private static Sandbox sandbox;
    private static Company acme;

    @BeforeAll
    static void up() {
        sandbox = Sandbox.open("brought");
        acme = new Company(sandbox.directory(), "acme")
                .signs("friend", "/O=Company/CN=friend", LOOPBACK)
                .signsAtRoot("stranger", "/O=Company/CN=kafka-1", LOOPBACK);
        sandbox.spec(SIGNED_HERE);
        sandbox.run("up").succeeds();
    }

    @AfterAll
    static void close() {
        sandbox.close();
    }

    @Test
    @Order(1)
    void a_client_that_trusts_the_root_alone_verifies_nodes_that_an_authority_below_it_signed() throws Exception {
        assertThat(issuer("acme-root.pem")).contains("acme issuing");
        sandbox.runWith("hello\n", "produce", "clicks").succeeds();
        sandbox.run("certs", "list").succeeds().prints("acme issuing");
        sandbox.run("plan", "--detailed-exitcode").succeeds().prints("nothing to change");
        assertThat(sandbox.run("users", "show-config", "robot", "--format", "librdkafka")
                        .succeeds()
                        .out())
                .contains("BEGIN CERTIFICATE");

        // Castellan has taken the key in: where it came from may be locked away again.
        Files.delete(sandbox.directory().resolve("acme.key"));
        sandbox.run("certs", "renew").succeeds().prints("restarted: none");
        sandbox.run("plan", "--detailed-exitcode").succeeds().prints("nothing to change");
    }

    @Test
    @Order(2)
    void a_node_lets_in_whom_its_authority_signed_and_nobody_else_of_the_same_root() throws Exception {
        Matcher port = Pattern.compile("NODE://127\\.0\\.0\\.1:(\\d+)")
                .matcher(Files.readString(sandbox.node("brought", 2).resolve("server.properties")));
        assertThat(port.find()).isTrue();
        assertThat(acme.opens(Integer.parseInt(port.group(1)), "friend")).isTrue();
        assertThat(acme.opens(Integer.parseInt(port.group(1)), "stranger")).isFalse();
    }

    @Test
    @Tag("long")
    @Order(3)
    void sealed_secrets_need_their_passphrase_and_survive_the_control_machine() throws Exception {
        sandbox.run("secrets", "seal").exits(2).complains("sealing needs a passphrase", "CASTELLAN_PASSPHRASE");
        sandbox.with("CASTELLAN_PASSPHRASE", "correct horse");
        sandbox.run("secrets", "seal").succeeds().prints("are sealed");
        sandbox.with("CASTELLAN_PASSPHRASE", "");
        Result without = sandbox.run("topics", "list").exits(2);
        assertThat(without.err().lines().toList()).hasSize(1).first().asString().contains("CASTELLAN_PASSPHRASE");
        sandbox.with("CASTELLAN_PASSPHRASE", "wrong horse");
        Result wrong = sandbox.run("plan").exits(2);
        assertThat(wrong.err().lines().toList()).hasSize(1).first().asString().contains("passphrase does not open");
        sandbox.with("CASTELLAN_PASSPHRASE", "correct horse");
        String config = sandbox.run("users", "show-config", "app").succeeds().out();

        sandbox.run("secrets", "backup", "saved.zip").succeeds().prints("they are sealed");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(sandbox.directory().resolve("saved.zip"))))
                .isEqualTo("rw-------");
        loseAllButTheNodes();
        sandbox.run("topics", "list").exits(3).complains("its secrets are not on this machine", "secrets restore");
        sandbox.run("plan").exits(2).complains("acme.key does not exist", "secrets restore");
        sandbox.run("secrets", "restore", "saved.zip").succeeds();

        sandbox.run("plan", "--detailed-exitcode").succeeds().prints("nothing to change");
        assertThat(sandbox.run("users", "show-config", "app").succeeds().out()).isEqualTo(config);
        sandbox.run("restart", "kafka-2").succeeds();
        assertThat(Files.readString(Path.of("/proc/" + pids().getLast() + "/environ")))
                .contains("CASTELLAN_HOME")
                .doesNotContain("horse");
        sandbox.run("secrets", "unseal").succeeds();
        sandbox.with("CASTELLAN_PASSPHRASE", "");
        sandbox.run("plan", "--detailed-exitcode").succeeds().prints("nothing to change");
    }

    @Test
    @Order(4)
    void certificates_of_an_authority_whose_key_nobody_shows_take_over_in_two_steps() throws Exception {
        new Company(sandbox.directory(), "globex")
                .signs("one", "/O=Globex/CN=kafka-1", LOOPBACK)
                .signs("two", "/O=Globex/CN=kafka-2", LOOPBACK)
                .signs("newer", "/O=Globex/OU=Streams/CN=kafka-2", LOOPBACK + ",DNS:localhost");
        sandbox.spec(SIGNED_ELSEWHERE);
        sandbox.run("plan")
                .exits(2)
                .complains("signed by another authority than globex issuing", "castellan certs rotate-ca");

        sandbox.run("certs", "rotate-ca").succeeds();
        sandbox.run("certs", "rotate-ca", "--finish").succeeds().prints("trusted no more");
        sandbox.run("apply").succeeds();

        assertThat(issuer("globex-root.pem")).contains("globex issuing");
        sandbox.run("plan", "--detailed-exitcode").succeeds().prints("nothing to change");
        sandbox.run("certs", "renew", "--node", "kafka-2").exits(2).complains("globex issuing", "signed it", "two.pem");
        sandbox.run("users", "show-config", "app").succeeds();
    }

    @Test
    @Order(5)
    void a_certificate_file_that_changes_is_loaded_and_no_node_restarts() throws Exception {
        List<Long> pids = pids();
        for (String end : List.of(".pem", ".key")) {
            Files.copy(
                    sandbox.directory().resolve("newer" + end),
                    sandbox.directory().resolve("two" + end),
                    StandardCopyOption.REPLACE_EXISTING);
        }

        sandbox.run("plan").succeeds().prints("is another than two.pem holds");
        sandbox.run("apply").succeeds();

        assertThat(pids()).isEqualTo(pids);
        assertThat(shown(2, "globex-root.pem").getSubjectX500Principal().toString())
                .contains("OU=Streams");
        sandbox.runWith("again\n", "produce", "clicks").succeeds();
        sandbox.run("plan", "--detailed-exitcode").succeeds().prints("nothing to change");
    }

    @Test
    @Order(6)
    void a_new_cluster_goes_by_the_names_that_its_certificates_bear() throws Exception {
        sandbox.run("destroy", "--accept-risk=data-loss").succeeds();
        new Company(sandbox.directory(), "globex")
                .signs("one", "/O=Globex/CN=broker-1.globex.example", LOOPBACK)
                .signs("two", "/O=Globex/CN=broker-2.globex.example", LOOPBACK);
        sandbox.spec(SIGNED_ELSEWHERE);

        sandbox.run("up").succeeds();

        sandbox.runWith("hello\n", "produce", "clicks").succeeds();
        assertThat(sandbox.status().get("concerns")).isEmpty();
        sandbox.run("plan", "--detailed-exitcode").succeeds().prints("nothing to change");
    }

    /// Nodes stay, as they would on hosts.
    private static void loseAllButTheNodes() throws IOException {
        Path cluster = sandbox.home().resolve("clusters/brought");
        try (Stream<Path> files = Files.walk(cluster)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.startsWith(cluster.resolve("nodes")) && !file.equals(cluster)) {
                    Files.delete(file);
                }
            }
        }
    }

    private static List<Long> pids() {
        List<Long> pids = new ArrayList<>();
        sandbox.status().get("nodes").forEach(node -> pids.add(node.get("pid").longValue()));
        return pids;
    }

    private static String issuer(String root) throws Exception {
        return shown(1, root).getIssuerX500Principal().toString();
    }

    /// What a node shows to a client that trusts one root and looks whether the address is the certificate's.
    private static X509Certificate shown(int node, String root) throws Exception {
        String client =
                sandbox.status().get("nodes").get(node - 1).get("clients").stringValue();
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (var file = Files.newInputStream(sandbox.directory().resolve(root))) {
            trusted.setCertificateEntry(
                    "root", CertificateFactory.getInstance("X.509").generateCertificate(file));
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        int port = Integer.parseInt(client.substring(client.indexOf(':') + 1));
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port)) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        }
    }
}
