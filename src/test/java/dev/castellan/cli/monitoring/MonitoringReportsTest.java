package dev.castellan.cli.monitoring;

import dev.castellan.monitoring.MonitoringFolder.Outcome;
import dev.castellan.monitoring.MonitoringFolder.Result;
import dev.castellan.testkit.Golden;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MonitoringReportsTest {
    @Test
    void serving_says_where() {
        Golden.folder("serving-says-where")
                .holds(ServeVerb.said(
                        "orders",
                        "http://127.0.0.1:7070",
                        Duration.ofSeconds(15),
                        Optional.of("127.0.0.1:7070 of 10.0.0.1")));
    }

    @Test
    void files_for_prometheus_are_named_with_what_became_of_them() {
        Golden.folder("files-for-prometheus-are-named-with-what-became-of-them")
                .holds(WriteMonitoring.said(
                        "monitoring",
                        List.of(
                                new Result("prometheus.yml", Outcome.LEFT),
                                new Result("rules/castellan-lag.yml", Outcome.SAME),
                                new Result("targets/castellan-orders.yml", Outcome.WRITTEN))));
    }
}
