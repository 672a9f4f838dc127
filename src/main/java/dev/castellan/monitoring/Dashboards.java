package dev.castellan.monitoring;

import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Dashboards as Grafana reads them from its provisioning. Pure.
///
/// Each has the variables `datasource` and `cluster`, and those of its own; links lead from one to the other.
final class Dashboards {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final int COLUMNS = 24;
    private static final String HERE = "cluster_name=\"$cluster\"";

    private Dashboards() {}

    /// @param name of the file, and of the address in Grafana
    record Dashboard(String name, String title, List<Variable> variables, List<Panel> panels) {}

    /// Something to choose.
    ///
    /// @param metric whose label of that name says what there is to choose from
    record Variable(String name, String metric) {}

    /// @param unit as Grafana calls it
    /// @param width of 24 columns
    record Panel(String title, Kind kind, String unit, int width, List<Query> queries) {}

    /// @param legend with labels as `{{node}}`
    record Query(String expression, String legend) {}

    enum Kind {
        stat,
        timeseries
    }

    static List<Dashboard> all() {
        return List.of(
                new Dashboard(
                        "cluster",
                        "Kafka: cluster",
                        List.of(new Variable("node", "castellan_node_running")),
                        cluster()),
                new Dashboard(
                        "lag",
                        "Kafka: consumer lag",
                        List.of(
                                new Variable("group", "kafka_consumergroup_group_max_lag"),
                                new Variable("topic", "kafka_consumergroup_group_topic_sum_lag")),
                        lag()));
    }

    private static List<Panel> cluster() {
        return List.of(
                stat("Brokers that serve", "sum(castellan_broker_serving{%s})"),
                stat("Controller leads", "castellan_quorum_has_leader{%s}"),
                stat("Offline partitions", "castellan_partitions_offline{%s}"),
                stat("Under min ISR", "castellan_partitions_under_min_isr{%s}"),
                stat("Under-replicated", "castellan_partitions_under_replicated{%s}"),
                stat("Change in progress", "castellan_change_in_progress{%s}"),
                panel("Brokers", "short", query("castellan_broker_serving{%s, node=~\"$node\"}", "{{node}}")),
                panel(
                        "Partitions",
                        "short",
                        query("castellan_partitions_offline{%s}", "offline"),
                        query("castellan_partitions_under_min_isr{%s}", "under min ISR"),
                        query("castellan_partitions_at_min_isr{%s}", "at min ISR"),
                        query("castellan_partitions_under_replicated{%s}", "under-replicated")),
                panel("Messages in", "short", perNode("kafka_server_brokertopicmetrics_messagesinpersec")),
                panel("Bytes in", "Bps", perNode("kafka_server_brokertopicmetrics_bytesinpersec")),
                panel("Bytes out", "Bps", perNode("kafka_server_brokertopicmetrics_bytesoutpersec")),
                panel(
                        "Request threads idle",
                        "percentunit",
                        query(
                                "kafka_server_kafkarequesthandlerpool_requesthandleravgidlepercent{%s, node=~\"$node\"}",
                                "{{node}}")),
                panel(
                        "Produce and fetch, 99th percentile",
                        "ms",
                        query(
                                "kafka_network_requestmetrics_totaltimems_99thpercentile{%s, node=~\"$node\"}",
                                "{{node}} {{request}}")),
                panel(
                        "Heap in use",
                        "bytes",
                        query("java_lang_memory_heapmemoryusage_used{%s, node=~\"$node\"}", "{{node}}")),
                panel(
                        "Disk left",
                        "bytes",
                        query("castellan_log_directory_usable_bytes{%s, node=~\"$node\"}", "{{node}} {{directory}}")),
                panel("Voters behind", "short", query("castellan_quorum_voter_lag{%s, node=~\"$node\"}", "{{node}}")));
    }

