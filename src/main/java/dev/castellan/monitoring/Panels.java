package dev.castellan.monitoring;

import dev.castellan.monitoring.Dashboards.Dashboard;
import dev.castellan.monitoring.Dashboards.Kind;
import dev.castellan.monitoring.Dashboards.Panel;
import dev.castellan.monitoring.Dashboards.Query;
import dev.castellan.monitoring.Dashboards.Variable;
import java.util.List;
import java.util.stream.Stream;

/// What the dashboards show. Pure.
final class Panels {
    private static final String GROUP = "group=~\"$group\"";
    private static final String NODE = "node=~\"$node\"";
    private static final String TOPIC = "topic=~\"$topic\"";
    private static final String CONNECTOR = "connector=~\"$connector\"";
    private static final Variable NODES = new Variable("node", "castellan_node_running");

    private Panels() {}

    static List<Dashboard> dashboards() {
        return List.of(
                new Dashboard("cluster", "Kafka: cluster", List.of(NODES), cluster()),
                new Dashboard(
                        "lag",
                        "Kafka: consumer lag",
                        List.of(
                                new Variable("group", "kafka_consumergroup_group_max_lag"),
                                new Variable("topic", "kafka_consumergroup_group_topic_sum_lag")),
                        lag()),
                new Dashboard(
                        "topics",
                        "Kafka: topics",
                        List.of(NODES, new Variable("topic", "kafka_server_brokertopicmetrics_messagesinpersec")),
                        topics()),
                new Dashboard("quorum", "Kafka: quorum", List.of(NODES), quorum()),
                new Dashboard(
                        "connect",
                        "Kafka: Connect",
                        List.of(new Variable("connector", "castellan_connector_state")),
                        Stream.concat(connect().stream(), connectors().stream()).toList()),
                new Dashboard("hosts", "Kafka: hosts", List.of(NODES), HostPanels.all()));
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
                panel("Probe: round trip, 99th percentile", "s", probe("round_trip_seconds")),
                panel("Probe: until written, 99th percentile", "s", probe("produce_seconds")),
                panel("Probe: share that is lost", "percentunit", lost()),
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
        return List.of(
                panel(
                        "Lag in time, by group",
                        "s",
                        query("kafka_consumergroup_group_max_lag_seconds{%s, " + GROUP + "}", "{{group}}"),
                        query("kafka_consumergroup_group_lag_seconds_objective{%s, " + GROUP + "}", "{{group}} may")),
                panel(
                        "Lag in records, by group",
                        "short",
                        query("kafka_consumergroup_group_sum_lag{%s, " + GROUP + "}", "{{group}}")),
                panel(
                        "Lag in records, by topic",
                        "short",
                        query(
                                "kafka_consumergroup_group_topic_sum_lag{%s, " + GROUP + ", topic=~\"$topic\"}",
                                "{{group}} {{topic}}")),
                panel(
                        "Ten partitions furthest behind",
                        "short",
                        query(
                                "topk(10, kafka_consumergroup_group_lag{%s, " + GROUP + ", topic=~\"$topic\"})",
                                "{{group}} {{topic}} {{partition}}")),
                panel(
                        "Records read a second",
                        "cps",
                        query(
                                "clamp_min(deriv(kafka_consumergroup_group_topic_sum_offset{%s, " + GROUP
                                        + ", topic=~\"$topic\"}[$__rate_interval]), 0)",
                                "{{group}} {{topic}}")),
                panel("Members", "short", query("kafka_consumergroup_group_members{%s, " + GROUP + "}", "{{group}}")),
                panel(
                        "How old what is known is",
                        "s",
                        query("castellan_collect_age_seconds{%s, source=\"lag\"}", "{{source}}")),
                panel(
                        "Partitions of which nothing is known",
                        "short",
                        query("kafka_consumergroup_group_unknown_partitions{%s, " + GROUP + "}", "{{group}}")));
    }

    /// Of each topic brokers count messages and bytes, and of those that are written or read only.
    private static List<Panel> topics() {
        return List.of(
                panel("Messages in, by topic", "short", perTopic("kafka_server_brokertopicmetrics_messagesinpersec")),
                panel("Bytes in, by topic", "Bps", perTopic("kafka_server_brokertopicmetrics_bytesinpersec")),
                panel("Bytes out, by topic", "Bps", perTopic("kafka_server_brokertopicmetrics_bytesoutpersec")),
                panel(
                        "Lag in records, by topic",
                        "short",
                        query(
                                "sum by (topic) (kafka_consumergroup_group_topic_sum_lag{%s, " + TOPIC + "})",
                                "{{topic}}")),
                panel("Partitions", "short", query("castellan_partitions{%s}", "all")),
                panel(
                        "Partitions that miss something",
                        "short",
                        query("castellan_partitions_offline{%s}", "offline"),
                        query("castellan_partitions_under_min_isr{%s}", "under min ISR"),
                        query("castellan_partitions_at_min_isr{%s}", "at min ISR"),
                        query("castellan_partitions_under_replicated{%s}", "under-replicated")),
                panel(
                        "Replicas, by directory",
                        "bytes",
                        query("castellan_log_directory_replica_bytes{%s, " + NODE + "}", "{{node}} {{directory}}")));
    }

