package dev.castellan.cli.users;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.kafka.client.Access;
import dev.castellan.security.Secret;
import dev.castellan.spec.Acl;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.UserSpec;
import dev.castellan.testkit.Golden;
import dev.castellan.testkit.Specs;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class UserReportsTest {
    private static final ClusterSpec SPEC = Specs.aCluster("""
            users:
              orders-app: {produce: [orders, 'orders-*'], consume: [orders]}
              by-card: {auth: certificate, streams: pricing}
              root: {admin: true}
            """);
    private static final ClientAccess PLAIN = new ClientAccess(
            "127.0.0.1:9092", "SASL_PLAINTEXT", Optional.of("SCRAM-SHA-512"), Optional.empty(), Optional.empty());
    private static final ClientAccess ENCRYPTED = new ClientAccess(
            "10.0.0.1:9092",
            "SASL_SSL",
            Optional.of("SCRAM-SHA-512"),
            Optional.of("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"),
            Optional.empty());

    @Test
    void the_list_shows_login_purpose_and_limits() {
        Golden.folder("the-user-list-shows-login-purpose-and-limits")
                .holds(UserReports.users(
                        new Access.State(
                                new TreeMap<>(Map.of("orders-app", mechanism(), "stranger", mechanism())),
                                Optional.of(acls()),
                                new TreeMap<>(Map.of(
                                        "orders-app",
                                        new TreeMap<>(
                                                Map.of("producer_byte_rate", 1048576.0, "request_percentage", 12.5))))),
                        SPEC.users()));
    }

    @Test
    void acls_are_listed_by_principal() {
        Golden.folder("acls-are-listed-by-principal").holds(UserReports.acls(acls()));
    }

    @Test
    void a_rotation_says_what_it_means_for_connections() {
        Golden.folder("a-rotation-says-what-it-means-for-connections")
                .holds(UserReports.rotated("orders-app", "SCRAM-SHA-512"));
    }

    @Test
    void a_client_is_configured_in_the_words_of_its_language() {
        ClientConfig plain = new ClientConfig(PLAIN, "orders-app", Optional.of(new Secret("pass")));
        ClientConfig encrypted = new ClientConfig(ENCRYPTED, "orders-app", Optional.of(new Secret("pass")));
        Golden.folder("a-client-is-configured-in-the-words-of-its-language")
                .holds(Map.of(
                        "plain.properties",
                        plain.text(ClientConfig.Form.properties) + "\n",
                        "encrypted.properties",
                        encrypted.text(ClientConfig.Form.properties) + "\n",
                        "librdkafka.conf",
                        encrypted.text(ClientConfig.Form.librdkafka) + "\n",
                        "python.py",
                        encrypted.text(ClientConfig.Form.python) + "\n"));
    }

    @Test
    void kafkas_own_reader_finds_the_certificate_in_the_properties() throws Exception {
        Properties read = new Properties();
        read.load(new StringReader(new ClientConfig(ENCRYPTED, "orders-app", Optional.of(new Secret("pass")))
                .text(ClientConfig.Form.properties)));
        assertThat(read.getProperty("ssl.truststore.certificates"))
                .isEqualTo(ENCRYPTED.caPem().orElseThrow().strip());
    }

    private static SortedMap<String, SortedSet<Acl>> acls() {
        SortedMap<String, SortedSet<Acl>> acls = new TreeMap<>();
        for (UserSpec user : SPEC.users()) {
            acls.put(user.principal(), user.rules());
        }
        return acls;
    }

    private static SortedSet<String> mechanism() {
        return new TreeSet<>(List.of("SCRAM-SHA-512"));
    }
}
