package dev.castellan.cli.bench;

import dev.castellan.measure.Results;
import dev.castellan.measure.Trial;
import dev.castellan.testkit.Golden;
import dev.castellan.tune.Goal;
import dev.castellan.tune.Recommendation;
import dev.castellan.tune.Situation;
import dev.castellan.tune.Situations;
import dev.castellan.tune.Tuner;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TuneReportsTest {
    private static Recommendation tuned(Situation situation) {
        return new Recommendation(situation, Tuner.tune(situation, Situations.STOCK));
    }

    @Test
    void advice_shows_each_setting_as_it_comes_and_as_it_should_be_and_why() {
        Golden.folder("advice-for-throughput-on-one-machine")
                .holds(TuneReports.of(
                        "orders", tuned(Situations.laptop(Goal.throughput, Optional.empty())), Optional.empty()));
    }

    @Test
    void advice_for_hosts_uses_their_cores() {
        Golden.folder("advice-for-throughput-on-hosts")
                .holds(TuneReports.of("orders", tuned(Situations.hosts(Goal.throughput, 32)), Optional.empty()));
    }

    @Test
    void advice_that_was_measured_shows_both_and_the_codecs() {
        Trial trial = Trial.of(List.of(new Trial.Pair(
                Results.atRate(1000, 80),
                Results.atRate(1000, 40),
                List.of(Results.atRate(1000, 39), Results.atRate(1000, 20)))));

        Golden.folder("advice-for-latency-that-was-measured")
                .holds(TuneReports.of(
                        "orders", tuned(Situations.laptop(Goal.latency, Optional.of(1000.0))), Optional.of(trial)));
    }

    @Test
    void advice_is_written_as_lines_for_the_spec_and_for_clients() {
        Recommendation tuned = tuned(Situations.laptop(Goal.throughput, Optional.empty()));

        Golden.folder("advice-as-files")
                .holds(Map.of(
                        "cluster.yaml", tuned.yaml() + "\n", "client.properties", tuned.clientProperties() + "\n"));
    }
}
