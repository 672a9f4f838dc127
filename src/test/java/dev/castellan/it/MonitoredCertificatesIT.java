package dev.castellan.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.it.Pager.Page;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A real Prometheus and a real Alertmanager on a locked cluster: they tell of certificates in time.
@Tag("long")
class MonitoredCertificatesIT {
    private static Sandbox sandbox;
    private static Watchtower tower;

    @BeforeAll
    static void up() throws IOException {
        if (!Watchtower.isHere()) {
            return;
        }
        sandbox = Sandbox.open("dated");
        sandbox.spec("""
                name: dated
                security: tls
                nodes: 1
                """);
        sandbox.run("up").succeeds();
        tower = Watchtower.over(sandbox);
    }

    @AfterAll
    static void close() {
        if (tower != null) {
            tower.close();
        }
        if (sandbox != null) {
            sandbox.close();
        }
    }

    @BeforeEach
    void is_told_where_it_cannot_run() {
        Assumptions.assumeTrue(Watchtower.isHere(), "needs prometheus, prometheus-alertmanager");
    }

    @Test
    void a_certificate_near_its_end_is_told_and_that_it_was_renewed() {
        String lasting = "castellan_certificate_end_seconds{name=\"kafka-1\"} > time() + 90 * 86400";
        Sandbox.eventually(
                "it is scraped", Watchtower.LATER, () -> !tower.asked(lasting).isEmpty());
        assertThat(tower.pager().pages()).isEmpty();

        sandbox.with("CASTELLAN_CERTIFICATE_LIFE", "P20D");
        sandbox.run("certs", "renew").succeeds();
        tower.firing("KafkaCertificateExpiry", "kafka-1");
        assertThat(severities()).containsOnly("warning");

        sandbox.with("CASTELLAN_CERTIFICATE_LIFE", "P6D");
        sandbox.run("certs", "renew").succeeds();
        Sandbox.eventually(
                "it is critical", Watchtower.LATER, () -> severities().contains("critical"));

        sandbox.with("CASTELLAN_CERTIFICATE_LIFE", "P365D");
        sandbox.run("certs", "renew").succeeds();
        Sandbox.eventually(
                "nothing is left to tell",
                Watchtower.LATER,
                () -> tower.active().isEmpty());
        tower.resolved("KafkaCertificateExpiry", "kafka-1");
    }

    private static List<String> severities() {
        return tower.pager().pages().stream()
                .filter(page -> page.alert().equals("KafkaCertificateExpiry")
                        && page.status().equals("firing"))
                .map(Page::severity)
                .toList();
    }
}
