package dev.castellan.target;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.problem.Problem;
import dev.castellan.security.Authority;
import dev.castellan.security.KeyAndCertificate;
import dev.castellan.security.Subject;
import dev.castellan.security.Vault;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.SpecReader;
import dev.castellan.testkit.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The files that a spec names for certificates, and what is said of them.
class OwnCertificateFilesTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration LIFE = Duration.ofDays(1000);

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void company() throws IOException {
        Vault vault = new Vault(folder.resolve("made"));
        Authority authority = Authority.create("company", NOW, LIFE);
        authority.keep(vault);
        write("ca.pem", authority.certificate());
        write("ca.key", vault.find("ca/key.pem").orElseThrow().reveal());
        KeyAndCertificate node = authority.issue(Subject.node("broker-1", List.of("127.0.0.1")), NOW, LIFE);
        write("one.pem", node.certificate());
        write("one.key", node.key().reveal());
    }

    @Test
    void what_is_wrong_with_brought_files_is_all_said_at_once() throws IOException {
        Golden golden = Golden.folder("what-is-wrong-with-brought-files-is-all-said-at-once");
        Files.setPosixFilePermissions(folder.resolve("one.key"), PosixFilePermissions.fromString("rw-r--r--"));
        Files.write(folder.resolve("der.pem"), new byte[] {0x30, (byte) 0x82, 1, 2});
        SpecReader.Reading reading = SpecReader.read("cluster.yaml", golden.given("cluster.yaml"));
        OwnCertificates own = OwnCertificateFiles.read(reading.spec(), folder, NOW, known -> false);
        golden.holds(Map.of(
                "problems.txt",
                reading.with(own.called(reading.spec()), own.problems()).problems().stream()
                        .map(Problem::text)
                        .collect(Collectors.joining("\n", "", "\n"))));
    }

    @Test
    void a_node_is_called_as_its_certificate_calls_it() {
        OwnCertificates own = read("""
                security: tls
                certificates: {authority: {certificate: ca.pem}}
                nodes: [{certificate: one.pem, key: one.key}]
                """, false);
        assertThat(own.problems()).isEmpty();
        assertThat(own.called(spec("nodes: 2")).nodes()).extracting("principal").containsExactly("broker-1", "kafka-2");
    }

    @Test
    void a_key_that_was_taken_in_may_be_gone() throws IOException {
        String spec = "{security: tls, certificates: {authority: {certificate: ca.pem, key: ca.key}}}";
        assertThat(read(spec, false).authority().orElseThrow().key()).isPresent();
        Files.delete(folder.resolve("ca.key"));
        assertThat(read(spec, true).problems()).isEmpty();
        assertThat(read(spec, false).problems()).extracting(Problem::what).containsExactly("ca.key does not exist");
    }

    private OwnCertificates read(String yaml, boolean kept) {
        return OwnCertificateFiles.read(spec(yaml), folder, NOW, known -> kept);
    }

    private static ClusterSpec spec(String yaml) {
        return SpecReader.read("cluster.yaml", yaml).spec();
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
        Files.setPosixFilePermissions(folder.resolve(name), PosixFilePermissions.fromString("rw-------"));
    }
}
