package dev.castellan.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.castellan.problem.UserMistake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Where secrets are kept, in plain files.
class VaultTest {
    @TempDir
    private Path home = Path.of("");

    @Test
    void only_its_owner_looks_into_a_vault() throws IOException {
        Path folder = home.resolve("a/vault");
        Vault vault = new Vault(folder);
        vault.password("alice");
        vault.put("ca/old/key.pem", new Secret("x"));
        assertThat(modes(folder))
                .containsExactlyInAnyOrder(
                        "rwx------ ",
                        "rwx------ users",
                        "rw------- users/alice",
                        "rwx------ ca",
                        "rwx------ ca/old",
                        "rw------- ca/old/key.pem");
    }

    @Test
    void what_stood_open_is_shut_when_it_is_put_again() throws IOException {
        Path folder = home.resolve("vault");
        Path file = folder.resolve("users/alice");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "old");
        new Vault(folder).put("users/alice", new Secret("new"));
        assertThat(modes(folder)).containsExactlyInAnyOrder("rwx------ ", "rwx------ users", "rw------- users/alice");
    }

    @Test
    void a_password_is_made_once() {
        Vault vault = new Vault(home);
        Secret made = vault.password("alice");
        assertThat(vault.password("alice")).isEqualTo(made);
        assertThat(new Vault(home).find("users/alice")).contains(made);
        assertThat(vault.password("bob")).isNotEqualTo(made);
        vault.delete("users/alice");
        assertThat(vault.find("users/alice")).isEmpty();
    }

    @Test
    void what_is_in_it_is_listed_and_what_is_half_written_is_not() throws IOException {
        Vault vault = new Vault(home.resolve("vault"));
        assertThat(vault.list()).isEmpty();
        vault.password("bob");
        vault.password("alice");
        vault.put("ca/key.pem", new Secret("x"));
        Files.writeString(home.resolve("vault/users/.carol.17.tmp"), "half");
        assertThat(vault.list()).containsExactly("ca/key.pem", "users/alice", "users/bob");
    }

    @Test
    void no_name_leads_out_of_it() {
        Vault vault = new Vault(home.resolve("vault"));
        for (String name : List.of("../x", "users/../../x", "/etc/x", "", "users/", "users/.hidden", "a\nb", "a//b")) {
            assertThatThrownBy(() -> vault.put(name, new Secret("canary")))
                    .as(name)
                    .isInstanceOf(UserMistake.class)
                    .hasMessage("\"" + name
                            + "\" cannot name a secret; use a name without '..' and that begins with no '.'");
        }
    }

    private static List<String> modes(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> all = files.toList();
            List<String> modes = new ArrayList<>();
            for (Path file : all) {
                modes.add(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)) + " "
                        + folder.relativize(file));
            }
            return modes;
        }
    }
}
