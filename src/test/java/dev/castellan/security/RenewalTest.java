package dev.castellan.security;

import static dev.castellan.security.Certificates.NOW;
import static dev.castellan.security.Certificates.YEAR;
import static dev.castellan.security.Certificates.YEARS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// When a certificate has to be made anew.
class RenewalTest {
    private static final Authority AUTHORITY = Authority.create("demo", NOW, YEARS);
    private static final Renewal.Wanted WANTED =
            new Renewal.Wanted(List.of("a.example.org", "10.0.0.1"), Optional.empty());

    @Test
    void a_good_certificate_stays() {
        assertThat(reason(issued(AUTHORITY, YEAR), WANTED, NOW)).isEmpty();
        Renewal.Wanted fewer = new Renewal.Wanted(List.of("10.0.0.1"), Optional.empty());
        assertThat(reason(issued(AUTHORITY, YEAR), fewer, NOW)).isEmpty();
    }

    @Test
    void what_is_not_there_is_needed() {
        assertThat(Renewal.reason(Optional.empty(), WANTED, facts(AUTHORITY), NOW))
                .contains("is not there yet");
    }

    @Test
    void what_another_authority_signed_is_made_anew() {
        Authority other = Authority.create("demo", NOW, YEARS);
        assertThat(reason(issued(other, YEAR), WANTED, NOW)).contains("is signed by another authority");
    }

    @Test
    void what_is_for_another_key_is_made_anew() {
        CertificateFacts have = issued(AUTHORITY, YEAR);
        assertThat(reason(have, new Renewal.Wanted(WANTED.names(), Optional.of(have.keyHash())), NOW))
                .isEmpty();
        assertThat(reason(have, new Renewal.Wanted(WANTED.names(), Optional.of("00")), NOW))
                .contains("is for another key");
    }

    @Test
    void a_long_life_is_renewed_thirty_days_before_its_end() {
        CertificateFacts have = issued(AUTHORITY, YEAR);
        Instant due = NOW.plus(Duration.ofDays(335));
        assertThat(reason(have, WANTED, due.minusSeconds(1))).isEmpty();
        assertThat(reason(have, WANTED, due)).contains("expires on 2027-03-01");
        assertThat(reason(have, WANTED, NOW.plus(Duration.ofDays(366)))).contains("expired on 2027-03-01");
    }

    @Test
    void a_short_life_is_renewed_in_its_last_third() {
        CertificateFacts have = issued(AUTHORITY, Duration.ofHours(24));
        Instant due = NOW.plus(Duration.ofHours(16));
        assertThat(reason(have, WANTED, due.minusSeconds(1))).isEmpty();
        assertThat(reason(have, WANTED, due)).contains("expires on 2026-03-02");
    }

    @Test
    void a_life_of_seconds_is_not_due_at_once() {
        assertThat(reason(issued(AUTHORITY, Duration.ofSeconds(30)), WANTED, NOW))
                .isEmpty();
    }

    @Test
    void one_that_a_node_was_started_with_is_late_in_the_last_quarter_of_the_time_for_renewal() {
        CertificateFacts have = issued(AUTHORITY, Duration.ofHours(24));
        CertificateFacts signer =
                CertificateFacts.parse(AUTHORITY.certificate()).getFirst();
        Instant late = NOW.plus(Duration.ofHours(22));
        assertThat(Renewal.lastCall(have, signer, late.minusSeconds(1))).isEmpty();
        assertThat(Renewal.lastCall(have, signer, late)).isPresent();
    }

    @Test
    void what_is_not_named_is_said() {
        Renewal.Wanted more = new Renewal.Wanted(List.of("A.example.org", "::1", "b"), Optional.empty());
        assertThat(reason(issued(AUTHORITY, YEAR), more, NOW)).contains("does not name ::1, b");
    }

    /// Otherwise every run would make the same certificate again.
    @Test
    void what_lives_as_long_as_its_authority_is_not_made_anew_for_its_age() {
        Authority brief = Authority.create("demo", NOW, Duration.ofDays(10));
        CertificateFacts have = issued(brief, YEAR);
        Instant late = NOW.plus(Duration.ofDays(10)).minusSeconds(1);
        assertThat(Renewal.reason(Optional.of(have), WANTED, facts(brief), late))
                .isEmpty();
    }

    @Test
    void whatever_was_made_anew_needs_nothing_more() {
        Random dice = new Random(7);
        for (int round = 0; round < 60; round++) {
            Authority authority = Authority.create("demo", NOW, Duration.ofMinutes(1 + dice.nextInt(100_000)));
            CertificateFacts signs = facts(authority);
            Instant now = NOW.plusSeconds(
                    dice.nextLong(Duration.between(NOW, signs.notAfter()).toSeconds()));
            Duration life = Duration.ofMinutes(1 + dice.nextInt(200_000));
            CertificateFacts made = issued(authority, life, now);
            assertThat(Renewal.reason(Optional.of(made), WANTED, signs, now))
                    .as("authority until %s, made on %s for %s", signs.notAfter(), now, life)
                    .isEmpty();
        }
    }

    @Test
    void once_due_it_stays_due() {
        Random dice = new Random(7);
        for (int round = 0; round < 20; round++) {
            CertificateFacts have = issued(AUTHORITY, Duration.ofMinutes(30 + dice.nextInt(200_000)));
            boolean due = false;
            Duration step = Duration.between(NOW, have.notAfter()).dividedBy(20);
            for (int at = 0; at <= 22; at++) {
                boolean now =
                        reason(have, WANTED, NOW.plus(step.multipliedBy(at))).isPresent();
                assertThat(now || !due).isTrue();
                due = now;
            }
            assertThat(due).isTrue();
        }
    }

    private static Optional<String> reason(CertificateFacts have, Renewal.Wanted wanted, Instant now) {
        return Renewal.reason(Optional.of(have), wanted, facts(AUTHORITY), now);
    }

    private static CertificateFacts facts(Authority authority) {
        return CertificateFacts.parse(authority.certificate()).getFirst();
    }

    private static CertificateFacts issued(Authority authority, Duration life) {
        return issued(authority, life, NOW);
    }

    private static CertificateFacts issued(Authority authority, Duration life, Instant now) {
        String pem = authority
                .issue(Subject.node("node-1", WANTED.names()), now, life)
                .certificate();
        return CertificateFacts.parse(pem).getFirst();
    }
}
