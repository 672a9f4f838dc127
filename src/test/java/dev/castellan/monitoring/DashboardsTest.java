package dev.castellan.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DashboardsTest {
    private static final Pattern METRIC =
            Pattern.compile("\\b(castellan_[a-z_]+|debezium_[a-z_]+|kafka_[a-z_0-9]+|java_[a-z_]+)(?=\\{)");

    private static List<JsonNode> dashboards() {
        return Panels.dashboards().stream()
                .map(dashboard -> JsonMapper.builder().build().readTree(Dashboards.text(dashboard)))
                .toList();
    }

    private static List<String> metrics(String expression) {
        return METRIC.matcher(expression).results().map(MatchResult::group).toList();
    }

    @Test
    void each_query_asks_for_metrics_that_castellan_or_the_agent_serves() {
        List<String> asked = new ArrayList<>();
        dashboards()
                .forEach(dashboard -> dashboard
                        .path("panels")
                        .forEach(panel -> panel.path("targets")
                                .forEach(target -> asked.add(target.path("expr").asString("")))));

        assertThat(asked)
                .hasSizeGreaterThan(20)
                .allSatisfy(expression -> assertThat(metrics(expression))
                        .isNotEmpty()
                        .allSatisfy(metric -> assertThat(Served.names()).contains(metric)));
    }

    @Test
    void what_there_is_to_choose_from_is_served_too() {
        dashboards()
                .forEach(dashboard -> dashboard
                        .path("templating")
                        .path("list")
                        .valueStream()
                        .filter(variable -> variable.path("type").asString("").equals("query"))
                        .forEach(variable -> assertThat(Served.names())
                                .anySatisfy(name -> assertThat(
                                                variable.path("query").asString(""))
                                        .contains(name))));
    }

    @Test
    void each_query_is_about_the_cluster_that_was_chosen() {
        dashboards()
                .forEach(dashboard -> dashboard
                        .path("panels")
                        .forEach(panel -> panel.path("targets")
                                .forEach(
                                        target -> assertThat(target.path("expr").asString(""))
                                                .contains("cluster_name=\"$cluster\""))));
    }

    /// What `@grafana/schema` 13.2 calls for in links and panels, besides what the other tests look at.
    @Test
    void nothing_is_missing_that_the_schema_of_grafana_calls_for() {
        assertThat(dashboards()).allSatisfy(dashboard -> {
            assertThat(dashboard.path("links"))
                    .isNotEmpty()
                    .allSatisfy(link -> assertThat(link.propertyNames())
                            .contains("asDropdown", "icon", "includeVars", "keepTime", "tags", "targetBlank", "title")
                            .contains("tooltip", "type"));
            assertThat(dashboard.path("panels"))
                    .isNotEmpty()
                    .allSatisfy(panel -> assertThat(
                                    panel.path("fieldConfig").path("overrides").isArray())
                            .isTrue());
        });
    }

    @Test
    void panels_lie_side_by_side() {
        dashboards().forEach(dashboard -> {
            List<String> places = new ArrayList<>();
            dashboard.path("panels").forEach(panel -> {
                JsonNode place = panel.path("gridPos");
                for (int x = place.path("x").asInt();
                        x < place.path("x").asInt() + place.path("w").asInt();
                        x++) {
                    for (int y = place.path("y").asInt();
                            y < place.path("y").asInt() + place.path("h").asInt();
                            y++) {
                        assertThat(x).isLessThan(24);
                        places.add(x + "," + y);
                    }
                }
            });
            assertThat(places).doesNotHaveDuplicates();
        });
    }
}
