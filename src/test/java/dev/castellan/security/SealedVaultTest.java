package dev.castellan.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.castellan.problem.UserMistake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Secrets that are sealed with a passphrase.
class SealedVaultTest {
    /// Enough to try everything but the waiting.
    private static final Seal.Cost FEW = new Seal.Cost(8, 1);

    private static final Secret CANARY = new Secret("canary-7");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void a_sealed_secret_comes_back_and_cannot_be_read_in_its_file() throws IOException {
        sealed("pass").put("users/alice", CANARY);
        Path file = folder.resolve("users/alice");
        assertThat(Files.readString(file))
                .startsWith("castellan-sealed-1 argon2id 8 1 ")
                .doesNotContain("canary");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(sealed("pass").find("users/alice")).contains(CANARY);
    }

    @Test
    void the_real_cost_works_and_stands_in_the_file() throws IOException {
        Vault vault = new Vault(folder).sealAgain(() -> new Secret("pass"));
        vault.put("x", CANARY);
        assertThat(Files.readString(folder.resolve("x"))).startsWith("castellan-sealed-1 argon2id 65536 3 ");
        assertThat(vault.find("x")).contains(CANARY);
    }

    @Test
    void a_wrong_passphrase_opens_nothing_and_adds_nothing() {
        sealed("pass").put("users/alice", CANARY);
        String message = "the passphrase does not open " + folder.resolve("users/alice")
                + "; run the same command again with the right one; if it was right, put the file back from a copy";
        refuses(() -> sealed("guess").find("users/alice"), message);
        refuses(
                () -> sealed("guess").put("users/bob", new Secret("other-canary")),
                message.replace("users/alice", "passphrase"));
        assertThat(sealed("pass").list()).containsExactly("users/alice");
    }

    @Test
    void without_a_passphrase_a_sealed_file_says_so() {
        sealed("pass").put("users/alice", CANARY);
        refuses(
                () -> new Vault(folder).find("users/alice"),
                folder.resolve("users/alice")
                        + " is sealed with a passphrase; run the same command again with the passphrase of the vault");
        refuses(
                () -> sealed("").find("users/alice"),
                "the passphrase of the vault is empty; give one and run the same command again");
    }

    @Test
    void what_was_changed_or_moved_does_not_open() throws IOException {
        Vault vault = sealed("pass");
        vault.put("users/alice", CANARY);
        vault.put("users/bob", new Secret("bob's"));
        Path alice = folder.resolve("users/alice");
        String text = Files.readString(alice);
        for (String changed : List.of(
                Files.readString(folder.resolve("users/bob")),
                text.replace(" 8 1 ", " 8 2 "),
                text.replace("argon2id", "argon2i"),
                text.substring(0, text.length() - 6) + "\n",
                "castellan-sealed-1 nonsense",
                text.replace(" 8 1 ", " 99999999999 1 "))) {
            Files.writeString(alice, changed);
            assertThatThrownBy(() -> sealed("pass").find("users/alice"))
                    .as(changed)
                    .isInstanceOf(UserMistake.class)
                    .hasMessageStartingWith("the passphrase does not open " + alice);
        }
    }

    @Test
    void the_passphrase_is_asked_once_and_only_when_it_is_needed() {
        AtomicInteger asked = new AtomicInteger();
        Vault vault = new Vault(
                folder,
                new Seal(
                        () -> {
                            asked.incrementAndGet();
                            return new Secret("pass");
                        },
                        FEW));
        sealed("pass");
        assertThat(vault.find("users/alice")).isEmpty();
        assertThat(vault.list()).isEmpty();
        assertThat(asked).hasValue(0);
        vault.password("alice");
        vault.password("bob");
        assertThat(vault.find("users/alice")).isPresent();
        assertThat(asked).hasValue(1);
    }

    @Test
    void the_same_secret_never_looks_the_same() throws IOException {
        Vault vault = sealed("pass");
        vault.put("x", CANARY);
        String first = Files.readString(folder.resolve("x"));
        vault.put("x", CANARY);
        assertThat(Files.readString(folder.resolve("x"))).isNotEqualTo(first);
    }

    @Test
    void a_certificate_is_no_secret_and_the_key_of_an_authority_is() throws IOException {
        Authority authority = Authority.create("demo", Certificates.NOW, Duration.ofDays(1));
        authority.keep(sealed("pass"));
        assertThat(Files.readString(folder.resolve("ca/certificate.pem"))).isEqualTo(authority.certificate());
        assertThat(Files.readString(folder.resolve("ca/key.pem"))).startsWith("castellan-sealed-1 ");
        assertThat(Authority.load("demo", sealed("pass")).orElseThrow().certificate())
                .isEqualTo(authority.certificate());
        assertThat(new Vault(folder).find("ca/certificate.pem")).isPresent();
    }

