package dev.castellan.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.castellan.problem.Problem;
import dev.castellan.problem.UserMistake;
import dev.castellan.security.Authority;
import dev.castellan.security.KeyAndCertificate;
import dev.castellan.security.Subject;
import dev.castellan.security.Succession.Stage;
import dev.castellan.security.Vault;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.NodeSpec;
import dev.castellan.spec.SpecReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A cluster as it is, and the certificates that a spec brings for it.
class OwnCertificateRulesTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration LIFE = Duration.ofDays(1000);
    private static final String KEYLESS = """
            security: tls
            certificates: {authority: {certificate: ca.pem}}
            nodes: [{certificate: one.pem, key: one.key}]
            """;

    @TempDir
    private Path folder = Path.of("");

    private Authority company = Authority.create("company", NOW, LIFE);

    @BeforeEach
    void files() throws IOException {
        Vault made = new Vault(folder.resolve("made"));
        company.keep(made);
        write("ca.pem", company.certificate());
        write("ca.key", made.find("ca/key.pem").orElseThrow().reveal());
        node("kafka-1");
    }

    @Test
    void another_authority_than_the_clusters_is_refused_until_it_has_taken_over() {
        keyring("{security: tls, nodes: 1}").authorities();
        Keyring keyring = keyring(KEYLESS);
        assertThat(told(keyring.refusals(nothing())))
                .containsExactly("cluster.yaml:2:41  the certificates of local are signed by another authority than "
                        + "certificate authority; castellan certs rotate-ca takes this one over in two steps; "
                        + "until then take it out here");

        keyring.announceAuthority();
        assertThat(keyring.refusals(nothing())).isEmpty();
        assertThat(keyring.succession().stage()).isEqualTo(Stage.ANNOUNCED);
        assertThat(keyring.given(first(KEYLESS))).isEmpty();
        keyring.succession().switchOver();
        assertThat(keyring.given(first(KEYLESS))).isPresent();
        keyring.succession().finish();
        assertThat(keyring.authorities()).isEqualTo(company.certificate());
        assertThatThrownBy(keyring::announceAuthority)
                .isInstanceOf(UserMistake.class)
                .hasMessageStartingWith("the authority that the spec brings signs already");
    }

    @Test
    void without_the_authoritys_key_every_node_brings_its_certificate() {
        assertThat(told(keyring(KEYLESS.replace("nodes: [{", "nodes: [{id: 2}, {id: 1, "))
                        .refusals(nothing())))
                .containsExactly("cluster.yaml:3:9  kafka-2 brings no certificate, and Castellan cannot sign one: "
                        + "the key of the authority is not here; name the node's certificate: and key:, "
                        + "or the authority's key:");
        Keyring keyring = keyring(KEYLESS);
        assertThat(keyring.issue(first(KEYLESS), "127.0.0.1").certificate()).isNotEmpty();
        assertThatThrownBy(() -> keyring.client("robot"))
                .isInstanceOf(UserMistake.class)
                .hasMessage("Castellan cannot sign certificates: the key of certificate authority is not here; "
                        + "have its owner sign one, or name its key: certificates: {authority: {key: ca.key}}");
        assertThatThrownBy(() -> keyring.requireSigned(first(KEYLESS)))
                .isInstanceOf(UserMistake.class)
                .hasMessage(
                        "the certificate of kafka-1 is not Castellan's to renew: CN=certificate authority, O=company"
                                + " signed it; have its owner put the next one into one.pem, then run: castellan apply");
    }

    @Test
    void a_node_that_is_there_keeps_the_name_in_its_certificate() throws IOException {
        String before = Files.readString(folder.resolve("one.pem"));
        node("broker-1");
        assertThat(told(keyring(KEYLESS).refusals(facts(before))))
                .containsExactly("cluster.yaml:3:23  one.pem calls kafka-1 broker-1, and the other nodes know it as "
                        + "kafka-1; ask for one with CN=kafka-1");
    }

    @Test
    void a_file_that_changed_is_lacked_until_the_node_has_it() throws IOException {
        Keyring keyring = keyring(KEYLESS);
        NodeCertificates has =
                new NodeCertificates(keyring.issue(first(KEYLESS), "127.0.0.1").certificate(), keyring.authorities());
        assertThat(keyring.lacks(first(KEYLESS), "127.0.0.1", has)).isEmpty();
        assertThat(keyring.outlived(has)).isEmpty();
        node("kafka-1");
        assertThat(keyring(KEYLESS).lacks(first(KEYLESS), "127.0.0.1", has)).contains("is another than one.pem holds");
    }

    private void node(String name) throws IOException {
        KeyAndCertificate node = company.issue(Subject.node(name, List.of("127.0.0.1")), NOW, LIFE);
        write("one.pem", node.certificate());
        write("one.key", node.key().reveal());
    }

    private Keyring keyring(String yaml) {
        OwnCertificates own = OwnCertificateFiles.read(spec(yaml), folder, NOW, known -> false);
        assertThat(own.problems()).isEmpty();
        return new Keyring(spec(yaml), new Vault(folder.resolve("secrets")), own, InstantSource.fixed(NOW), LIFE);
    }

    private static NodeSpec first(String yaml) {
        return spec(yaml).nodes().getFirst();
    }

    private static ClusterSpec spec(String yaml) {
        return SpecReader.read("cluster.yaml", yaml).spec();
    }

    private static Facts nothing() {
        return new Facts(Optional.empty(), Map.of(), Set.of(), Facts.Startup.PREPARED);
    }

    private static Facts facts(String certificate) {
        NodeFacts node = new NodeFacts(
                1,
                new TreeMap<>(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                0,
                Optional.empty(),
                new NodeCertificates(certificate, ""));
        return new Facts(Optional.empty(), Map.of(1, node), Set.of(), Facts.Startup.PREPARED);
    }

    private static List<String> told(List<Problem> problems) {
        return problems.stream().map(Problem::text).toList();
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
        Files.setPosixFilePermissions(folder.resolve(name), PosixFilePermissions.fromString("rw-------"));
    }
}
