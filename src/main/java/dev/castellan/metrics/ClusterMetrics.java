package dev.castellan.metrics;

import dev.castellan.kafka.client.LogDirectories;
import dev.castellan.observe.Live;
import dev.castellan.plan.Finalizing;
import dev.castellan.target.Entrance;
import dev.castellan.target.Facts;
import dev.castellan.target.NodeFacts;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiPredicate;

/// What was read of a cluster, as metrics. Pure.
///
/// A value that is not known is left out: of a cluster that does not answer nothing is told but that.
public final class ClusterMetrics {
    private static final String PREFIX = "castellan_";

    private final Gauges gauges;

    private ClusterMetrics(String cluster) {
        this.gauges = new Gauges(PREFIX, cluster);
    }

    public static MetricSnapshots of(ClusterLook look, String cluster) {
        ClusterMetrics metrics = new ClusterMetrics(cluster);
        metrics.gauges.tell(
                "cluster_answers",
                "1 when a broker answers, 0 when none does.",
                look.voice() != ClusterLook.Voice.NOBODY);
        look.facts().ifPresent(metrics::nodes);
        metrics.brokers(look);
        if (look.live() instanceof Live.Awake awake) {
            metrics.quorum(awake);
            metrics.partitions(awake);
            metrics.features(awake);
        } else if (look.voice() == ClusterLook.Voice.BROKERS_ALONE) {
            metrics.led(false);
        }
        look.directories()
                .forEach((broker, directories) ->
                        directories.forEach((path, directory) -> metrics.directory(broker, path, directory)));
        new ConnectMetrics(metrics.gauges)
                .tell(look.facts().map(facts -> facts.workers().values()).orElseGet(List::of), look.connect());
        metrics.change(look.change());
        return metrics.gauges.snapshots();
    }

    private void nodes(Facts facts) {
        facts.unreachable().keySet().forEach(id -> reachable(name(id), 0));
        CertificateEnds ends = new CertificateEnds();
        facts.nodes().values().stream()
                .sorted(Comparator.comparingInt(NodeFacts::id))
                .forEach(node -> {
                    reachable(node.name(), 1);
                    node(node);
                    ends.add(node);
                });
        facts.workers().values().forEach(ends::add);
        ends.tell(gauges);
    }

    private void reachable(String node, double value) {
        gauges.add("node_reachable", "1 when the machine of a node can be asked.", value, "node", node);
    }

    private void node(NodeFacts node) {
        gauges.tell(
                "node_running",
                "1 when the process of a node runs.",
                node.running().isPresent(),
                "node",
                node.name());
        node.running()
                .flatMap(NodeFacts.Running::kafkaVersion)
                .or(node::kafkaVersion)
                .ifPresent(version -> gauges.add(
                        "node_version",
                        "1 for the release of Kafka that a node runs, or would.",
                        1,
                        "node",
                        node.name(),
                        "version",
                        version));
    }

    private void brokers(ClusterLook look) {
        SortedSet<Integer> known = new TreeSet<>();
        look.facts()
                .ifPresent(facts -> Entrance.endpoints(facts).forEach((id, endpoint) -> {
                    if (endpoint.clientPort().isPresent()) {
                        known.add(id);
                    }
                }));
        if (look.live() instanceof Live.Awake awake) {
            known.addAll(awake.roster().registered());
            known.addAll(awake.brokers());
            known.forEach(id -> gauges.tell(
                    "broker_fenced",
                    "1 when a broker is registered, and not let in.",
                    awake.roster().registered().contains(id) && !awake.brokers().contains(id),
                    "node",
                    name(id)));
        }
        known.forEach(id -> serves(look, id)
                .ifPresent(serves -> gauges.tell(
                        "broker_serving", "1 when a broker takes part in the cluster.", serves, "node", name(id))));
    }

    /// Empty where nobody knows: its process runs, and no broker says who is there.
    private static Optional<Boolean> serves(ClusterLook look, int id) {
        if (look.live() instanceof Live.Awake awake) {
            return Optional.of(awake.brokers().contains(id));
        }
        return look.facts()
                .flatMap(facts -> Optional.ofNullable(facts.nodes().get(id)))
                .filter(node -> node.running().isEmpty())
                .map(node -> false);
    }

