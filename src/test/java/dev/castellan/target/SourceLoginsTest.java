package dev.castellan.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.castellan.kafka.config.MirrorAccess;
import dev.castellan.kafka.config.PropertiesText;
import dev.castellan.problem.UserMistake;
import dev.castellan.security.Secret;
import dev.castellan.security.Vault;
import dev.castellan.spec.MirrorSpec;
import dev.castellan.testkit.Specs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What workers get to log in at the source of a mirror with, and what may be seen of it.
final class SourceLoginsTest {
    private static final List<MirrorSpec> MIRRORS =
            Specs.aCluster("""
            name: west
            connect: {workers: 1}
            mirrors:
              east: {cluster: there, user: copier, topics: [orders]}
              north: {bootstrap: 'north:9092', topics: [orders]}
            """).connect().mirrors();

    @TempDir
    private Path folder;

    private Vault there;
    private Keyring keyring;
    private SourceLogins logins;

    @BeforeEach
    void a_locked_source() {
        there = new Vault(folder.resolve("there"));
        keyring = new Keyring(
                Specs.aCluster("name: there\nsecurity: tls\n"), there, () -> Instant.parse("2026-01-01T00:00:00Z"));
        logins = new SourceLogins(MIRRORS, cluster -> new Vault(folder.resolve(cluster)));
    }

    @Test
    void a_user_is_known_once_its_password_is_here_and_refused_before() {
        assertThat(logins.isKnown(MIRRORS.getFirst())).isFalse();
        assertThatThrownBy(logins::shown)
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("the password of copier in there is not on this machine");
        there.password("copier");
        assertThat(logins.isKnown(MIRRORS.getFirst())).isTrue();
        assertThat(logins.properties(MIRRORS.getLast())).isEmpty();
    }

    @Test
    void what_is_shown_is_another_once_the_password_or_an_authority_is() {
        there.put(Vault.user("copier"), new Secret("one"));
        keyring.authorities();
        String first = logins.shown().get(SourceLogins.FILE);
        assertThat(first).startsWith("east as copier, checksum ").doesNotContain("one", "north");
        assertThat(logins.shown().get(SourceLogins.FILE)).isEqualTo(first);

        there.put(Vault.user("copier"), new Secret("two"));
        String second = logins.shown().get(SourceLogins.FILE);
        keyring.announceAuthority();
        assertThat(List.of(first, second, logins.shown().get(SourceLogins.FILE)))
                .doesNotHaveDuplicates();
    }

    @Test
    void workers_get_the_secret_part_and_the_source_knows_whom_its_user_trusts() {
        there.put(Vault.user("copier"), new Secret("hush"));
        Map<String, String> held =
                PropertiesText.read(new String(logins.files().get(MirrorAccess.FILE), StandardCharsets.ISO_8859_1));
        assertThat(held.get("east.sasl.jaas.config")).contains("username=\"copier\" password=\"hush\"");
        assertThat(keyring.outdated()).isEmpty();

        keyring.authorities();
        assertThat(keyring.outdated())
                .as("given out before there was an authority")
                .containsExactly("copier");
        logins.files();
        assertThat(keyring.outdated()).isEmpty();
        keyring.announceAuthority();
        assertThat(keyring.outdated()).containsExactly("copier");
    }

    @Test
    void without_a_user_there_is_nothing_to_give() {
        assertThat(new SourceLogins(List.of(MIRRORS.getLast()), cluster -> there).shown())
                .isEmpty();
    }
}
