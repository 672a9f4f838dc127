package dev.castellan.bench;

import dev.castellan.kafka.config.Endpoint;
import dev.castellan.kafka.distribution.Distribution;
import dev.castellan.kafka.knowledge.KafkaKnowledge;
import dev.castellan.observe.Live;
import dev.castellan.observe.Snapshot;
import dev.castellan.plan.Question;
import dev.castellan.security.Vault;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.KafkaVersion;
import dev.castellan.spec.NodeSpec;
import dev.castellan.spec.SpecReader;
import dev.castellan.target.Blueprint;
import dev.castellan.target.Facts;
import dev.castellan.target.HostFacts;
import dev.castellan.target.Identity;
import dev.castellan.target.Keyring;
import dev.castellan.target.NodeCertificates;
import dev.castellan.target.NodeFacts;
import dev.castellan.target.Release;
import dev.castellan.target.hosts.HostsTarget;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Many hosts that exist only as records: three controllers, and brokers.
///
/// @param distribution what is to be installed on them
public record Fleet(int hosts, Distribution distribution) {
    private static final Identity IDENTITY =
            new Identity("a-cluster", new TreeMap<>(Map.of(1, "directory-1", 2, "directory-2", 3, "directory-3")));
    private static final SortedMap<Integer, Long> VOTERS = new TreeMap<>(Map.of(1, 0L, 2, 0L, 3, 0L));
    private static final String JVM_OPTIONS = "jvm.options";

    /// Nothing is installed anywhere.
    public Question fresh() {
        ClusterSpec spec = spec("");
        Map<Integer, HostFacts> machines = machines(spec, false);
        return question(spec, new Snapshot(facts(Optional.empty(), Map.of(), machines), new Live.Asleep()), machines);
    }

    /// All run. A property that needs a restart and one that does not are wanted anew, and on every tenth host
    /// somebody has changed the flags of Java.
    public Question drifted() {
        return drifted("", "config: {num.io.threads: 16, log.retention.ms: 3600000}\n");
    }

    /// All run and hold much, some of it not as wanted.
    public Question full() {
        return drifted(Holdings.yaml(), Holdings.yaml());
    }

    private Question drifted(String blocksBefore, String blocksNow) {
        ClusterSpec before = spec(blocksBefore);
        Map<Integer, HostFacts> machines = machines(before, true);
        Blueprint blueprint = blueprint(before, facts(Optional.of(IDENTITY), Map.of(), machines));
        SortedMap<Integer, Endpoint> endpoints = HostsTarget.endpoints(before);
        Map<Integer, NodeFacts> nodes = new HashMap<>();
        before.nodes().forEach(node -> nodes.put(node.id(), running(node, blueprint.files(before, node, endpoints))));
        Set<Integer> ids = Set.copyOf(nodes.keySet());
        Live.Quorum quorum = new Live.Quorum(2, 1, VOTERS, VOTERS, ids);
        Set<Integer> brokers = before.brokers().stream().map(NodeSpec::id).collect(Collectors.toSet());
        Live live = Holdings.live(before, brokers, quorum);
        ClusterSpec wanted = spec(blocksNow);
        return question(wanted, new Snapshot(facts(Optional.of(IDENTITY), nodes, machines), live), machines);
    }

    private ClusterSpec spec(String more) {
        StringBuilder yaml = new StringBuilder("name: fleet\nsecurity: none\n" + more + "nodes:\n");
        for (int i = 1; i <= hosts; i++) {
            yaml.append("  - {host: 10.0.%d.%d, roles: %s}%n"
                    .formatted(i / 200, i % 200 + 1, i <= 3 ? "controller" : "broker"));
        }
        return SpecReader.read("cluster.yaml", yaml.toString()).spec();
    }

    private NodeFacts running(NodeSpec node, SortedMap<String, String> started) {
        SortedMap<String, String> files = new TreeMap<>(started);
        if (node.id() % 10 == 0) {
            files.put(JVM_OPTIONS, started.get(JVM_OPTIONS) + "-Dby.hand=1\n");
        }
        return new NodeFacts(
                node.id(),
                files,
                Optional.of(distribution.version().toString()),
                Optional.of(IDENTITY.clusterId()),
                Optional.of(new NodeFacts.Running(4711, Optional.of(Instant.EPOCH), started)),
                Optional.of(new NodeFacts.Past(List.of())),
                List.of("/var/lib/castellan/fleet/" + node.name() + "/data"),
                1L << 30,
                Optional.empty(),
                NodeCertificates.NONE);
    }

    private Map<Integer, HostFacts> machines(ClusterSpec spec, boolean equipped) {
        Map<String, Long> jars = distribution.contents().stream()
                .collect(Collectors.toMap(Distribution.Jar::name, Distribution.Jar::size));
        Map<Integer, HostFacts> machines = new HashMap<>();
        spec.nodes().forEach(node -> machines.put(node.id(), machine(node, equipped ? jars : Map.of())));
        return machines;
    }

    private HostFacts machine(NodeSpec node, Map<String, Long> installed) {
        return new HostFacts(
                node.host().orElseThrow(),
                node.name(),
                "machine-" + node.id(),
                Set.of("debian"),
                "Debian",
                "x86_64",
                8,
                1L << 35,
                Optional.of(new HostFacts.Java("/usr/bin/java", 17)),
                Optional.of("apt-get"),
                0,
                Map.of(22, "sshd, pid 1"),
                Map.of("/opt", new HostFacts.Disk("/", "ext4", 1L << 40, 1L << 39)),
                new HostFacts.Kernel(262_144, 1, 0, "madvise", 1_048_576, true),
                HostFacts.Firewall.NONE,
                Map.of(),
                List.of(),
                installed.isEmpty() ? Map.of() : Map.of(distribution.version().toString(), installed),
                Set.of(),
                Map.of(),
                true,
                !installed.isEmpty());
    }

    private static Facts facts(
            Optional<Identity> identity, Map<Integer, NodeFacts> nodes, Map<Integer, HostFacts> machines) {
        return new Facts(identity, nodes, Set.of(), Facts.Startup.PREPARED, machines, new TreeMap<>(), new TreeSet<>());
    }

    private Question question(ClusterSpec wanted, Snapshot have, Map<Integer, HostFacts> machines) {
        return new Question(
                wanted,
                have,
                blueprint(wanted, facts(Optional.empty(), Map.of(), machines)),
                IDENTITY,
                name -> name.equals("log.retention.ms") ? Question.Reach.CLUSTER_WIDE : Question.Reach.RESTART,
                (node, port) -> Optional.empty(),
                Set.of(Question.Risk.UNAVAILABLE),
                TreeMap::new,
                1);
    }

    private Blueprint blueprint(ClusterSpec spec, Facts facts) {
        Release release = new Release() {
            @Override
            public KafkaVersion version() {
                return distribution.version();
            }

            @Override
            public Distribution distribution() {
                return distribution;
            }

            @Override
            public Path metricsAgent() {
                throw new IllegalStateException("the spec of the fleet wants no agent");
            }

            @Override
            public KafkaKnowledge knowledge() {
                throw new IllegalStateException("planning asks Kafka nothing but what the question says");
            }
        };
        return HostsTarget.of(
                        spec,
                        Path.of("."),
                        Path.of("home"),
                        release,
                        new Keyring(spec, new Vault(Path.of("secrets")), Clock.systemUTC()),
                        new HostsTarget.Operator("nobody", "", () -> ""))
                .blueprint(facts);
    }
}
