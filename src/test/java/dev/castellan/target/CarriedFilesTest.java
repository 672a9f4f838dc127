package dev.castellan.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.castellan.problem.UserMistake;
import dev.castellan.security.Vault;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.testkit.Specs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files beside the spec that workers on hosts get.
final class CarriedFilesTest {
    private static final ClusterSpec SPEC = Specs.aCluster("""
            security: none
            nodes: [a]
            connect: {workers: 1}
            connectors:
              cdc: {config: {connector.class: Any, password: "${file:in/secrets.properties:cdc}"}}
            """);

    @TempDir
    private Path folder;

    private CarriedFiles carried;

    @BeforeEach
    void a_secret() throws IOException {
        Files.createDirectory(folder.resolve("in"));
        write("cdc=hunter2\n");
        Keyring keyring = new Keyring(SPEC, new Vault(folder.resolve("vault")), InstantSource.system());
        carried = new CarriedFiles(SPEC.connect(), folder, keyring::workers);
    }

    private void write(String text) throws IOException {
        Files.writeString(folder.resolve("in/secrets.properties"), text);
    }

    private String shown() {
        return carried.shown().getOrDefault(CarriedFiles.FILE, "");
    }

    @Test
    void looking_makes_nothing_and_shows_nothing_of_what_is_in_it() {
        assertThat(shown())
                .isEqualTo("in/secrets.properties -> carried/in_secrets.properties, marked as it is written\n");
        assertThat(folder.resolve("vault")).doesNotExist();
    }

    @Test
    void it_goes_to_workers_as_it_is_and_another_content_has_another_mark() throws IOException {
        SortedMap<String, byte[]> files = carried.files();
        assertThat(files).containsOnlyKeys("carried/in_secrets.properties", CarriedFiles.FILE);
        assertThat(files.get("carried/in_secrets.properties")).asString().isEqualTo("cdc=hunter2\n");
        String first = shown();
        assertThat(new String(files.get(CarriedFiles.FILE), StandardCharsets.UTF_8))
                .isEqualTo(first)
                .matches("in/secrets.properties -> carried/in_secrets.properties, mark [0-9a-f]{16}\n");
        write("cdc=hunter3\n");
        assertThat(shown()).isNotEqualTo(first);
        write("cdc=hunter2\n");
        assertThat(shown()).isEqualTo(first);
    }

    @Test
    void without_the_key_nobody_finds_out_what_it_may_be() {
        carried.files();
        Keyring other = new Keyring(SPEC, new Vault(folder.resolve("elsewhere")), InstantSource.system());
        CarriedFiles elsewhere = new CarriedFiles(SPEC.connect(), folder, other::workers);
        elsewhere.files();
        assertThat(elsewhere.shown()).isNotEqualTo(carried.shown());
    }

    @Test
    void one_that_is_not_there_is_told() throws IOException {
        Files.delete(folder.resolve("in/secrets.properties"));
        assertThatThrownBy(() -> carried.shown())
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("in/secrets.properties, which connectors refer to, is not there");
    }
}
