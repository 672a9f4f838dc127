package dev.castellan.target;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.problem.Problem;
import dev.castellan.security.Authority;
import dev.castellan.security.Bundle;
import dev.castellan.security.CertificateFacts;
import dev.castellan.security.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What is said of nodes that nobody trusts any more.
class DistrustTest {
    private static final Instant MADE = Instant.parse("2026-01-01T00:00:00Z");
    private static final Authority AUTHORITY = Authority.create("demo", MADE, Duration.ofDays(30));

    @Test
    void a_node_that_is_trusted_is_no_problem() {
        assertThat(said(1, shown(AUTHORITY, 9))).isEmpty();
    }

    @Test
    void an_expired_certificate_is_named_with_its_moment_and_the_way_out() {
        assertThat(said(10, shown(AUTHORITY, 9)))
                .containsExactly("kafka-1  its certificate expired at 2026-01-10T00:00:00Z; castellan certs recover");
    }

    @Test
    void an_authority_that_expired_is_named_once_for_all_it_signed() {
        assertThat(said(31, shown(AUTHORITY, 90)))
                .containsExactly("demo  its certificate authority expired at 2026-01-31T00:00:00Z, and all that it"
                        + " signed: nobody is trusted any more; castellan certs recover makes another; clients need"
                        + " their configuration anew");
    }

    @Test
    void a_certificate_of_another_authority_may_mean_that_the_secrets_are_old() {
        assertThat(said(1, shown(Authority.create("demo", MADE, Duration.ofDays(30)), 9)))
                .containsExactly("kafka-1  its certificate is signed by an authority that is not trusted here;"
                        + " castellan certs recover gives it another; if the authority was replaced from another"
                        + " machine, copy the secrets of that one instead");
    }

    private static List<String> said(int day, SortedMap<String, CertificateFacts> shown) {
        return new Distrust("demo", Bundle.parse(AUTHORITY.certificate()), MADE.plus(Duration.ofDays(day)))
                .problems(shown).stream().map(Problem::text).toList();
    }

    private static SortedMap<String, CertificateFacts> shown(Authority signer, int days) {
        String pem = signer.issue(Subject.node("kafka-1", List.of("127.0.0.1")), MADE, Duration.ofDays(days))
                .certificate();
        return new TreeMap<>(Map.of("kafka-1", CertificateFacts.parse(pem).getFirst()));
    }
}
