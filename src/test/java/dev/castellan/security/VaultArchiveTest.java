package dev.castellan.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.castellan.problem.UserMistake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// All secrets of a cluster in one file, and back.
class VaultArchiveTest {
    private static final Secret CANARY = new Secret("canary-9");

    @TempDir
    private Path folder = Path.of("");

    private final VaultArchive archive = new VaultArchive("demo");

    @Test
    void what_was_saved_comes_back_sealed_as_it_was() throws IOException {
        Vault here = vault("here").sealAgain(CanarySeal::passphrase);
        here.put("users/alice", CANARY);
        here.put("ca/key.pem", new Secret("key"));

        assertThat(archive.write(here, file())).isEqualTo(3);
        assertThat(archive.read(file(), vault("there"))).isEqualTo(3);

        Vault there = Vault.of(folder.resolve("there"), CanarySeal::passphrase);
        assertThat(there.isSealed()).isTrue();
        assertThat(there.find("users/alice")).contains(CANARY);
        for (Path made : new Path[] {file(), folder.resolve("there/users/alice")}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void a_restoration_that_was_interrupted_goes_on_and_never_overwrites() throws IOException {
        Vault here = vault("here");
        here.put("users/alice", CANARY);
        here.put("users/bob", new Secret("bob's"));
        archive.write(here, file());
        Vault there = vault("there");
        there.put("users/alice", CANARY);
        archive.read(file(), there);
        assertThat(there.find("users/bob")).contains(new Secret("bob's"));

        there.put("users/bob", new Secret("newer"));
        refuses(
                () -> archive.read(file(), there),
                "other secrets of demo are in " + there.folder() + " already: users/bob; "
                        + "move that folder away if those of the backup are the right ones");
        assertThat(there.find("users/bob")).contains(new Secret("newer"));
    }

    @Test
    void what_is_no_backup_of_this_cluster_is_refused() throws IOException {
        refuses(
                () -> archive.write(vault("none"), file()),
                "there are no secrets of demo in " + folder.resolve("none") + "; castellan up makes them");
        refuses(
                () -> archive.read(file(), vault("there")),
                file() + " does not exist; castellan secrets backup writes one");
        Files.writeString(file(), "nothing of the kind");
        refuses(
                () -> archive.read(file(), vault("there")),
                file() + " is no backup of secrets, or it is damaged; castellan secrets backup writes one");
        refuses(() -> archive.write(vault("there"), file()), "there are no secrets of demo in ");

        Vault other = vault("other");
        other.put("users/alice", CANARY);
        Path elsewhere = folder.resolve("elsewhere.zip");
        new VaultArchive("orders").write(other, elsewhere);
        refuses(() -> new VaultArchive("orders").write(other, elsewhere), elsewhere + " exists already");
        refuses(
                () -> archive.read(elsewhere, vault("there")),
                elsewhere + " holds orders/secrets/users/alice, and is no backup of the secrets of demo; "
                        + "name the spec of its cluster with --file");
    }

    private Path file() {
        return folder.resolve("secrets.zip");
    }

    private Vault vault(String name) {
        return new Vault(folder.resolve(name));
    }

    private static void refuses(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(UserMistake.class).hasMessageStartingWith(message);
    }

    private static final class CanarySeal {
        static Secret passphrase() {
            return new Secret("a passphrase");
        }
    }
}
