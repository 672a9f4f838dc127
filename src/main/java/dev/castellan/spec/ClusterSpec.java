package dev.castellan.spec;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A wanted cluster: the whole of `cluster.yaml` with its defaults filled in.
///
/// @param quorum where its controllers are to stand
/// @param authority the certificate authority that somebody else made, where the spec names one
/// @param hosts how machines are reached, where nodes live on hosts
/// @param config broker properties the user overrides, by Kafka's names
/// @param pluginConfig properties of plugins, passed on unchecked because Kafka does not know them either
/// @param jvm further JVM flags of every node, after Castellan's own
/// @param metrics who tells Prometheus what nodes count
/// @param agentPort on hosts: that of the agent of the first node of a host
/// @param monitoring which Prometheus is installed for it, and where
/// @param lagObjectives how far groups may be behind
/// @param prune what is deleted where it is not in the spec
/// @param moveRate how much a broker may send and take while replicas move, in MiB a second
/// @param maxUnavailable how many nodes may be down at once while it changes, at least 1
/// @param members who leaves, and what moves to those who come
/// @param drill how much of it a drill may hit
/// @param connect workers of Kafka Connect, and what runs on them
/// @param locations where in the file each property stands, by path (`config.log.retention.hours`)
public record ClusterSpec(
        String name,
        KafkaSource kafka,
        TargetKind target,
        Security security,
        List<NodeSpec> nodes,
        QuorumKind quorum,
        Optional<PemFiles> authority,
        HostsSpec hosts,
        List<String> jvm,
        Metrics metrics,
        int agentPort,
        MonitoringSpec monitoring,
        LagObjectives lagObjectives,
        Map<String, String> config,
        Map<String, String> pluginConfig,
        List<TopicSpec> topics,
        List<UserSpec> users,
        Set<Kind> prune,
        int moveRate,
        int maxUnavailable,
        MembersSpec members,
        DrillSpec drill,
        ConnectSpec connect,
        Map<String, Location> locations) {
    public static final String DEFAULT_NAME = "local";

    /// Half of what a gigabit link carries.
    public static final int DEFAULT_MOVE_RATE = 50;

    public ClusterSpec {
        nodes = List.copyOf(nodes);
        jvm = List.copyOf(jvm);
        config = Map.copyOf(config);
        pluginConfig = Map.copyOf(pluginConfig);
        topics = List.copyOf(topics);
        users = List.copyOf(users);
        prune = Set.copyOf(prune);
        locations = Map.copyOf(locations);
    }

    /// A kind of thing that a spec may name all of.
    public enum Kind {
        topics,
        /// Their ACLs and quotas too.
        users,
        connectors
    }

    /// Copies of each partition of a topic that says nothing of them.
    public int usualCopies() {
        return Math.max(1, Math.min(3, brokers().size()));
    }

    /// The same cluster with more known about its nodes.
    public ClusterSpec withNodes(List<NodeSpec> known) {
        return with(known, quorum, members, connect);
    }

    /// The same cluster with more known about what its workers do.
    public ClusterSpec with(ConnectSpec known) {
        return with(nodes, quorum, members, known);
    }

    /// The same cluster without the nodes that are to leave.
    public ClusterSpec staying() {
        if (members.retire().isEmpty()) {
            return this;
        }
        List<NodeSpec> stay = nodes.stream()
                .filter(node -> !members.retire().contains(node.id()))
                .toList();
        List<NodeSpec> leave = nodes.stream()
                .filter(node -> members.retire().contains(node.id()))
                .toList();
        return with(stay, quorum, new MembersSpec(members.retire(), members.rebalance(), leave), connect);
    }

    /// The same cluster with its controllers where they stand now.
    public ClusterSpec with(QuorumKind kind) {
        return with(nodes, kind, members, connect);
    }

    private ClusterSpec with(List<NodeSpec> known, QuorumKind kind, MembersSpec then, ConnectSpec run) {
        return new ClusterSpec(
                name,
                kafka,
                target,
                security,
                known,
                kind,
                authority,
                hosts,
                jvm,
                metrics,
                agentPort,
                monitoring,
                lagObjectives,
                config,
                pluginConfig,
                topics,
                users,
                prune,
                moveRate,
                maxUnavailable,
                then,
                drill,
                run,
                locations);
    }

    public List<NodeSpec> brokers() {
        return nodes.stream().filter(NodeSpec::isBroker).toList();
    }

    public Map<String, TopicSpec> topicsByName() {
        return topics.stream().collect(Collectors.toMap(TopicSpec::name, topic -> topic));
    }

    public List<NodeSpec> controllers() {
        return nodes.stream().filter(NodeSpec::isController).toList();
    }

    public Optional<NodeSpec> node(int id) {
        return nodes.stream().filter(node -> node.id() == id).findFirst();
    }

    /// The file this was read from; empty when nothing stands in it, or there is none.
    public Optional<String> file() {
        // What is included stands in files of its own; the field that includes them does not.
        return Optional.ofNullable(locations.get("include"))
                .or(() -> locations.values().stream().findFirst())
                .map(Location::file);
    }

    /// Where a property stands in the file; the defaults where it does not.
    public Location locate(String path) {
        return locations.getOrDefault(path, Location.DEFAULTS);
    }
}
