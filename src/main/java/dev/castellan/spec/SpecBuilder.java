package dev.castellan.spec;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Builds the records from a tree that fits [SpecShape], filling in the defaults.
final class SpecBuilder {
    private static final Set<Role> BOTH = Set.of(Role.BROKER, Role.CONTROLLER);
    private static final int NODES = 3;

    private final Yaml.Mapping root;
    private final Map<String, Location> locations = new HashMap<>();

    SpecBuilder(Yaml.Mapping root) {
        this.root = root;
    }

    ClusterSpec build() {
        record("", root);
        Optional<String> heap = text(root, "heap");
        List<NodeSpec> nodes = nodes(heap);
        ConnectSpec connect = new ConnectBuilder(root).build();
        TargetKind target = text(root, "target").map(TargetKind::valueOf).orElse(targetOf(nodes));
        Security security = text(root, "security").map(Security::valueOf).orElse(securityOf(target));
        return new ClusterSpec(
                text(root, "name").orElse(ClusterSpec.DEFAULT_NAME),
                kafka(),
                target,
                security,
                nodes,
                text(root, "quorum").flatMap(QuorumKind::of).orElse(QuorumKind.DYNAMIC),
                get(root, "certificates").flatMap(all -> get(all, "authority")).flatMap(SpecBuilder::pems),
                hosts(),
                texts(root, "jvm"),
                metrics(),
                agentPort(),
                monitoring(),
                lagObjectives(),
                map(root, "config"),
                map(root, "plugin-config"),
                topics(connect),
                WorkerUser.added(UserBuilder.users(root), connect, security, ofConnect()),
                prune(),
                number(root, "move-rate").orElse(ClusterSpec.DEFAULT_MOVE_RATE),
                maxUnavailable(),
                members(),
                drill(),
                connect,
                locations);
    }

    /// A node with an address is on a host: nobody has to say so twice.
    private static TargetKind targetOf(List<NodeSpec> nodes) {
        return nodes.stream().anyMatch(node -> node.host().isPresent()) ? TargetKind.hosts : TargetKind.local;
    }

    /// On loopback nobody else is there to lock out.
    private static Security securityOf(TargetKind target) {
        return switch (target) {
            case hosts -> Security.tls;
            case local -> Security.none;
        };
    }

    private HostsSpec hosts() {
        HostsSpec none = HostsSpec.DEFAULT;
        Yaml ssh = root.get("ssh").orElseGet(() -> new Yaml.Mapping(List.of(), root.location()));
        return new HostsSpec(
                text(ssh, "user"),
                number(ssh, "port"),
                text(ssh, "key"),
                text(ssh, "config"),
                text(ssh, "sudo").map(HostsSpec.Sudo::valueOf).orElse(none.sudo()),
                text(root, "java").map(HostsSpec.Java::valueOf).orElse(none.java()),
                text(root, "etc-hosts").map(HostsSpec.EtcHosts::valueOf).orElse(none.etcHosts()));
    }

    private KafkaSource kafka() {
        return switch (root.get("kafka").orElse(null)) {
            case null -> KafkaSource.DEFAULT;
            case Yaml.Scalar scalar -> new KafkaSource(version(scalar.text()), Optional.empty());
            case Yaml kafka ->
                new KafkaSource(
                        version(text(kafka, "version").orElse("")),
                        text(kafka, "from"),
                        text(kafka, "soak").map(SpecBuilder::length),
                        text(kafka, "on-failure")
                                .map(KafkaSource.OnFailure::valueOf)
                                .orElse(KafkaSource.OnFailure.halt));
        };
    }

    /// `90s`, `10m`, `1h`
    private static Duration length(String text) {
        return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
    }

    private static KafkaVersion version(String text) {
        return KafkaVersion.parse(text).orElse(KafkaVersion.DEFAULT);
    }

