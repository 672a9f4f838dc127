package dev.castellan.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
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
                """);
        sandbox.run("up").succeeds();
    }

    @AfterAll
    static void close() {
        sandbox.close();
    }

    @Test
    @Order(1)
    void brokers_take_up_new_certificates_under_load_and_none_restarts() throws Exception {
        List<Long> pids = pids();
        List<String> before = shown();
        try (Load load = new Load(sandbox)) {
            load.grows();
            sandbox.run("certs", "renew").succeeds().prints("reloaded: kafka-1, kafka-2, kafka-3; restarted: none");
            load.grows();
            load.endsWithoutError();
        }

        assertThat(pids()).isEqualTo(pids);
        assertThat(shown()).doesNotContainAnyElementsOf(before).isEqualTo(onDisk());
        sandbox.run("plan", "--detailed-exitcode").succeeds().prints("nothing to change");
        sandbox.run("certs", "list").succeeds().prints("kafka-3", "364");
    }

    @Test
    @Order(2)
    void another_authority_takes_over_under_load() throws Exception {
        String old = trusted();
        try (Load load = new Load(sandbox)) {
            load.grows();
            sandbox.run("certs", "rotate-ca").succeeds().prints("certs rotate-ca --finish");
            load.grows();
            load.endsWithoutError();
        }
        assertThat(trusted()).contains(old).isNotEqualTo(old);

        try (Load load = new Load(sandbox)) {
            load.grows();
            sandbox.run("certs", "rotate-ca", "--finish").succeeds().prints("trusted no more");
            load.grows();
            load.endsWithoutError();
        }
        assertThat(trusted()).doesNotContain(old);
        assertThat(shown()).isEqualTo(onDisk());
        sandbox.run("plan", "--detailed-exitcode").succeeds().prints("nothing to change");
    }

    @Test
    @Order(3)
    void a_cluster_whose_certificates_have_expired_comes_back_with_one_command() throws Exception {
        sandbox.run("certs", "recover").exits(2).complains("no certificate of keyed has expired");
        sandbox.with("CASTELLAN_CERTIFICATE_LIFE", "PT30S");
        sandbox.run("certs", "renew").succeeds();
        sandbox.with("CASTELLAN_CERTIFICATE_LIFE", "P365D");
        Sandbox.eventually(
                "certificates expire",
                Duration.ofSeconds(60),
                () -> sandbox.run("certs", "list").out().contains("expired"));
        sandbox.run("topics", "list").exits(2).complains("SSL handshake failed");
        assertThat(sandbox.status().get("concerns").toString()).contains("castellan certs recover");

        sandbox.run("certs", "recover").succeeds().prints("keyed is back");

        sandbox.runWith("after\n", "produce", "clicks").succeeds();
        sandbox.run("status").succeeds();
        sandbox.run("plan", "--detailed-exitcode").succeeds().prints("nothing to change");
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

    /// A producer with acks=all and a member of a consumer group, at work until they are told to end.
    private static final class Load implements AutoCloseable {
        private static final Duration PATIENCE = Duration.ofSeconds(60);

        private final Process producer;
        private final Path complaints;
        private final Process consumer;
        private final Path consumed;
        private final Path trouble;
        private final Thread feeder;
        private volatile boolean goOn = true;
        private volatile int sent;

        Load(Sandbox sandbox) {
            consumer = sandbox.start("consume", "clicks", "--group", "readers", "--follow");
            consumed = sandbox.lastOutput();
            trouble = sandbox.lastErrors();
            producer = sandbox.start("produce", "clicks");
            complaints = sandbox.lastErrors();
            feeder = Thread.ofVirtual().start(this::feed);
        }

        private void feed() {
            try (OutputStream records = producer.getOutputStream()) {
                while (goOn) {
                    records.write(("click " + sent + "\n").getBytes(StandardCharsets.UTF_8));
                    records.flush();
                    sent++;
                    TimeUnit.MILLISECONDS.sleep(20);
                }
            } catch (IOException e) {
                goOn = false; // it has ended, and its exit code says why
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        void grows() {
            long before = size(consumed);
            Sandbox.eventually("records arrive", PATIENCE, () -> size(consumed) > before);
        }

        void endsWithoutError() throws Exception {
            goOn = false;
            feeder.join();
            assertThat(producer.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(producer.exitValue()).as(Files.readString(complaints)).isZero();
            Sandbox.eventually("the last record arrives", PATIENCE, () -> lastIs("click " + (sent - 1)));
            assertThat(consumer.isAlive()).as(Files.readString(trouble)).isTrue();
        }

        private boolean lastIs(String line) {
            try {
                return Files.readString(consumed).contains(line + "\n");
            } catch (IOException e) {
                return false;
            }
        }

        private static long size(Path file) {
            return file.toFile().length();
        }

        @Override
        public void close() {
            goOn = false;
            producer.destroyForcibly();
            consumer.destroy();
        }
    }
}
