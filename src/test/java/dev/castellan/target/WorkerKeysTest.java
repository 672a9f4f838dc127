package dev.castellan.target;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.kafka.config.WorkerProperties;
import dev.castellan.security.Vault;
import dev.castellan.testkit.Specs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What workers of a locked cluster have that is secret, and what may be seen of it.
final class WorkerKeysTest {
    private static final Instant MADE = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<String> NAMES = List.of("h1", "connect-1");

    @TempDir
    private Path folder;

    private Instant now = MADE;
    private Keyring keyring;

    @BeforeEach
    void a_new_cluster() {
        keyring = new Keyring(Specs.aCluster("name: demo\nsecurity: tls\n"), new Vault(folder), () -> now);
    }

    private SortedMap<String, String> shown() {
        return keyring.workers().shown("connect-1", NAMES);
    }

    private String written(String file) {
        return new String(keyring.workers().files("connect-1", NAMES).get(file), StandardCharsets.UTF_8);
    }

    @Test
    void a_plan_makes_nothing_and_what_was_written_is_what_the_next_plan_wants() {
        assertThat(shown().get(WorkerKeys.CERTIFICATE)).isEqualTo("a new one, made when it is written\n");
        assertThat(new Vault(folder).list()).isEmpty();

        String certificate = written(WorkerKeys.CERTIFICATE);
        String authorities = written(WorkerKeys.AUTHORITIES);

        assertThat(shown()).containsEntry(WorkerKeys.CERTIFICATE, certificate);
        assertThat(shown()).containsEntry(WorkerKeys.AUTHORITIES, authorities);
        assertThat(written(WorkerKeys.CERTIFICATE)).isEqualTo(certificate);
        assertThat(shown().toString()).doesNotContain("PRIVATE KEY");
    }

    @Test
    void a_certificate_that_is_due_or_lacks_a_name_is_made_anew() {
        String first = written(WorkerKeys.CERTIFICATE);
        assertThat(keyring.workers().shown("connect-1", List.of("h2")).get(WorkerKeys.CERTIFICATE))
                .isNotEqualTo(first);
        now = MADE.plus(Duration.ofDays(340));
        assertThat(shown().get(WorkerKeys.CERTIFICATE)).isNotEqualTo(first);
        String second = written(WorkerKeys.CERTIFICATE);
        assertThat(second).isNotEqualTo(first);
        assertThat(shown().get(WorkerKeys.CERTIFICATE)).isEqualTo(second);
    }

    @Test
    void workers_trust_the_next_authority_once_it_is_announced() {
        String before = written(WorkerKeys.AUTHORITIES);
        now = MADE.plusSeconds(60);
        keyring.announceAuthority();
        assertThat(shown().get(WorkerKeys.AUTHORITIES)).startsWith(before).isNotEqualTo(before);
    }

    @Test
    void the_stores_open_with_the_password_beside_them_and_castellan_knows_that_of_rest()
            throws IOException, GeneralSecurityException {
        SortedMap<String, byte[]> files = keyring.workers().files("connect-1", NAMES);
        String password = new String(files.get(WorkerProperties.SECRETS), StandardCharsets.UTF_8)
                .strip()
                .replace(WorkerProperties.STORES + "=", "");
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(new ByteArrayInputStream(files.get(WorkerProperties.KEY_STORE)), password.toCharArray());
        assertThat(keys.getKey("key", password.toCharArray())).isNotNull();
        assertThat(new String(files.get(WorkerProperties.USERS), StandardCharsets.UTF_8))
                .isEqualTo("admin=" + keyring.workers().access().password() + "\n");
        assertThat(keyring.workers().access().toString())
                .doesNotContain(keyring.workers().access().password());
    }
}
