package dev.castellan.monitoring;

import static java.util.stream.Collectors.toCollection;

import dev.castellan.lag.LagSnapshot;
import dev.castellan.metrics.ClusterLook;
import dev.castellan.metrics.Collected;
import dev.castellan.metrics.Scrape;
import dev.castellan.spec.LagObjectives;
import dev.castellan.testkit.Agent;
import dev.castellan.testkit.Lags;
import dev.castellan.testkit.Looks;
import dev.castellan.testkit.Probes;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The names of all metrics that `castellan serve` and the agent tell.
final class Served {
    private Served() {}

    static Set<String> names() {
        Set<String> names = new Scrape("orders", LagObjectives.NONE, 1000)
                .text(
                        new Scrape.Known(
                                Collected.<ClusterLook>seen(Looks.troubled(), Lags.NOW, Duration.ZERO),
                                Collected.<LagSnapshot>seen(Lags.snapshot(), Lags.NOW, Duration.ZERO),
                                Optional.of(Collected.seen(
                                        new Scrape.Wanted(2, LagObjectives.NONE), Lags.NOW, Duration.ZERO)),
                                Probes.seen()),
                        Lags.NOW)
                .lines()
                .filter(line -> line.startsWith("# TYPE "))
                .map(line -> line.split(" "))
                .map(words -> words[2] + (words[3].equals("histogram") ? "_bucket" : ""))
                .collect(toCollection(TreeSet::new));
        names.addAll(Agent.ofNode());
        names.addAll(Agent.ofWorker());
        names.addAll(Agent.ofPlugins());
        return names;
    }
}