    private void quorum(Live.Awake awake) {
        Optional<Live.Quorum> led = awake.quorum().filter(quorum -> quorum.leader() >= 0);
        led(led.isPresent());
        led.ifPresent(quorum -> {
            gauges.add("quorum_leader_id", "The controller that leads.", quorum.leader());
            gauges.add("quorum_epoch", "How often the quorum chose a leader.", quorum.epoch());
            Set<Integer> mute = awake.roster().mute();
            gauges.add("quorum_voters", "Controllers that vote.", quorum.lag().size());
            gauges.add(
                    "quorum_voters_heard",
                    "Controllers that vote, and that the leader hears of.",
                    quorum.lag().keySet().stream()
                            .filter(id -> !mute.contains(id))
                            .count());
            quorum.lag()
                    .forEach((id, lag) -> gauges.add(
                            "quorum_voter_lag",
                            "Records of the metadata log that a voter has not fetched.",
                            Math.max(0, lag),
                            "node",
                            name(id)));
            quorum.millisBehind()
                    .forEach((id, millis) -> gauges.add(
                            "quorum_voter_behind_seconds",
                            "How long ago a voter had everything.",
                            Math.max(0, millis) / 1000.0,
                            "node",
                            name(id)));
        });
    }

    private void led(boolean isLed) {
        gauges.tell("quorum_has_leader", "1 when a controller leads the quorum.", isLed);
    }

    private void partitions(Live.Awake awake) {
        gauges.add("partitions", "Partitions of all topics.", awake.partitions().size());
        gauges.add(
                "partitions_offline",
                "Partitions without a leader: nobody reads or writes them.",
                count(awake, (topic, partition) -> partition.isOffline()));
        gauges.add(
                "partitions_under_min_isr",
                "Partitions with fewer replicas in sync than producers with acks=all need.",
                count(awake, (topic, partition) -> partition.isr().size() < topic.minInsyncReplicas()));
        gauges.add(
                "partitions_at_min_isr",
                "Partitions that take no acks=all any more if one more replica falls behind, and have one that did.",
                count(awake, ClusterMetrics::isAtMinimum));
        gauges.add(
                "partitions_under_replicated",
                "Partitions with replicas that are not in sync; one that is only on its way does not count.",
                count(awake, (topic, partition) -> isBehind(partition)));
    }

    private static boolean isAtMinimum(Live.Topic topic, Live.Partition partition) {
        return partition.isr().size() == topic.minInsyncReplicas() && isBehind(partition);
    }

    /// Replicas that a reassignment adds are not expected yet, as in Kafka's own count.
    private static boolean isBehind(Live.Partition partition) {
        return partition.isr().size() < partition.left().size();
    }

    private static long count(Live.Awake awake, BiPredicate<Live.Topic, Live.Partition> what) {
        return awake.topics().values().stream()
                .flatMap(topic -> topic.partitions().stream().filter(partition -> what.test(topic, partition)))
                .count();
    }

    private void features(Live.Awake awake) {
        gauges.tell(
                "finalization_pending",
                "1 when the release is newer than what the cluster agreed to use.",
                Finalizing.isPending(awake));
        awake.features().forEach((name, feature) -> {
            gauges.add("feature_level", "What the cluster agreed to use.", feature.level(), "feature", name);
            gauges.add("feature_newest_level", "What the cluster could use.", feature.newest(), "feature", name);
        });
    }

    private void directory(int broker, String path, LogDirectories.Directory directory) {
        gauges.tell(
                "log_directory_online",
                "1 when a broker can use a directory.",
                directory.state() == LogDirectories.State.ONLINE,
                "node",
                name(broker),
                "directory",
                path);
        bytes("total", "Bytes of the file system of a directory.", directory.total(), broker, path);
        bytes("usable", "Bytes that are left to a directory.", directory.usable(), broker, path);
        bytes("replica", "Bytes of the replicas in a directory.", OptionalLong.of(directory.replicas()), broker, path);
    }

    private void bytes(String what, String help, OptionalLong bytes, int broker, String path) {
        bytes.ifPresent(value ->
                gauges.add("log_directory_" + what + "_bytes", help, value, "node", name(broker), "directory", path));
    }

    private void change(ClusterLook.Change change) {
        if (change != ClusterLook.Change.UNKNOWN) {
            gauges.tell(
                    "change_in_progress",
                    "1 while Castellan changes the cluster.",
                    change == ClusterLook.Change.UNDER_WAY);
        }
    }

    private static String name(int id) {
        return "kafka-" + id;
    }
}