    private List<NodeSpec> nodes(Optional<String> heap) {
        Location at = root.get("nodes").map(Yaml::location).orElse(Location.DEFAULTS);
        List<NodeSpec> nodes = new ArrayList<>();
        switch (root.get("nodes").orElse(null)) {
            case null -> addNodes(nodes, NODES, BOTH, heap, at);
            case Yaml.Scalar count -> addNodes(nodes, Integer.parseInt(count.text()), BOTH, heap, at);
            case Yaml.Mapping counts -> {
                addNodes(nodes, number(counts, "brokers").orElse(NODES), Set.of(Role.BROKER), heap, at);
                addNodes(nodes, number(counts, "controllers").orElse(NODES), Set.of(Role.CONTROLLER), heap, at);
            }
            case Yaml.Sequence list ->
                list.elements().forEach(element -> nodes.add(node(element, nodes.size() + 1, heap)));
        }
        return nodes;
    }

    private static void addNodes(List<NodeSpec> nodes, int count, Set<Role> roles, Optional<String> heap, Location at) {
        int first = nodes.size() + 1;
        for (int id = first; id < first + count; id++) {
            nodes.add(new NodeSpec(
                    id,
                    roles,
                    Optional.empty(),
                    List.of(),
                    OptionalInt.empty(),
                    OptionalInt.empty(),
                    OptionalInt.empty(),
                    heap,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    NodeSpec.name(id),
                    at));
        }
    }

    private static NodeSpec node(Yaml yaml, int position, Optional<String> heap) {
        int id = number(yaml, "id").orElse(position);
        return new NodeSpec(
                id,
                roles(get(yaml, "roles")),
                text(yaml, "rack"),
                texts(yaml, "directories"),
                number(yaml, "port"),
                number(yaml, "node-port"),
                number(yaml, "controller-port"),
                text(yaml, "heap").or(() -> heap),
                yaml instanceof Yaml.Scalar address ? Optional.of(address.text()) : text(yaml, "host"),
                text(yaml, "advertise"),
                pems(yaml),
                NodeSpec.name(id),
                yaml.location());
    }

    private static Optional<PemFiles> pems(Yaml yaml) {
        PemFiles files = new PemFiles(named(yaml, "certificate"), named(yaml, "key"));
        return Optional.of(files)
                .filter(some -> some.certificate().or(some::key).isPresent());
    }

    private static Optional<PemFiles.Named> named(Yaml yaml, String field) {
        return get(yaml, field)
                .filter(Yaml.Scalar.class::isInstance)
                .map(value -> new PemFiles.Named(((Yaml.Scalar) value).text(), value.location()));
    }

    private static Set<Role> roles(Optional<Yaml> yaml) {
        return switch (yaml.orElse(null)) {
            case Yaml.Scalar word when word.text().equals("broker") -> Set.of(Role.BROKER);
            case Yaml.Scalar word when word.text().equals("controller") -> Set.of(Role.CONTROLLER);
            case Yaml.Sequence words -> {
                Set<Role> roles = new HashSet<>();
                words.elements().forEach(word -> roles.addAll(roles(Optional.of(word))));
                yield roles.isEmpty() ? BOTH : roles;
            }
            case null, default -> BOTH;
        };
    }

    private List<TopicSpec> topics(ConnectSpec connect) {
        List<TopicSpec> topics = new ArrayList<>();
        if (root.get("topics").orElse(null) instanceof Yaml.Mapping mapping) {
            for (Yaml.Entry entry : mapping.entries()) {
                topics.add(new TopicSpec(
                        entry.key(),
                        number(entry.value(), "partitions"),
                        number(entry.value(), "replication-factor"),
                        texts(entry.value(), "brokers").stream()
                                .map(Integer::valueOf)
                                .collect(Collectors.toCollection(TreeSet::new)),
                        map(entry.value(), "config"),
                        entry.location()));
            }
        }
        topics.addAll(ConnectBuilder.topics(connect, topics, ofConnect()));
        return topics;
    }

    /// Where the spec asks for workers, and so for what they need.
    private Location ofConnect() {
        Location workers = root.get("connect").map(Yaml::location).orElse(Location.DEFAULTS);
        return locations.getOrDefault("connect", workers);
    }

    private Set<ClusterSpec.Kind> prune() {
        List<String> kinds = texts(root, "prune");
        if (isTrue(root, "prune")) {
            return EnumSet.allOf(ClusterSpec.Kind.class);
        }
        return kinds.stream().map(ClusterSpec.Kind::valueOf).collect(Collectors.toSet());
    }

