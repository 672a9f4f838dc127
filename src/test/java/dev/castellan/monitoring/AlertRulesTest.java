package dev.castellan.monitoring;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.testkit.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// What can be known of the rules without Prometheus; `promtool` runs the tests that come with them.
class AlertRulesTest {
    private static final List<Monitoring.File> FILES =
            Monitoring.files(Monitoring.Wanted.open("orders", new TreeMap<>()), 7070);

    /// What Prometheus itself says of those it asks.
    private static final Set<String> OF_PROMETHEUS = Set.of("up");

    private static final Pattern METRIC = Pattern.compile("\\b(castellan_[a-z_]+|kafka_[a-z_]+|java_[a-z_]+|up\\b)");
    private static final Pattern ASKED = Pattern.compile("alertname=\"(\\w+)\"");

    private record Alert(String name, String expression, String severity, Map<?, ?> annotations) {}

    private static Stream<Monitoring.File> files(String folder) {
        return FILES.stream().filter(file -> file.path().matches(folder + "/[^/]+\\.yml"));
    }

    private static List<Alert> alerts() {
        List<Alert> alerts = new ArrayList<>();
        files("rules")
                .forEach(file -> maps(load(file), "groups")
                        .forEach(group -> maps(group, "rules")
                                .forEach(rule -> alerts.add(new Alert(
                                        String.valueOf(rule.get("alert")),
                                        String.valueOf(rule.get("expr")),
                                        String.valueOf(((Map<?, ?>) rule.get("labels")).get("severity")),
                                        (Map<?, ?>) rule.get("annotations"))))));
        return alerts;
    }

    private static Map<?, ?> load(Monitoring.File file) {
        return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(file.text());
    }

    private static List<Map<?, ?>> maps(Map<?, ?> from, String key) {
        List<Map<?, ?>> maps = new ArrayList<>();
        ((List<?>) from.get(key)).forEach(one -> maps.add((Map<?, ?>) one));
        return maps;
    }

    @Test
    void the_names_that_people_know_are_there() {
        assertThat(alerts().stream().map(Alert::name))
                .contains(
                        "KafkaNoActiveController",
                        "KafkaBrokerDown",
                        "KafkaOfflinePartitions",
                        "KafkaUnderReplicatedPartitions",
                        "KafkaConsumerLagHigh",
                        "ZookeeperNoQuorum");
    }

    @Test
    void each_rule_says_how_bad_it_is_what_it_means_and_what_to_type() {
        assertThat(alerts()).allSatisfy(alert -> {
            assertThat(alert.severity()).isIn("critical", "warning", "info");
            assertThat(alert.annotations().keySet().stream().map(String::valueOf))
                    .containsExactlyInAnyOrder("summary", "description", "next");
            assertThat(String.valueOf(alert.annotations().get("next"))).startsWith("castellan ");
        });
    }

    @Test
    void each_metric_of_a_rule_is_one_that_castellan_or_the_agent_serves() {
        Set<String> served = Served.names();
        served.addAll(OF_PROMETHEUS);

        assertThat(alerts())
                .allSatisfy(alert -> assertThat(served)
                        .as(alert.name())
                        .containsAll(METRIC.matcher(alert.expression())
                                .results()
                                .map(MatchResult::group)
                                .toList()));
    }

    @Test
    void each_other_name_is_one_for_a_metric_that_is_served_and_has_a_test() {
        Set<String> tested = new TreeSet<>();
        files("names/tests")
                .forEach(file -> maps(load(file), "tests")
                        .forEach(test -> maps(test, "promql_expr_test")
                                .forEach(check -> tested.add(String.valueOf(check.get("expr"))))));
        Set<String> served = Served.names();
        files("names")
                .forEach(file -> maps(load(file), "groups")
                        .forEach(group -> maps(group, "rules").forEach(rule -> {
                            String name = String.valueOf(rule.get("record"));
                            assertThat(tested).contains(name);
                            assertThat(served).doesNotContain(name);
                            assertThat(served)
                                    .containsAll(METRIC.matcher(String.valueOf(rule.get("expr")))
                                            .results()
                                            .map(MatchResult::group)
                                            .toList());
                        })));
    }

    @Test
    void each_rule_has_a_test_for_firing_and_one_for_not_firing() {
        Set<String> firing = new TreeSet<>();
        Set<String> quiet = new TreeSet<>();
        files("rules/tests")
                .forEach(file -> maps(load(file), "tests")
                        .forEach(test -> maps(test, "promql_expr_test")
                                .forEach(check -> ASKED.matcher(String.valueOf(check.get("expr")))
                                        .results()
                                        .map(result -> result.group(1))
                                        .forEach(
                                                ((List<?>) check.get("exp_samples")).isEmpty()
                                                        ? quiet::add
                                                        : firing::add))));
        Set<String> all = alerts().stream().map(Alert::name).collect(toCollection(TreeSet::new));

        assertThat(firing).isEqualTo(all);
        assertThat(quiet).isEqualTo(all);
    }

    @Test
    void each_rule_stands_in_the_page() {
        assertThat(Document.at("docs/how-to/monitoring.md").firstCells())
                .containsAll(alerts().stream().map(Alert::name).toList());
    }
}
