package dev.castellan.monitoring;

import static dev.castellan.monitoring.Panels.panel;
import static dev.castellan.monitoring.Panels.query;
import static dev.castellan.monitoring.Panels.stat;

import dev.castellan.monitoring.Dashboards.Panel;
import java.util.List;

/// What the dashboard of machines shows: disks as brokers see them, and what JVMs take of their machines. It needs no
/// exporter on the machines. Pure.
final class HostPanels {
    private static final String NODE = "{%s, node=~\"$node\"}";
    private static final String BY_DIRECTORY = "{{node}} {{directory}}";

    private HostPanels() {}

    static List<Panel> all() {
        return List.of(
                stat("Nodes that run", "sum(castellan_node_running{%s})"),
                stat("Machines that answer", "sum(castellan_node_reachable{%s})"),
                stat("Releases", "count(count by (version) (castellan_node_version{%s}))"),
                stat("Directories", "count(castellan_log_directory_online{%s})"),
                stat("Directories offline", "sum(1 - castellan_log_directory_online{%s})"),
                stat("Change in progress", "castellan_change_in_progress{%s}"),
                panel(
                        "Room left",
                        "percentunit",
                        query(
                                "castellan_log_directory_usable_bytes" + NODE
                                        + " / castellan_log_directory_total_bytes{%<s, node=~\"$node\"}",
                                BY_DIRECTORY)),
                panel(
                        "Room left in a day, as it went in the last six hours",
                        "bytes",
                        query(
                                "predict_linear(castellan_log_directory_usable_bytes" + NODE + "[6h], 86400)",
                                BY_DIRECTORY)),
                panel("Replicas", "bytes", query("castellan_log_directory_replica_bytes" + NODE, BY_DIRECTORY)),
                panel(
                        "Processors that JVMs take",
                        "percentunit",
                        query("java_lang_operatingsystem_processcpuload" + NODE, "{{node}}")),
                panel(
                        "Heap",
                        "percentunit",
                        query(
                                "java_lang_memory_heapmemoryusage_used" + NODE
                                        + " / java_lang_memory_heapmemoryusage_max{%<s, node=~\"$node\"}",
                                "{{node}}")),
                panel(
                        "Time that collectors take",
                        "percentunit",
                        query(
                                "sum by (node) (rate(java_lang_garbagecollector_collectiontime" + NODE
                                        + "[$__rate_interval])) / 1000",
                                "{{node}}")),
                panel("Threads", "short", query("java_lang_threading_threadcount" + NODE, "{{node}}")),
                panel(
                        "Open files, of those that may be",
                        "percentunit",
                        query(
                                "java_lang_operatingsystem_openfiledescriptorcount" + NODE
                                        + " / java_lang_operatingsystem_maxfiledescriptorcount{%<s, node=~\"$node\"}",
                                "{{node}}")));
    }
}
