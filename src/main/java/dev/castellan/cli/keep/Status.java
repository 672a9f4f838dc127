package dev.castellan.cli.keep;

import dev.castellan.kafka.config.Endpoint;
import dev.castellan.kafka.config.ServerProperties;
import dev.castellan.observe.Live;
import dev.castellan.observe.Snapshot;
import dev.castellan.spec.Security;
import dev.castellan.target.Identity;
import dev.castellan.target.NodeFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One screen about a cluster, as records: a pure function of a snapshot. This is the JSON form too.
///
/// @param health one word: `healthy`, `degraded`, `quorum-lost`, `stopped`, `silent`
/// @param security as the nodes' own files have it; null where nobody keeps them here
/// @param concerns what is wrong, each with what it means and what to do
record Status(
        String cluster,
        String health,
        @Nullable String clusterId,
        @Nullable Security security,
        List<NodeLine> nodes,
        @Nullable QuorumLine quorum,
        @Nullable PartitionsLine partitions,
        List<WorkerLine> workers,
        List<PrometheusLine> prometheus,
        List<String> concerns) {

    record NodeLine(
            String node,
            @Nullable String kafka,
            List<String> roles,
            String state,
            @Nullable Long pid,
            @Nullable Long upSeconds,
            @Nullable String clients,
            @Nullable Integer leads,
            @Nullable Integer replicas,
            @Nullable Integer inSync,
            @Nullable Long diskBytes) {}

    /// A worker of Kafka Connect.
    ///
    /// @param rest where its REST interface is reached
    /// @param connectors how many it runs; null where no worker answers
    record WorkerLine(
            String worker,
            @Nullable String kafka,
            String state,
            @Nullable Long pid,
            @Nullable Long upSeconds,
            @Nullable String rest,
            @Nullable Integer connectors,
            @Nullable Integer tasks) {}

    /// A Prometheus that Castellan keeps on a host.
    ///
    /// @param state `ready`, or `unsettled` where it does not run as its files say
    /// @param asked how many it asks for metrics
    /// @param answer how many of them answered last
    record PrometheusLine(String host, int port, String state, int asked, int answer) {}

    record QuorumLine(int leader, long epoch, int voters, int caughtUp) {}

    record PartitionsLine(int all, int underReplicated, int offline, List<Behind> behind) {}

    record Behind(String partition, @Nullable Integer leader, List<Integer> replicas, List<Integer> isr) {}

    static Status of(String cluster, Snapshot snapshot, Instant now) {
        Concerns concerns = new Concerns(snapshot);
        Set<Integer> ids = new TreeSet<>(snapshot.facts().nodes().keySet());
        if (snapshot.live() instanceof Live.Awake awake) {
            ids.addAll(awake.brokers());
            awake.quorum().ifPresent(quorum -> ids.addAll(quorum.lag().keySet()));
        }
        return new Status(
                cluster,
                concerns.health(),
                snapshot.facts().identity().map(Identity::clusterId).orElse(null),
                security(snapshot),
                ids.stream().map(id -> node(id, snapshot, now)).toList(),
                quorum(snapshot.live()),
                partitions(snapshot.live()),
                WorkerLines.of(snapshot, now),
                List.of(),
                Stream.of(concerns.list(), Expiry.concerns(snapshot.facts(), now), WorkerLines.concerns(snapshot))
                        .flatMap(List::stream)
                        .toList());
    }

    /// The same, with what watches it and more that is wrong beside the nodes.
    Status with(List<PrometheusLine> watching, List<String> more) {
        return new Status(
                cluster,
                health,
                clusterId,
                security,
                nodes,
                quorum,
                partitions,
                workers,
                watching,
                Stream.concat(concerns.stream(), more.stream()).toList());
    }

    private static @Nullable Security security(Snapshot snapshot) {
        return snapshot.facts().nodes().values().stream()
                .map(Snapshot::properties)
                .filter(properties -> properties.containsKey("listener.security.protocol.map"))
                .map(properties -> switch (ServerProperties.endpoint(properties).doors()) {
                    case OPEN -> Security.none;
                    case ADDED, BOTH -> Security.both;
                    case CLOSED, LOCKED -> Security.tls;
                })
                .findFirst()
                .orElse(null);
    }

    private static NodeLine node(int id, Snapshot snapshot, Instant now) {
        Optional<NodeFacts> facts = Optional.ofNullable(snapshot.facts().nodes().get(id));
        Optional<NodeFacts.Running> running = facts.flatMap(NodeFacts::running);
        Optional<Live.Awake> awake = snapshot.live() instanceof Live.Awake live ? Optional.of(live) : Optional.empty();
        List<Live.Partition> held = awake.stream()
                .flatMap(live -> live.partitions().stream())
                .filter(partition -> partition.replicas().contains(id))
                .toList();
        boolean asked = awake.isPresent() && awake.get().brokers().contains(id);
        Endpoint endpoint = snapshot.endpoints().get(id);
        return new NodeLine(
                "kafka-" + id,
                facts.flatMap(NodeFacts::kafkaVersion).orElse(null),
                facts.map(node -> roles(Snapshot.properties(node)))
                        .orElse(asked ? List.of("broker") : List.of("controller")),
                state(facts, running, asked || awake.isEmpty(), endpoint),
                running.map(NodeFacts.Running::pid).orElse(null),
                running.flatMap(NodeFacts.Running::since)
                        .map(since -> Duration.between(since, now).toSeconds())
                        .orElse(null),
                endpoint != null && endpoint.clientPort().isPresent() ? endpoint.client() : null,
                awake.isPresent()
                        ? (int) held.stream()
                                .filter(partition -> partition.leader().equals(OptionalInt.of(id)))
                                .count()
                        : null,
                awake.isPresent() ? held.size() : null,
                awake.isPresent()
                        ? (int) held.stream()
                                .filter(partition -> partition.isr().contains(id))
                                .count()
                        : null,
                facts.map(NodeFacts::dataBytes).orElse(null));
    }

    private static String state(
            Optional<NodeFacts> facts,
            Optional<NodeFacts.Running> running,
            boolean registered,
            @Nullable Endpoint endpoint) {
        if (facts.isEmpty()) {
            return "registered";
        }
        if (running.isEmpty()) {
            return facts.get().clusterId().isPresent() ? "stopped" : "installed";
        }
        boolean broker = endpoint != null && endpoint.clientPort().isPresent();
        return broker && !registered ? "starting" : "running";
    }

    private static List<String> roles(Map<String, String> properties) {
        return List.of(properties.getOrDefault("process.roles", "").split(","));
    }

    private static @Nullable QuorumLine quorum(Live live) {
        if (!(live instanceof Live.Awake awake) || awake.quorum().isEmpty()) {
            return null;
        }
        Live.Quorum quorum = awake.quorum().get();
        SortedMap<Integer, Long> lag = quorum.lag();
        int caughtUp =
                (int) lag.values().stream().filter(behind -> behind < CAUGHT_UP).count();
        return new QuorumLine(quorum.leader(), quorum.epoch(), lag.size(), caughtUp);
    }

    /// Records of the metadata log a voter may be behind and still count as caught up: about a second of no-ops.
    static final long CAUGHT_UP = 5;

    private static @Nullable PartitionsLine partitions(Live live) {
        if (!(live instanceof Live.Awake awake)) {
            return null;
        }
        List<Live.Partition> all = awake.partitions();
        List<Behind> behind = Stream.concat(
                        all.stream().filter(Live.Partition::isOffline),
                        all.stream().filter(partition -> partition.isUnderReplicated() && !partition.isOffline()))
                .map(partition -> new Behind(
                        partition.topic() + "-" + partition.id(),
                        partition.leader().isPresent() ? partition.leader().getAsInt() : null,
                        partition.replicas(),
                        partition.isr()))
                .collect(Collectors.toList());
        return new PartitionsLine(
                all.size(),
                (int) all.stream().filter(Live.Partition::isUnderReplicated).count(),
                (int) all.stream().filter(Live.Partition::isOffline).count(),
                behind);
    }
}