    private MembersSpec members() {
        return new MembersSpec(
                texts(root, "retire").stream().map(Integer::valueOf).collect(Collectors.toSet()),
                text(root, "rebalance")
                        .flatMap(word -> Stream.of(MembersSpec.Rebalance.values())
                                .filter(rebalance -> rebalance.text().equals(word))
                                .findFirst())
                        .orElse(MembersSpec.DEFAULT.rebalance()),
                List.of());
    }

    /// A word, or that word with a port behind it.
    private Metrics metrics() {
        return switch (root.get("metrics").orElse(null)) {
            case Yaml.Scalar word -> Metrics.valueOf(word.text());
            case Yaml.Mapping agents
            when !agents.entries().isEmpty() ->
                Metrics.valueOf(agents.entries().getFirst().key());
            case null, default -> Metrics.none;
        };
    }

    private int agentPort() {
        return map(root, "metrics").values().stream()
                .map(Integer::parseInt)
                .findFirst()
                .orElse(AgentPort.FIRST);
    }

    private MonitoringSpec monitoring() {
        MonitoringSpec none = MonitoringSpec.NONE;
        return get(root, "monitoring")
                .map(given -> new MonitoringSpec(
                        text(given, "install")
                                .map(MonitoringSpec.Install::valueOf)
                                .orElse(none.install()),
                        text(given, "host"),
                        number(given, "port").orElse(none.port()),
                        number(given, "alertmanager-port").orElse(none.alertmanagerPort()),
                        number(given, "serve"),
                        texts(given, "names").stream()
                                .map(Dialect::valueOf)
                                .collect(Collectors.toCollection(TreeSet::new))))
                .orElse(none);
    }

    private LagObjectives lagObjectives() {
        SortedMap<String, Duration> spans = new TreeMap<>();
        map(root, "lag-objectives").forEach((group, span) -> spans.put(group, length(span)));
        return new LagObjectives(spans);
    }

    private int maxUnavailable() {
        return text(root, "max-unavailable")
                .map(most -> most.equals("all") ? Integer.MAX_VALUE : Integer.parseInt(most))
                .orElse(1);
    }

    private DrillSpec drill() {
        return get(root, "drill")
                .map(drill -> new DrillSpec(
                        number(drill, "nodes-at-once").orElse(DrillSpec.DEFAULT.nodesAtOnce()),
                        texts(drill, "faults"),
                        texts(drill, "spare").stream()
                                .map(Integer::valueOf)
                                .collect(Collectors.toCollection(TreeSet::new))))
                .orElse(DrillSpec.DEFAULT);
    }

    private void record(String path, Yaml yaml) {
        if (yaml instanceof Yaml.Mapping mapping) {
            for (Yaml.Entry entry : mapping.entries()) {
                String inner = path.isEmpty() ? entry.key() : path + "." + entry.key();
                locations.put(inner, entry.location());
                record(inner, entry.value());
            }
        }
    }

    static Optional<Yaml> get(Yaml yaml, String field) {
        return yaml instanceof Yaml.Mapping mapping ? mapping.get(field) : Optional.empty();
    }

    static Optional<String> text(Yaml yaml, String field) {
        return get(yaml, field).map(value -> value instanceof Yaml.Scalar scalar ? scalar.text() : "");
    }

    static boolean isTrue(Yaml yaml, String field) {
        return text(yaml, field).map(Boolean::parseBoolean).orElse(false);
    }

    static OptionalInt number(Yaml yaml, String field) {
        return text(yaml, field).map(Integer::parseInt).map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    static List<String> texts(Yaml yaml, String field) {
        return get(yaml, field).orElse(null) instanceof Yaml.Sequence sequence
                ? sequence.elements().stream()
                        .map(element -> element instanceof Yaml.Scalar scalar ? scalar.text() : "")
                        .toList()
                : List.of();
    }

    static Map<String, String> map(Yaml yaml, String field) {
        Map<String, String> map = new TreeMap<>();
        if (get(yaml, field).orElse(null) instanceof Yaml.Mapping mapping) {
            mapping.entries()
                    .forEach(entry ->
                            map.put(entry.key(), entry.value() instanceof Yaml.Scalar scalar ? scalar.text() : ""));
        }
        return map;
    }
}