    @Test
    void a_key_with_its_certificate_behind_it_is_a_secret() throws IOException {
        KeyAndCertificate issued = Authority.create("demo", Certificates.NOW, Duration.ofDays(1))
                .issue(Subject.client("alice"), Certificates.NOW, Duration.ofDays(1));
        sealed("pass").put("x", new Secret(issued.certificate() + issued.key().reveal()));
        assertThat(Files.readString(folder.resolve("x"))).startsWith("castellan-sealed-1 ");
    }

    @Test
    void a_plain_vault_becomes_a_sealed_one() throws IOException {
        Vault plain = new Vault(folder);
        plain.put("users/alice", CANARY);
        assertThat(sealed("pass").find("users/alice")).contains(CANARY);
        Vault vault = plain.sealAgain(seal("pass"));
        assertThat(Files.readString(folder.resolve("users/alice"))).doesNotContain("canary");
        assertThat(vault.find("users/alice")).contains(CANARY);
    }

    @Test
    void a_vault_changes_its_passphrase_and_goes_on_where_it_was_killed() throws IOException {
        Vault old = sealed("old");
        old.put("users/alice", CANARY);
        old.put("users/bob", new Secret("bob's"));
        String before = Files.readString(folder.resolve("users/bob"));
        old.sealAgain(seal("new"));
        Files.writeString(folder.resolve("users/bob"), before);

        Vault vault = sealed("old").sealAgain(seal("new"));

        assertThat(vault.find("users/alice")).contains(CANARY);
        assertThat(vault.find("users/bob")).contains(new Secret("bob's"));
        assertThat(sealed("new").find("users/bob")).contains(new Secret("bob's"));
        refuses(
                () -> sealed("old").find("users/bob"),
                "the passphrase does not open " + folder.resolve("users/bob")
                        + "; run the same command again with the right one; if it was right, put the file back from a copy");
    }

    @Test
    void a_wrong_passphrase_changes_nothing_on_the_way_to_another() throws IOException {
        sealed("old").put("users/alice", CANARY);
        String before = Files.readString(folder.resolve("users/alice"));
        assertThatThrownBy(() -> sealed("guess").sealAgain(seal("new"))).isInstanceOf(UserMistake.class);
        assertThat(Files.readString(folder.resolve("users/alice"))).isEqualTo(before);
    }

    @Test
    void sealing_that_was_interrupted_counts_as_done_and_is_finished_by_the_same_call() throws IOException {
        Vault plain = new Vault(folder);
        plain.put("users/alice", CANARY);
        plain.put("users/bob", new Secret("bob's"));
        String bob = Files.readString(folder.resolve("users/bob"));
        assertThat(new Vault(folder, seal("pass")).seal()).isEqualTo(2);
        Files.writeString(folder.resolve("users/bob"), bob);

        Vault half = sealed("pass");
        half.put("users/carol", CANARY);
        assertThat(Files.readString(folder.resolve("users/carol"))).startsWith("castellan-sealed-1 ");
        refuses(
                () -> sealed("guess").seal(),
                "the passphrase does not open " + folder.resolve("passphrase")
                        + "; run the same command again with the right one; if it was right, put the file back from a copy");
        assertThat(half.seal()).isEqualTo(1);
        assertThat(half.find("users/bob")).contains(new Secret("bob's"));
        assertThat(half.seal()).isZero();
    }

    @Test
    void without_the_seal_everything_is_as_it_was() throws IOException {
        Vault plain = new Vault(folder);
        plain.put("users/alice", CANARY);
        String before = Files.readString(folder.resolve("users/alice"));
        new Vault(folder, seal("pass")).seal();
        assertThatThrownBy(() -> sealed("guess").unseal()).isInstanceOf(UserMistake.class);

        assertThat(sealed("pass").unseal()).isEqualTo(1);

        assertThat(Files.readString(folder.resolve("users/alice"))).isEqualTo(before);
        assertThat(new Vault(folder).isSealed()).isFalse();
        assertThat(plain.list()).containsExactly("users/alice");
    }

    private static void refuses(ThrowingCallable call, String message) {
        assertThatThrownBy(call)
                .isInstanceOf(UserMistake.class)
                .hasMessage(message)
                .hasNoCause();
    }

    /// The vault in the folder; an empty one is sealed first.
    private Vault sealed(String passphrase) {
        Vault vault = new Vault(folder, seal(passphrase));
        return vault.isSealed() || !vault.list().isEmpty() ? vault : vault.sealAgain(seal(passphrase));
    }

    private static Seal seal(String passphrase) {
        return new Seal(() -> new Secret(passphrase), FEW);
    }
}
