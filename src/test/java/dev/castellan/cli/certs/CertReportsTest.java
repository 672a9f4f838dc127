package dev.castellan.cli.certs;

import dev.castellan.plan.Step;
import dev.castellan.security.CertificateFacts;
import dev.castellan.security.Succession.Stage;
import dev.castellan.testkit.Golden;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What the verbs about certificates say.
class CertReportsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void the_list_of_certificates_shows_until_when_each_is_good() {
        Golden.folder("the-list-of-certificates-shows-until-when-each-is-good")
                .holds(CertReports.list(
                        new CertReports.Known(
                                List.of(facts("certificate authority", List.of(), 3000)),
                                List.of(),
                                List.of(),
                                new TreeMap<>(Map.of(
                                        "by-card", facts("by-card", List.of("card.example"), 12),
                                        "gone", facts("gone", List.of(), -2)))),
                        NOW));
    }

    @Test
    void a_renewal_names_who_reloaded_and_who_restarted() {
        Golden.folder("a-renewal-names-who-reloaded-and-who-restarted")
                .holds(CertReports.renewed(
                        "orders",
                        List.of(
                                new Step.Certify(1, ""),
                                new Step.Certify(2, ""),
                                new Step.ReloadCertificates(2, ""),
                                Step.RestartNodes.of(1, List.of()),
                                new Step.RestartWorker(2, ""))));
    }

    @Test
    void a_user_whose_certificate_is_renewed_has_to_be_told() {
        Golden.folder("a-user-whose-certificate-is-renewed-has-to-be-told")
                .holds(CertReports.renewed(
                        "orders", List.of("robot", "young"), new TreeMap<>(Map.of("robot", NOW.plusSeconds(60)))));
    }

    @Test
    void the_first_step_to_another_authority_says_what_is_next() {
        Golden.folder("the-first-step-to-another-authority-says-what-is-next")
                .holds(CertReports.rotated(
                        "orders", Stage.ANNOUNCED, List.of(new Step.Certify(1, "")), List.of("app", "robot")));
    }

    @Test
    void the_first_step_says_when_no_client_is_outdated_any_more() {
        Golden.folder("the-first-step-says-when-no-client-is-outdated-any-more")
                .holds(CertReports.rotated("orders", Stage.ANNOUNCED, List.of(), List.of()));
    }

    @Test
    void a_recovery_says_whether_clients_need_more() {
        Golden.folder("a-recovery-says-whether-clients-need-more")
                .holds(CertReports.recovered("orders", true, List.of(new Step.Certify(1, "")), List.of("app")));
    }

    private static CertificateFacts facts(String name, List<String> names, int days) {
        return new CertificateFacts(
                name,
                names,
                NOW.minus(Duration.ofDays(10)),
                NOW.plus(Duration.ofDays(days)),
                "0123456789abcdef",
                "",
                "");
    }
}
