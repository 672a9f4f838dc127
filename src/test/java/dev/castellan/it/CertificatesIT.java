package dev.castellan.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.security.Authority;
import dev.castellan.security.Vault;
import java.io.IOException;
import java.nio.file.Files;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// Certificates of a locked cluster: renewed, signed by another authority, and expired.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CertificatesIT {
    private static Sandbox sandbox;

    @BeforeAll
    static void up() {
        sandbox = Sandbox.open("keyed");
        sandbox.spec("""
                name: keyed
                security: tls
                nodes: 3
                topics: {clicks: {partitions: 3, replication-factor: 3}}
                users:
                  app: {produce: [clicks]}
                  robot: {auth: certificate, consume: [clicks]}
                """);
        sandbox.run("up").succeeds();
    }

    @AfterAll
    static void close() {
        sandbox.close();
    }

    @Test
    @Order(1)
    void certificates_and_their_authority_change_and_no_client_meets_an_error() throws Exception {
        show("old");
        List<Long> pids = pids();
        List<String> before = shown();
        String old = trusted();
        try (Load first = load("old")) {
            first.grows();
            sandbox.run("certs", "renew").succeeds().prints("reloaded: kafka-1, kafka-2, kafka-3; restarted: none");
            first.grows();
            assertThat(pids()).isEqualTo(pids);
            assertThat(shown()).doesNotContainAnyElementsOf(before).isEqualTo(onDisk());
            sandbox.run("certs", "list").succeeds().prints("kafka-3", "364", "robot");

            sandbox.run("certs", "rotate-ca")
                    .succeeds()
                    .prints("show-config app", "show-config robot", "refused from then on");
            assertThat(trusted()).contains(old).isNotEqualTo(old);
            sandbox.run("certs", "rotate-ca", "--finish").exits(2).complains("app, robot", "old-clients");
            first.grows();
            show("new");
            assertThat(Files.readString(sandbox.directory().resolve("app.new")))
                    .containsPattern("(?s)BEGIN CERTIFICATE.*BEGIN CERTIFICATE");

            try (Load second = load("new")) {
                second.grows();
                first.producesNoMore();
                first.consumesNoMore();
                sandbox.run("certs", "rotate-ca", "--finish").succeeds().prints("trusted no more");
                second.grows();
                second.producesNoMore();
                Load.everyRecordIsConsumed(List.of(first, second));
                second.consumesNoMore();
            }
        }
        assertThat(trusted()).doesNotContain(old);
        assertThat(shown()).isEqualTo(onDisk());
        sandbox.run("plan", "--detailed-exitcode").succeeds().prints("nothing to change");
        sandbox.run("topics", "list", "--command-config", "app.old").exits(2).complains("users show-config");
    }

    /// Gives the users their configuration.
    private static void show(String generation) {
        for (String user : List.of("app", "robot")) {
            sandbox.run("users", "show-config", user, "--out", user + "." + generation)
                    .succeeds();
        }
    }

    private static Load load(String generation) {
        return new Load(sandbox, generation, "app." + generation, "robot." + generation);
    }

    @Test
    @Order(2)
    void the_certificate_of_a_user_is_renewed_when_it_is_asked_for() {
        sandbox.with("CASTELLAN_CERTIFICATE_LIFE", "PT1S");
        sandbox.run("certs", "renew", "--user", "robot").succeeds().prints("users show-config robot", "good until");
        sandbox.with("CASTELLAN_CERTIFICATE_LIFE", "P365D");
        sandbox.run("certs", "renew", "--user", "app").exits(2).complains("castellan users rotate");

        assertThat(sandbox.status().get("concerns").toString()).contains("the certificate of user robot ended");
        sandbox.run("users", "show-config", "robot", "--out", "robot.new").succeeds();
        sandbox.run("status").succeeds();
    }

    @Test
    @Tag("long")
    @Order(3)
    void a_cluster_whose_certificates_have_expired_comes_back_with_one_command() {
        sandbox.run("certs", "recover").exits(2).complains("no certificate of keyed has expired");
        sandbox.with("CASTELLAN_CERTIFICATE_LIFE", "PT30S");
        sandbox.run("certs", "renew").succeeds();
        sandbox.with("CASTELLAN_CERTIFICATE_LIFE", "P365D");
        awaitExpiry();
        for (String verb : List.of("topics list", "groups list", "plan", "up", "certs renew", "certs rotate-ca")) {
            sandbox.run(verb.split(" "))
                    .exits(3)
                    .complains("kafka-2  its certificate expired at", "castellan certs recover");
        }
        assertThat(sandbox.status().get("concerns").toString()).contains("castellan certs recover");

        sandbox.run("certs", "recover").succeeds().prints("keyed is back");

        sandbox.runWith("after\n", "produce", "clicks").succeeds();
        sandbox.run("status").succeeds();
        sandbox.run("plan", "--detailed-exitcode").succeeds().prints("nothing to change");
    }

    @Test
    @Order(4)
    @Tag("long")
    void a_stopped_cluster_changes_its_authority_too_and_one_that_expired_is_replaced() {
        sandbox.run("down").succeeds();
        sandbox.run("certs", "renew").succeeds().prints("kafka-1, kafka-2, kafka-3; reloaded: none; restarted: none");
        sandbox.run("certs", "rotate-ca").succeeds();
        sandbox.run("certs", "rotate-ca", "--finish", "--accept-risk=old-clients")
                .succeeds()
                .prints("trusted no more");
        Authority.create("keyed", Instant.now(), Duration.ofSeconds(50)).keep(new Vault(sandbox.secrets("keyed")));
        sandbox.run("up").succeeds();
        sandbox.runWith("before\n", "produce", "clicks").succeeds();
        awaitExpiry();

        sandbox.run("kill", "kafka-2").succeeds();
        for (String verb : List.of("topics list", "start kafka-2", "up")) {
            sandbox.run(verb.split(" "))
                    .exits(3)
                    .complains("its certificate authority expired at", "castellan certs recover");
        }

        sandbox.run("certs", "recover").succeeds().prints("its authority is new", "show-config app");

        sandbox.run("status").succeeds();
        assertThat(sandbox.run("consume", "clicks", "--from-beginning").out().lines())
                .contains("old 0", "new 0", "after", "before");
        sandbox.run("plan", "--detailed-exitcode").succeeds().prints("nothing to change");
    }

    private static void awaitExpiry() {
        Sandbox.eventually(
                "certificates expire",
                Duration.ofSeconds(60),
                () -> sandbox.run("certs", "list")
                                .out()
                                .lines()
                                .filter(line -> line.startsWith("node") && line.contains("expired"))
                                .count()
                        == 3);
    }

    private static List<Long> pids() {
        List<Long> pids = new ArrayList<>();
        sandbox.status().get("nodes").forEach(node -> pids.add(node.get("pid").longValue()));
        return pids;
    }

    private static String trusted() throws IOException {
        return Files.readString(sandbox.node("keyed", 2).resolve("tls/ca.pem")).strip();
    }

    /// The serial numbers that nodes have on their disks.
    private static List<String> onDisk() throws Exception {
        List<String> serials = new ArrayList<>();
        for (int id = 1; id <= 3; id++) {
            try (var file = Files.newInputStream(sandbox.node("keyed", id).resolve("tls/certificate.pem"))) {
                serials.add(((X509Certificate)
                                CertificateFactory.getInstance("X.509").generateCertificate(file))
                        .getSerialNumber()
                        .toString());
            }
        }
        return serials;
    }

    /// The serial numbers that nodes show to clients.
    private static List<String> shown() throws Exception {
        List<String> serials = new ArrayList<>();
        for (var node : sandbox.status().get("nodes")) {
            String client = node.get("clients").stringValue();
            serials.add(serial(Integer.parseInt(client.substring(client.indexOf(':') + 1))));
        }
        return serials;
    }

    private static String serial(int port) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Anybody()}, null);
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port)) {
            socket.startHandshake();
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
                    .getSerialNumber()
                    .toString();
        }
    }

    /// Trusts whoever comes: who that is, is what is asked.
    private static final class Anybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
