package dev.castellan.security;

import static dev.castellan.security.Certificates.YEAR;
import static dev.castellan.security.Certificates.YEARS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;
import org.junit.jupiter.api.Test;

/// Kafka's own reading of the PEM made here, as `ssl.keystore.type=PEM` asks for it.
class KafkaPemTest {
    private static final Instant NOW = Instant.now();
    private static final Authority AUTHORITY = Authority.create("demo", NOW, YEARS);
    private static final KeyAndCertificate NODE =
            AUTHORITY.issue(Subject.node("node-1", List.of("kafka-1.example.org")), NOW, YEAR);
    private static final KeyAndCertificate ALICE = AUTHORITY.issue(Subject.client("alice"), NOW, YEAR);

    @Test
    void kafka_knows_a_client_by_its_certificate() throws Exception {
        try (DefaultSslEngineFactory broker = kafka(NODE, AUTHORITY.certificate());
                DefaultSslEngineFactory client = kafka(ALICE, AUTHORITY.certificate())) {
            assertThat(meet(broker, client)).isEqualTo("CN=alice,O=demo");
        }
    }

    @Test
    void kafka_takes_the_chain_with_its_authority_and_a_bundle_of_authorities() throws Exception {
        Authority next = Authority.create("demo", NOW, YEARS);
        String both = Bundle.parse(next.certificate() + AUTHORITY.certificate()).pem();
        KeyAndCertificate chain = new KeyAndCertificate(NODE.key(), NODE.certificate() + AUTHORITY.certificate());
        KeyAndCertificate bob = next.issue(Subject.client("bob"), NOW, YEAR);
        try (DefaultSslEngineFactory broker = kafka(chain, both);
                DefaultSslEngineFactory client = kafka(bob, both)) {
            assertThat(broker.truststore().size()).isEqualTo(2);
            assertThat(meet(broker, client)).isEqualTo("CN=bob,O=demo");
        }
    }

    @Test
    void kafka_refuses_who_was_signed_by_another_authority() throws Exception {
        Authority other = Authority.create("demo", NOW, YEARS);
        KeyAndCertificate mallory = other.issue(Subject.client("alice"), NOW, YEAR);
        try (DefaultSslEngineFactory broker = kafka(NODE, AUTHORITY.certificate());
                DefaultSslEngineFactory client = kafka(mallory, AUTHORITY.certificate())) {
            assertThatThrownBy(() -> meet(broker, client)).isInstanceOf(SSLHandshakeException.class);
        }
    }

    private static DefaultSslEngineFactory kafka(KeyAndCertificate shown, String trusted) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("ssl.protocol", "TLSv1.3");
        settings.put("ssl.enabled.protocols", List.of("TLSv1.3"));
        settings.put("ssl.cipher.suites", List.of());
        settings.put("ssl.keymanager.algorithm", "SunX509");
        settings.put("ssl.trustmanager.algorithm", "PKIX");
        settings.put("ssl.client.auth", "required");
        settings.put("ssl.keystore.type", "PEM");
        settings.put("ssl.keystore.certificate.chain", new Password(shown.certificate()));
        settings.put("ssl.keystore.key", new Password(shown.key().reveal()));
        settings.put("ssl.truststore.type", "PEM");
        settings.put("ssl.truststore.certificates", new Password(trusted));
        DefaultSslEngineFactory factory = new DefaultSslEngineFactory();
        factory.configure(settings);
        assertThat(factory.shouldBeRebuilt(settings)).isFalse();
        return factory;
    }

    /// A handshake in memory: what one engine wraps, the other unwraps.
    private static String meet(DefaultSslEngineFactory broker, DefaultSslEngineFactory client) throws SSLException {
        SSLEngine server = broker.createServerSslEngine("client", 1);
        SSLEngine guest = client.createClientSslEngine("kafka-1.example.org", 9092, "https");
        ByteBuffer toServer = ByteBuffer.allocate(100_000);
        ByteBuffer toGuest = ByteBuffer.allocate(100_000);
        server.beginHandshake();
        guest.beginHandshake();
        for (int turn = 0; turn < 100 && (busy(server) || busy(guest)); turn++) {
            step(guest, toGuest, toServer);
            step(server, toServer, toGuest);
        }
        return server.getSession().getPeerPrincipal().getName();
    }

    private static boolean busy(SSLEngine engine) {
        return !Set.of(SSLEngineResult.HandshakeStatus.NOT_HANDSHAKING, SSLEngineResult.HandshakeStatus.FINISHED)
                .contains(engine.getHandshakeStatus());
    }

    private static void step(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
        switch (engine.getHandshakeStatus()) {
            case NEED_TASK -> {
                for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
                    task.run();
                }
            }
            case NEED_WRAP -> engine.wrap(ByteBuffer.allocate(0), out);
            default -> {
                in.flip();
                engine.unwrap(in, ByteBuffer.allocate(100_000));
                in.compact();
            }
        }
    }
}
