package dev.castellan.target;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.kafka.config.AgentAccess;
import dev.castellan.security.Authority;
import dev.castellan.security.BroughtAuthority;
import dev.castellan.security.CertificateFacts;
import dev.castellan.security.KeyAndCertificate;
import dev.castellan.security.Pkcs12;
import dev.castellan.security.SlowHash;
import dev.castellan.security.Subject;
import dev.castellan.security.Vault;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.Location;
import dev.castellan.spec.NodeSpec;
import dev.castellan.testkit.Specs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the Prometheus agents of a locked cluster have, and when they get another.
final class AgentKeysTest {
    private static final Instant MADE = Instant.parse("2026-01-01T00:00:00Z");
    private static final ClusterSpec SPEC = Specs.aCluster("name: demo\nnodes: [a, b]\n");
    private static final NodeSpec NODE = SPEC.node(1).orElseThrow();
    private static final String SERVER_AUTHENTICATION = "1.3.6.1.5.5.7.3.1";

    @TempDir
    private Path folder;

    private Instant now = MADE;
    private Keyring keyring;

    @BeforeEach
    void a_new_cluster() {
        keyring = new Keyring(SPEC, new Vault(folder), () -> now);
    }

    private AgentAccess shown() {
        return keyring.agents().shown(NODE, "a");
    }

    private AgentAccess written() {
        return keyring.agents().give(NODE, "a", store -> {});
    }

    private X509Certificate certificate() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        char[] word = AgentAccess.STORE_PASSWORD.toCharArray();
        List<byte[]> given = new ArrayList<>();
        keyring.agents().give(NODE, "a", given::add);
        store.load(new ByteArrayInputStream(given.getFirst()), word);
        assertThat(store.getKey(Pkcs12.ALIAS, word)).isNotNull();
        return (X509Certificate) store.getCertificate(Pkcs12.ALIAS);
    }

    @Test
    void a_plan_makes_nothing_and_what_was_written_is_what_the_next_plan_wants() {
        assertThat(shown()).isEqualTo(AgentAccess.UNMADE);
        assertThat(new Vault(folder).list()).isEmpty();

        AgentAccess first = written();

        assertThat(first).isNotEqualTo(AgentAccess.UNMADE);
        assertThat(shown()).isEqualTo(first);
        assertThat(written()).isEqualTo(first);
    }

    @Test
    void each_node_has_its_own_salt_and_all_have_one_password_that_their_files_do_not_say() {
        AgentAccess one = written();
        AgentAccess two = keyring.agents().give(SPEC.node(2).orElseThrow(), "b", store -> {});

        assertThat(two.salt()).isNotEqualTo(one.salt());
        assertThat(two.flag()).isNotEqualTo(one.flag());
        assertThat(one.hash()).isEqualTo(SlowHash.of(keyring.agents().madePassword(), one.salt()));
        assertThat(two.hash()).isEqualTo(SlowHash.of(keyring.agents().madePassword(), two.salt()));
        assertThat(one.toString())
                .doesNotContain(keyring.agents().password().orElseThrow().reveal());
    }

    @Test
    void its_certificate_only_answers_names_the_host_and_ends_with_the_authority() throws Exception {
        X509Certificate certificate = certificate();
        CertificateFacts authority = keyring.succession().signer().orElseThrow();

        assertThat(certificate.getExtendedKeyUsage()).containsExactly(SERVER_AUTHENTICATION);
        assertThat(certificate.getSubjectAlternativeNames().toString()).contains("[2, a]", "[2, kafka-1]");
        assertThat(certificate.getNotAfter().toInstant()).isEqualTo(authority.notAfter());
        AgentAccess first = written();
        now = authority.notAfter().minus(Duration.ofDays(1));
        assertThat(shown()).isEqualTo(first);
    }

    @Test
    void another_name_another_authority_or_another_password_is_another_access() {
        AgentAccess first = written();
        assertThat(keyring.agents().shown(NODE, "elsewhere")).isEqualTo(AgentAccess.UNMADE);

        new Vault(folder).delete("agents/password");
        assertThat(shown()).isEqualTo(AgentAccess.UNMADE);
        AgentAccess second = written();
        assertThat(second.salt()).isEqualTo(first.salt());
        assertThat(second.flag()).isNotEqualTo(first.flag());

        now = MADE.plusSeconds(60);
        keyring.announceAuthority();
        assertThat(shown()).isEqualTo(second);
        keyring.succession().switchOver();
        assertThat(shown()).isEqualTo(AgentAccess.UNMADE);
        assertThat(written().salt()).isNotEqualTo(second.salt());
    }

    @Test
    void a_node_that_brings_its_certificate_shows_that_one() {
        Authority company = Authority.create("company", MADE, Duration.ofDays(900));
        KeyAndCertificate pair =
                company.issue(Subject.node("broker-1", List.of("a", "kafka-1")), MADE, Duration.ofDays(90));
        OwnCertificates own = new OwnCertificates(
                Optional.of(BroughtAuthority.of(company.certificate(), Optional.empty())),
                new TreeMap<>(Map.of(1, new OwnCertificates.Brought(pair, "one.pem", Location.DEFAULTS))),
                List.of());
        Vault vault = new Vault(folder);
        AgentKeys agents = new Keyring(SPEC, vault, own, () -> now, Keyring.NODE_LIFE).agents();

        AgentAccess access = agents.give(NODE, "a", store -> {});
        assertThat(access.salt())
                .isEqualTo(CertificateFacts.parse(pair.certificate()).getFirst().fingerprint());
        assertThat(agents.shown(NODE, "a")).isEqualTo(access);
        assertThat(agents.authorities().orElseThrow().strip())
                .isEqualTo(company.certificate().strip());
        assertThat(vault.list()).containsExactly("agents/password", "ca/certificate.pem");
    }

    @Test
    void whoever_asks_agents_trusts_the_next_authority_once_it_is_announced() {
        assertThat(keyring.agents().authorities()).isEmpty();
        written();
        String before = keyring.agents().authorities().orElseThrow();
        now = MADE.plusSeconds(60);
        keyring.announceAuthority();
        assertThat(keyring.agents().authorities().orElseThrow())
                .startsWith(before)
                .isNotEqualTo(before);
    }
}
