package dev.castellan.spec;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A wanted cluster: the whole of `cluster.yaml` with its defaults filled in.
///
/// @param hosts how machines are reached, where nodes live on hosts
/// @param config broker properties the user overrides, by Kafka's names
/// @param pluginConfig properties of plugins, passed on unchecked because Kafka does not know them either
/// @param jvm further JVM flags of every node, after Castellan's own
/// @param strangers what becomes of users, ACLs and quotas that are not in the spec
/// @param locations where in the file each property stands, by path (`config.log.retention.hours`)
public record ClusterSpec(
        String name,
        KafkaSource kafka,
        TargetKind target,
        Security security,
        List<NodeSpec> nodes,
        HostsSpec hosts,
        List<String> jvm,
        Map<String, String> config,
        Map<String, String> pluginConfig,
        List<TopicSpec> topics,
        List<UserSpec> users,
        Strangers strangers,
        Map<String, Location> locations) {
    public static final String DEFAULT_NAME = "local";

    public ClusterSpec {
        nodes = List.copyOf(nodes);
        jvm = List.copyOf(jvm);
        config = Map.copyOf(config);
        pluginConfig = Map.copyOf(pluginConfig);
        topics = List.copyOf(topics);
        users = List.copyOf(users);
        locations = Map.copyOf(locations);
    }

    /// What becomes of what the spec does not name.
    public enum Strangers {
        LEFT,
        DELETED
    }

    public List<NodeSpec> brokers() {
        return nodes.stream().filter(NodeSpec::isBroker).toList();
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