    private static List<Panel> quorum() {
        return List.of(
                stat("Controller leads", "castellan_quorum_has_leader{%s}"),
                stat("Leader", "castellan_quorum_leader_id{%s}"),
                stat("Voters", "castellan_quorum_voters{%s}"),
                stat("Voters heard of", "castellan_quorum_voters_heard{%s}"),
                stat("Epoch", "castellan_quorum_epoch{%s}"),
                stat("Finalization pending", "castellan_finalization_pending{%s}"),
                panel(
                        "Records that voters have not fetched",
                        "short",
                        query("castellan_quorum_voter_lag{%s, " + NODE + "}", "{{node}}")),
                panel(
                        "How long voters are behind",
                        "s",
                        query("castellan_quorum_voter_behind_seconds{%s, " + NODE + "}", "{{node}}")),
                panel(
                        "Leaders chosen in an hour",
                        "short",
                        query("changes(castellan_quorum_epoch{%s}[1h])", "leaders")),
                panel(
                        "Brokers that are not let in",
                        "short",
                        query("castellan_broker_fenced{%s, " + NODE + "}", "{{node}}")),
                panel(
                        "Active controllers",
                        "short",
                        query("kafka_controller_kafkacontroller_activecontrollercount{%s, " + NODE + "}", "{{node}}")),
                panel("What the cluster agreed to use", "short", query("castellan_feature_level{%s}", "{{feature}}")));
    }

    private static List<Panel> connect() {
        return List.of(
                stat("A worker answers", "castellan_connect_answers{%s}"),
                stat("Workers that run", "sum(castellan_connect_worker_running{%s})"),
                stat("Connectors", "castellan_connectors{%s}"),
                stat("Tasks", "sum(castellan_connector_tasks{%s})"),
                panel(
                        "Connectors, by state",
                        "short",
                        query("count by (state) (castellan_connector_state{%s, " + CONNECTOR + "})", "{{state}}")),
                panel(
                        "Tasks, by connector and state",
                        "short",
                        query(
                                "count by (connector, state) (castellan_connector_task_state{%s, " + CONNECTOR + "})",
                                "{{connector}} {{state}}")),
                panel("Workers", "short", query("castellan_connect_worker_running{%s}", "{{worker}}")));
    }

    /// What workers count themselves, with the agent.
    private static List<Panel> connectors() {
        return List.of(
                panel(
                        "Records written to Kafka",
                        "cps",
                        query(
                                "sum by (connector) (rate(kafka_connect_source_task_metrics_source_record_write{%s, "
                                        + CONNECTOR + "}[$__rate_interval]))",
                                "{{connector}}")),
                panel(
                        "Records sent elsewhere",
                        "cps",
                        query(
                                "sum by (connector) (rate(kafka_connect_sink_task_metrics_sink_record_send{%s, "
                                        + CONNECTOR + "}[$__rate_interval]))",
                                "{{connector}}")),
                panel(
                        "Records that failed, and that were left out",
                        "cps",
                        query(
                                "sum by (connector) (rate(kafka_connect_task_error_metrics_total_record_failures{%s, "
                                        + CONNECTOR + "}[$__rate_interval]))",
                                "{{connector}} failed"),
                        query(
                                "sum by (connector) (rate(kafka_connect_task_error_metrics_total_records_skipped{%s, "
                                        + CONNECTOR + "}[$__rate_interval]))",
                                "{{connector}} left out")),
                panel(
                        "How late changes of databases arrive",
                        "ms",
                        query("max by (server) (debezium_metrics_millisecondsbehindsource{%s})", "{{server}}")),
                panel(
                        "How late copies of mirrors arrive",
                        "ms",
                        query(
                                "max by (source, topic) (kafka_connect_mirror_mirrorsourceconnector_replication_latency_ms_max{%s})",
                                "{{source}} {{topic}}")));
    }

    private static Query lost() {
        return query(
                "rate(castellan_probe_lost_total{%s, " + NODE
                        + "}[$__rate_interval]) / rate(castellan_probe_attempts_total{%<s, " + NODE
                        + "}[$__rate_interval])",
                "{{node}}");
    }

    private static Query probe(String histogram) {
        return query(
                "histogram_quantile(0.99, sum by (le, node) (rate(castellan_probe_" + histogram + "_bucket{%s, " + NODE
                        + "}[$__rate_interval])))",
                "{{node}}");
    }

    /// Brokers count each topic beside all together.
    private static Query perTopic(String counter) {
        return query(
                "sum by (topic) (rate(" + counter + "{%s, " + NODE + ", " + TOPIC
                        + ", topic!=\"\"}[$__rate_interval]))",
                "{{topic}}");
    }

    static Panel stat(String title, String expression) {
        return new Panel(title, Kind.stat, "short", Dashboards.COLUMNS / 6, List.of(query(expression, "")));
    }

    static Panel panel(String title, String unit, Query... queries) {
        return new Panel(title, Kind.timeseries, unit, Dashboards.COLUMNS / 2, List.of(queries));
    }

    /// Of the broker as a whole: what is told of topics is in that already.
    private static Query perNode(String counter) {
        return query("rate(" + counter + "{%s, node=~\"$node\", topic=\"\"}[$__rate_interval])", "{{node}}");
    }

    static Query query(String expression, String legend) {
        return new Query(expression.formatted(Dashboards.HERE), legend);
    }
}
