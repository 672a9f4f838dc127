package dev.castellan.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/// What a mirror is made of: three connectors of Kafka's own, and the topics that they make.
///
/// Where a default differs from MirrorMaker's, the [decision](docs/adr/0019-mirrors-are-three-connectors.md) says why.
public final class MirrorConnectors {
    /// What no mirror may write: it follows from the rest of it.
    static final List<String> OWNED = List.of(
            "name",
            ConnectorSpec.CLASS,
            "source.cluster.alias",
            "target.cluster.alias",
            "source.cluster.bootstrap.servers",
            "target.cluster.bootstrap.servers",
            "replication.policy.class",
            "topics",
            "groups");

    private static final String PACKAGE = "org.apache.kafka.connect.mirror.";
    private static final String BYTES = "org.apache.kafka.connect.converters.ByteArrayConverter";
    /// What MirrorMaker leaves out by itself, and what workers of the source know of themselves: with the names that it
    /// has there, that would land in the topics of the workers here.
    private static final String EXCLUDED = "mm2.*\\.internal,.*\\.replica,__.*,connect-(configs|offsets|status)";

    /// Those that MirrorMaker leaves out by itself.
    private static final String EXCLUDED_GROUPS = "console-consumer-.*,connect-.*,__.*";

    static final String SEPARATOR = "replication.policy.separator";
    private static final String EXACTLY_ONCE = "exactly.once.source.support";
    private static final String COPIES_CONFIG = "sync.topic.configs.enabled";

    private MirrorConnectors() {}

    /// Each of the three, in the order in which they are useful.
    public enum Part {
        /// Copies records.
        SOURCE("MirrorSourceConnector"),
        /// Translates offsets of groups.
        CHECKPOINT("MirrorCheckpointConnector"),
        /// Writes a record now and then, which a mirror of this cluster takes along.
        HEARTBEAT("MirrorHeartbeatConnector");

        private final String type;

        Part(String type) {
            this.type = type;
        }

        /// The connector's class.
        public String type() {
            return PACKAGE + type;
        }

        /// `mirror-east-source`
        public String connector(String alias) {
            return "mirror-" + alias + "-" + name().toLowerCase(Locale.ROOT);
        }
    }

    /// Those of all mirrors.
    ///
    /// @param bootstrap where the brokers of this cluster listen, `host:port,...`
    /// @param logins with what each mirror logs in at its two ends, by MirrorMaker's names
    public static List<ConnectorSpec> of(
            ClusterSpec spec, String bootstrap, Function<MirrorSpec, Map<String, String>> logins) {
        List<ConnectorSpec> connectors = new ArrayList<>();
        for (MirrorSpec mirror : spec.connect().mirrors()) {
            for (Part part : Part.values()) {
                SortedMap<String, String> config = new TreeMap<>(ends(spec, mirror, bootstrap));
                config.putAll(logins.apply(mirror));
                config.putAll(own(spec, mirror, part));
                config.putAll(mirror.config());
                config.put(ConnectorSpec.CLASS, part.type());
                connectors.add(
                        new ConnectorSpec(part.connector(mirror.alias()), config, mirror.state(), mirror.location()));
            }
        }
        return connectors;
    }

    /// The mirror that a connector of this name belongs to; empty where it is one for itself.
    public static Optional<MirrorSpec> owner(ClusterSpec spec, String connector) {
        return spec.connect().mirrors().stream()
                .filter(mirror -> Stream.of(Part.values())
                        .anyMatch(part -> part.connector(mirror.alias()).equals(connector)))
                .findFirst();
    }

    private static Map<String, String> ends(ClusterSpec spec, MirrorSpec mirror, String bootstrap) {
        Map<String, String> config = new TreeMap<>();
        config.put("source.cluster.alias", mirror.alias());
        config.put("source.cluster.bootstrap.servers", mirror.bootstrap());
        config.put("target.cluster.alias", spec.name());
        config.put("target.cluster.bootstrap.servers", bootstrap);
        config.put("replication.policy.class", mirror.naming().policy());
        // The workers' own converters would write every record as JSON, and headers as something else.
        config.put("key.converter", BYTES);
        config.put("value.converter", BYTES);
        config.put("header.converter", BYTES);
        return config;
    }

