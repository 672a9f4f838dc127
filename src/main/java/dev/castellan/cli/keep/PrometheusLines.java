package dev.castellan.cli.keep;

import dev.castellan.spec.ClusterSpec;
import dev.castellan.target.Facts;
import dev.castellan.target.PrometheusFacts;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The Prometheus of a cluster on the screen about it: a pure function of facts.
final class PrometheusLines {
    private PrometheusLines() {}

    static List<Status.PrometheusLine> of(ClusterSpec spec, Facts facts) {
        return there(facts)
                .map(one -> new Status.PrometheusLine(
                        one.getKey(),
                        spec.monitoring().port(),
                        one.getValue().state() == PrometheusFacts.State.READY ? "ready" : "unsettled",
                        one.getValue().targets().size(),
                        (int) one.getValue().targets().stream()
                                .filter(target -> target.health() == PrometheusFacts.Health.UP)
                                .count()))
                .toList();
    }

    /// What it does not know, and why.
    static List<String> concerns(Facts facts) {
        return there(facts)
                .flatMap(one -> one.getValue().state() == PrometheusFacts.State.READY
                        ? silent(one.getKey(), one.getValue())
                        : Stream.of("Prometheus or Alertmanager on " + one.getKey()
                                + " does not run as its files say: castellan apply mends it"))
                .toList();
    }

    private static Stream<String> silent(String host, PrometheusFacts facts) {
        return facts.targets().stream()
                .filter(target -> target.health() == PrometheusFacts.Health.DOWN)
                .map(target -> "Prometheus on " + host + " gets no answer from "
                        + (target.node().isEmpty() ? target.address() : "the agent of " + target.node()) + ": "
                        + target.error());
    }

    private static Stream<Map.Entry<String, PrometheusFacts>> there(Facts facts) {
        return facts.prometheus().entrySet().stream()
                .filter(one -> one.getValue().state() != PrometheusFacts.State.ABSENT);
    }
}
