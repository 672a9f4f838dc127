package dev.castellan.cli.keep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.security.Authority;
import dev.castellan.security.CertificateFacts;
import dev.castellan.security.Subject;
import dev.castellan.target.Facts;
import dev.castellan.target.NodeCertificates;
import dev.castellan.target.NodeFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What `status` says of certificates that end soon.
class ExpiryTest {
    private static final Instant MADE = Instant.parse("2026-01-01T00:00:00Z");
    private static final Authority AUTHORITY = Authority.create("demo", MADE, Duration.ofDays(3650));
    private static final Facts FACTS = new Facts(
            Optional.empty(),
            Map.of(1, node(1, Duration.ofDays(365)), 2, node(2, Duration.ofDays(9))),
            Set.of(),
            Facts.Startup.PREPARED);

    @Test
    void a_certificate_is_no_concern_before_its_last_third_or_its_last_month() {
        assertThat(Expiry.concerns(FACTS, MADE.plus(Duration.ofDays(5)))).isEmpty();
    }

    @Test
    void one_that_ends_soon_is_named_with_what_to_do() {
        assertThat(Expiry.concerns(FACTS, MADE.plus(Duration.ofDays(7))))
                .containsExactly(
                        "the certificate of kafka-2 ends on 2026-01-10, in 2 days: castellan certs renew --node kafka-2");
    }

    @Test
    void one_that_ended_needs_more() {
        assertThat(Expiry.concerns(FACTS, MADE.plus(Duration.ofDays(336))))
                .containsExactly(
                        "the certificate of kafka-1 ends on 2027-01-01, in 29 days: castellan certs renew --node kafka-1",
                        "the certificate of kafka-2 ended on 2026-01-10: castellan certs recover");
    }

    @Test
    void the_authority_is_a_concern_too() {
        assertThat(Expiry.concerns(FACTS, MADE.plus(Duration.ofDays(3649))))
                .contains("the certificate authority ends on 2035-12-30, in 1 day: castellan certs rotate-ca");
        assertThat(Expiry.concerns(FACTS, MADE.plus(Duration.ofDays(3651))))
                .contains("the certificate authority ended on 2035-12-30: castellan certs recover");
    }

    @Test
    void a_user_whose_certificate_ends_has_to_be_given_another() {
        CertificateFacts robot = CertificateFacts.parse(AUTHORITY
                        .issue(Subject.client("robot"), MADE, Duration.ofDays(9))
                        .certificate())
                .getFirst();
        assertThat(Expiry.concerns(new TreeMap<>(Map.of("robot", robot)), MADE.plus(Duration.ofDays(5))))
                .isEmpty();
        assertThat(Expiry.concerns(new TreeMap<>(Map.of("robot", robot)), MADE.plus(Duration.ofDays(8))))
                .containsExactly("the certificate of user robot ends on 2026-01-10, in 1 day: castellan users"
                        + " show-config robot gives it another");
    }

    private static NodeFacts node(int id, Duration life) {
        String certificate = AUTHORITY
                .issue(Subject.node("kafka-" + id, List.of("127.0.0.1")), MADE, life)
                .certificate();
        return new NodeFacts(
                id,
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                0,
                Optional.empty(),
                new NodeCertificates(certificate, AUTHORITY.certificate()));
    }
}