    private static Map<String, String> own(ClusterSpec spec, MirrorSpec mirror, Part part) {
        String copies = String.valueOf(spec.usualCopies());
        Map<String, String> config = new TreeMap<>();
        if (part == Part.HEARTBEAT) {
            config.put("tasks.max", "1");
            config.put("heartbeats.topic.replication.factor", copies);
            return config;
        }
        config.put(
                "tasks.max", String.valueOf(Math.max(1, spec.connect().workers().size())));
        config.put("topics", String.join(",", mirror.topics()));
        config.put("topics.exclude", EXCLUDED);
        // At the source they would be out of reach when they are needed, and someone would have to write there.
        config.put("offset-syncs.topic.location", "target");
        // So long it holds up whoever stops it while the source is gone; a minute is as long as we wait.
        config.put("admin.timeout.ms", "15000");
        if (part == Part.SOURCE) {
            config.put("replication.factor", copies);
            config.put("offset-syncs.topic.replication.factor", copies);
            config.put("refresh.topics.interval.seconds", "30");
            config.put("sync.topic.acls.enabled", "false");
            // What a transaction took back at the source is not to come back at the target.
            config.put("source.consumer.isolation.level", "read_committed");
            if (isExactlyOnce(spec)) {
                config.put("exactly.once.support", "required");
            }
        } else {
            config.put("groups", String.join(",", mirror.groups()));
            config.put("groups.exclude", EXCLUDED_GROUPS);
            config.put("checkpoints.topic.replication.factor", copies);
            config.put("refresh.groups.interval.seconds", "30");
            config.put("emit.checkpoints.interval.seconds", "10");
            config.put("sync.group.offsets.enabled", "true");
            config.put("sync.group.offsets.interval.seconds", "10");
        }
        return config;
    }

    /// Whether workers commit what they wrote and how far they have read as one.
    public static boolean isExactlyOnce(ClusterSpec spec) {
        return spec.connect().config().getOrDefault(EXACTLY_ONCE, "").equals("enabled");
    }

    /// Whether a topic of this cluster is made by a mirror, and so nobody has to name it.
    public static boolean make(ClusterSpec spec, String topic) {
        return spec.connect().mirrors().stream().anyMatch(mirror -> make(mirror, topic));
    }

    private static boolean make(MirrorSpec mirror, String topic) {
        String separator = mirror.config().getOrDefault(SEPARATOR, ".");
        String prefix = mirror.alias() + separator;
        return switch (mirror.naming()) {
                    case prefixed -> topic.startsWith(prefix);
                    case identity -> copies(mirror, topic);
                }
                || topic.equals("heartbeats")
                || topic.equals(prefix + "heartbeats")
                || topic.startsWith(prefix + "checkpoints")
                || topic.startsWith("mm2-offset-syncs" + separator + mirror.alias() + separator);
    }

    /// Whether a topic of the source is among those that are copied.
    public static boolean copies(MirrorSpec mirror, String topic) {
        return mirror.topics().stream().anyMatch(pattern -> matches(pattern, topic))
                && !isExcluded(mirror.config().getOrDefault("topics.exclude", EXCLUDED), topic);
    }

    /// Whether a group of the source is among those whose offsets are translated.
    public static boolean translates(MirrorSpec mirror, String group) {
        return mirror.groups().stream().anyMatch(pattern -> matches(pattern, group))
                && !isExcluded(mirror.config().getOrDefault("groups.exclude", EXCLUDED_GROUPS), group);
    }

    /// What a topic of the source is called here.
    public static String copy(MirrorSpec mirror, String topic) {
        return switch (mirror.naming()) {
            case prefixed -> mirror.alias() + mirror.config().getOrDefault(SEPARATOR, ".") + topic;
            case identity -> topic;
        };
    }

    /// Whether properties of a topic come from the source, whatever stands here.
    static boolean overwrites(MirrorSpec mirror, String topic) {
        return mirror.naming() == MirrorSpec.Naming.identity
                && !mirror.config().getOrDefault(COPIES_CONFIG, "true").equals("false")
                && copies(mirror, topic);
    }

    private static boolean isExcluded(String patterns, String name) {
        return Stream.of(patterns.split(",")).anyMatch(pattern -> matches(pattern.strip(), name));
    }

    private static boolean matches(String pattern, String name) {
        try {
            return Pattern.matches(pattern, name);
        } catch (PatternSyntaxException refused) {
            return false; // told already, where it stands
        }
    }
}
