package dev.castellan.target;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.security.CertificateFacts;
import dev.castellan.security.Vault;
import dev.castellan.testkit.Specs;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a cluster's secrets know of its clients, and how one authority follows another.
class KeyringTest {
    private static final Instant MADE = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path folder;

    private Instant now = MADE;
    private Keyring keyring;

    @BeforeEach
    void a_new_cluster() {
        keyring = new Keyring(Specs.aCluster("name: demo\nsecurity: tls\n"), new Vault(folder), () -> now);
    }

    @Test
    void a_user_is_outdated_until_it_is_given_a_configuration_that_trusts_the_next_authority() {
        keyring.noteGiven("app");
        keyring.noteGiven("robot");
        assertThat(keyring.outdated()).isEmpty();

        now = MADE.plusSeconds(60);
        keyring.announceAuthority();

        assertThat(keyring.outdated()).containsExactly("app", "robot");
        keyring.noteGiven("app");
        assertThat(keyring.outdated()).containsExactly("robot");
        keyring.succession().switchOver();
        keyring.succession().finish();
        assertThat(keyring.outdated()).containsExactly("robot");
    }

    @Test
    void the_certificate_of_a_user_stays_the_same_until_it_is_due_or_asked_for() {
        String first = certificate();
        now = MADE.plus(Duration.ofDays(300));
        assertThat(certificate()).isEqualTo(first);

        String asked = keyring.renewClient("robot").certificate().strip();
        assertThat(certificate()).isEqualTo(asked).isNotEqualTo(first);

        now = now.plus(Duration.ofDays(340));
        assertThat(certificate()).isNotEqualTo(asked);
    }

    private String certificate() {
        return keyring.client("robot").certificate().strip();
    }

    @Test
    void an_authority_that_expired_gives_way_to_another() {
        String first = keyring.authorities();
        now = MADE.plus(Duration.ofDays(3651));
        assertThat(keyring.replaceExpiredAuthority()).isTrue();
        assertThat(keyring.authorities()).isNotEqualTo(first);
        assertThat(keyring.replaceExpiredAuthority()).isFalse();
    }

    @Test
    void an_authority_that_was_announced_takes_over_from_one_that_expired() {
        keyring.authorities();
        now = MADE.plus(Duration.ofDays(3000));
        keyring.announceAuthority();
        String announced = CertificateFacts.parse(
                        keyring.succession().ofClients().orElseThrow().certificate())
                .getFirst()
                .fingerprint();

        now = MADE.plus(Duration.ofDays(3651));
        assertThat(keyring.replaceExpiredAuthority()).isTrue();

        assertThat(keyring.succession().trusted().authorities())
                .extracting(CertificateFacts::fingerprint)
                .containsExactly(announced);
    }
}
