package dev.castellan.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;

/// Looking at what a server shows, over loopback.
class PresentedTest {
    private static final Duration BOUND = Duration.ofSeconds(10);
    private static final Instant NOW = Instant.now();

    @Test
    void a_certificate_is_looked_at_that_nobody_would_trust() throws Exception {
        Authority unknown = Authority.create("demo", NOW.minus(Duration.ofDays(9)), Duration.ofDays(30));
        KeyAndCertificate expired = unknown.issue(
                Subject.node("kafka-1", List.of("elsewhere.example")),
                NOW.minus(Duration.ofDays(3)),
                Duration.ofDays(1));
        try (SSLServerSocket door = (SSLServerSocket) Certificates.context(List.of(expired), unknown.certificate())
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread server = Thread.ofVirtual().start(() -> shakeHands(door));

            assertThat(Presented.at("127.0.0.1", door.getLocalPort(), BOUND))
                    .map(CertificateFacts::commonName)
                    .contains("kafka-1");
            server.join();
        }
    }

    private static void shakeHands(SSLServerSocket door) {
        try (SSLSocket guest = (SSLSocket) door.accept()) {
            guest.startHandshake();
        } catch (IOException e) {
            // The guest leaves as soon as it has seen enough.
        }
    }

    @Test
    void who_says_nothing_shows_nothing() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(Presented.at("127.0.0.1", silent.getLocalPort(), Duration.ofMillis(50)))
                    .isEmpty();
        }
    }
}