    private static List<Panel> lag() {
        String group = "group=~\"$group\"";
        return List.of(
                panel(
                        "Lag in time, by group",
                        "s",
                        query("kafka_consumergroup_group_max_lag_seconds{%s, " + group + "}", "{{group}}")),
                panel(
                        "Lag in records, by group",
                        "short",
                        query("kafka_consumergroup_group_sum_lag{%s, " + group + "}", "{{group}}")),
                panel(
                        "Lag in records, by topic",
                        "short",
                        query(
                                "kafka_consumergroup_group_topic_sum_lag{%s, " + group + ", topic=~\"$topic\"}",
                                "{{group}} {{topic}}")),
                panel(
                        "Ten partitions furthest behind",
                        "short",
                        query(
                                "topk(10, kafka_consumergroup_group_lag{%s, " + group + ", topic=~\"$topic\"})",
                                "{{group}} {{topic}} {{partition}}")),
                panel("How old what is known is", "s", query("castellan_collect_age_seconds{%s}", "{{source}}")),
                panel(
                        "Partitions of which nothing is known",
                        "short",
                        query("kafka_consumergroup_group_unknown_partitions{%s, " + group + "}", "{{group}}")));
    }

    private static Panel stat(String title, String expression) {
        return new Panel(title, Kind.stat, "short", COLUMNS / 6, List.of(query(expression, "")));
    }

    private static Panel panel(String title, String unit, Query... queries) {
        return new Panel(title, Kind.timeseries, unit, COLUMNS / 2, List.of(queries));
    }

    /// Of the broker as a whole: what is told of topics is in that already.
    private static Query perNode(String counter) {
        return query("rate(" + counter + "{%s, node=~\"$node\", topic=\"\"}[$__rate_interval])", "{{node}}");
    }

    private static Query query(String expression, String legend) {
        return new Query(expression.formatted(HERE), legend);
    }

    static String text(Dashboard dashboard) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("description", Monitoring.NOTE);
        json.put("uid", "castellan-" + dashboard.name());
        json.put("title", dashboard.title());
        json.put("schemaVersion", 39);
        json.put("refresh", "30s");
        json.putArray("tags").add("castellan");
        json.putObject("time").put("from", "now-3h").put("to", "now");
        json.putArray("links")
                .addObject()
                .put("type", "dashboards")
                .put("title", "Kafka")
                .put("includeVars", true)
                .put("keepTime", true)
                .putArray("tags")
                .add("castellan");
        ArrayNode variables = json.putObject("templating").putArray("list");
        variables
                .addObject()
                .put("name", "datasource")
                .put("type", "datasource")
                .put("query", "prometheus");
        Stream.concat(Stream.of(new Variable("cluster", "")), dashboard.variables().stream())
                .forEach(variable -> variable(variables.addObject(), variable));
        panels(json.putArray("panels"), dashboard.panels());
        return MAPPER.writeValueAsString(json) + "\n";
    }

    private static void variable(ObjectNode json, Variable variable) {
        boolean cluster = variable.metric().isEmpty();
        source(json.put("name", variable.name()).put("type", "query").put("refresh", 2))
                .put("multi", !cluster)
                .put("includeAll", !cluster)
                .put(
                        "query",
                        cluster
                                ? "label_values(castellan_cluster_answers, cluster_name)"
                                : "label_values(" + variable.metric() + "{" + HERE + "}, " + variable.name() + ")");
        if (!cluster) {
            json.put("allValue", ".*");
        }
    }

    private static void panels(ArrayNode json, List<Panel> panels) {
        int x = 0;
        int y = 0;
        int below = 0;
        for (Panel panel : panels) {
            int height = panel.kind() == Kind.stat ? 4 : 8;
            if (x + panel.width() > COLUMNS) {
                x = 0;
                y += below;
            }
            ObjectNode one = source(json.addObject()
                    .put("id", json.size())
                    .put("type", panel.kind().name())
                    .put("title", panel.title()));
            one.putObject("gridPos")
                    .put("h", height)
                    .put("w", panel.width())
                    .put("x", x)
                    .put("y", y);
            one.putObject("fieldConfig").putObject("defaults").put("unit", panel.unit());
            ArrayNode targets = one.putArray("targets");
            panel.queries()
                    .forEach(query -> source(targets.addObject()
                            .put("refId", String.valueOf((char) ('A' + targets.size() - 1)))
                            .put("expr", query.expression())
                            .put("legendFormat", query.legend())));
            x += panel.width();
            below = height;
        }
    }

    private static ObjectNode source(ObjectNode json) {
        json.putObject("datasource").put("type", "prometheus").put("uid", "${datasource}");
        return json;
    }
}
