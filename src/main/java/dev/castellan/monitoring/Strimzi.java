package dev.castellan.monitoring;

import java.util.SortedMap;
import java.util.TreeMap;

/// The labels by which Strimzi's dashboards choose what they show. There they come from Kubernetes; a name alone,
/// without them, leaves panels empty. Pure.
final class Strimzi {
    /// Any will do where there is no Kubernetes: the dashboards offer what they find.
    private static final String NAMESPACE = "castellan";

    private Strimzi() {}

    /// Of what is known of the cluster as a whole.
    static SortedMap<String, String> ofCluster(String cluster) {
        SortedMap<String, String> labels = new TreeMap<>();
        labels.put("namespace", NAMESPACE);
        labels.put("strimzi_io_cluster", cluster);
        return labels;
    }

    /// Of what a node tells, or a worker of Kafka Connect.
    ///
    /// @param name `kafka-1`, `connect-1`
    static SortedMap<String, String> of(String cluster, String name) {
        boolean worker = name.startsWith("connect-");
        SortedMap<String, String> labels = ofCluster(cluster);
        labels.put("container", worker ? cluster + "-connect" : "kafka");
        labels.put("kubernetes_pod_name", cluster + "-" + name);
        labels.put("strimzi_io_kind", worker ? "KafkaConnect" : "Kafka");
        labels.put("strimzi_io_name", cluster + (worker ? "-connect" : "-kafka"));
        return labels;
    }
}
