package dev.castellan.testkit;

import dev.castellan.kafka.client.LogDirectories;
import dev.castellan.kafka.config.ServerProperties;
import dev.castellan.metrics.ClusterLook;
import dev.castellan.observe.Live;
import dev.castellan.observe.LiveConnect;
import dev.castellan.security.Authority;
import dev.castellan.security.Subject;
import dev.castellan.target.Facts;
import dev.castellan.target.NodeCertificates;
import dev.castellan.target.NodeFacts;
import dev.castellan.target.WorkerFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// A look at a cluster with one of everything in it: four nodes, the third is down and the fourth not reached.
public final class Looks {
    private static final Instant MADE = Instant.parse("2026-01-01T00:00:00Z");
    private static final Authority AUTHORITY = Authority.create("orders", MADE, Duration.ofDays(3650));

    private Looks() {}

    public static ClusterLook troubled() {
        SortedMap<Integer, SortedMap<String, LogDirectories.Directory>> directories = new TreeMap<>();
        directories.put(
                1,
                new TreeMap<>(Map.of(
                        "/data/a",
                        new LogDirectories.Directory(
                                LogDirectories.State.ONLINE, OptionalLong.of(1000), OptionalLong.of(150), 700),
                        "/data/b",
                        new LogDirectories.Directory(
                                LogDirectories.State.OFFLINE, OptionalLong.empty(), OptionalLong.empty(), 0))));
        return new ClusterLook(
                awake(),
                ClusterLook.Voice.BROKERS,
                Optional.of(facts()),
                directories,
                connect(),
                ClusterLook.Change.NONE);
    }

    private static LiveConnect connect() {
        SortedMap<Integer, LiveConnect.Task> tasks = new TreeMap<>();
        tasks.put(0, new LiveConnect.Task(LiveConnect.State.RUNNING, "127.0.0.1:8083", ""));
        tasks.put(1, new LiveConnect.Task(LiveConnect.State.FAILED, "127.0.0.1:8083", "java.lang.Error: no disk"));
        return new LiveConnect.Awake(new TreeMap<>(Map.of(
                "lines", connector(LiveConnect.State.RUNNING, tasks),
                "old", connector(LiveConnect.State.STOPPED, new TreeMap<>()))));
    }

    private static LiveConnect.Connector connector(
            LiveConnect.State state, SortedMap<Integer, LiveConnect.Task> tasks) {
        return new LiveConnect.Connector(
                new TreeMap<>(), state, "127.0.0.1:8083", "", tasks, LiveConnect.Direction.SOURCE);
    }

    private static SortedMap<Integer, WorkerFacts> workers() {
        return new TreeMap<>(Map.of(
                1,
                new WorkerFacts(1, "", Map.of(), Optional.of(new NodeFacts.Running(201, Optional.of(MADE), Map.of()))),
                2,
                new WorkerFacts(2, "", Map.of(), Optional.empty())));
    }

    /// Of a cluster that Castellan does not keep, and that does not answer.
    public static ClusterLook silent() {
        return new ClusterLook(
                new Live.Silent("no answer within 10 s"),
                ClusterLook.Voice.NOBODY,
                Optional.empty(),
                new TreeMap<>(),
                new LiveConnect.Asleep(),
                ClusterLook.Change.UNKNOWN);
    }

    /// Of a cluster that lost its controllers.
    public static ClusterLook leaderless() {
        return new ClusterLook(
                new Live.Silent("no answer within 10 s"),
                ClusterLook.Voice.BROKERS_ALONE,
                Optional.empty(),
                new TreeMap<>(),
                new LiveConnect.Asleep(),
                ClusterLook.Change.UNKNOWN);
    }

    /// What runs does not answer.
    public static ClusterLook mute() {
        return new ClusterLook(
                new Live.Silent("no answer within 10 s"),
                ClusterLook.Voice.NOBODY,
                Optional.of(facts()),
                new TreeMap<>(),
                new LiveConnect.Asleep(),
                ClusterLook.Change.UNDER_WAY);
    }

    private static Facts facts() {
        return new Facts(
                        Optional.empty(),
                        Map.of(1, node(1, true, 365), 2, node(2, true, 20), 3, node(3, false, 365)),
                        Set.of(),
                        Facts.Startup.COLD,
                        Map.of(),
                        new TreeMap<>(Map.of(4, "no answer")),
                        new TreeSet<>())
                .with(workers());
    }

    private static NodeFacts node(int id, boolean runs, int days) {
        Map<String, String> files = Map.of(
                ServerProperties.FILE,
                "node.id=" + id + "\nprocess.roles=broker,controller\n" + "listeners=CLIENT://10.0.0." + id
                        + ":9092,CONTROLLER://10.0.0." + id + ":9093\n",
                NodeFacts.JVM_OPTIONS,
                NodeFacts.VERSION_FLAG + "4.3.1\n");
        Map<String, String> before = Map.of(NodeFacts.JVM_OPTIONS, NodeFacts.VERSION_FLAG + "4.2.0\n");
        return new NodeFacts(
                id,
                files,
                NodeFacts.releaseIn(files),
                Optional.of("cluster"),
                runs
                        ? Optional.of(new NodeFacts.Running(100 + id, Optional.of(MADE), id == 2 ? before : files))
                        : Optional.empty(),
                Optional.empty(),
                List.of("/data/a"),
                700,
                Optional.empty(),
                new NodeCertificates(
                        AUTHORITY
                                .issue(
                                        Subject.node("kafka-" + id, List.of("10.0.0." + id)),
                                        MADE,
                                        Duration.ofDays(days))
                                .certificate(),
                        AUTHORITY.certificate()));
    }

    private static Live.Awake awake() {
        SortedMap<Integer, Long> lag = new TreeMap<>(Map.of(1, 0L, 2, 3L, 3, 4711L));
        SortedMap<Integer, Long> behind = new TreeMap<>(Map.of(1, 0L, 2, 450L, 3, 95_000L));
        SortedMap<String, Live.Topic> topics = new TreeMap<>();
        topics.put(
                "clicks",
                topic(
                        "clicks",
                        2,
                        partition(0, 1, List.of(1, 2, 3), List.of(1, 2)),
                        partition(1, 2, List.of(2, 3, 1), List.of(2)),
                        // A fourth replica is on its way: nothing is missing yet.
                        new Live.Partition(
                                "clicks",
                                2,
                                OptionalInt.of(1),
                                List.of(1, 2, 4),
                                List.of(1, 2),
                                List.of(4),
                                List.of())));
        topics.put(
                "single",
                topic(
                        "single",
                        1,
                        partition(0, 1, List.of(1), List.of(1)),
                        new Live.Partition(
                                "single", 1, OptionalInt.empty(), List.of(3), List.of(3), List.of(), List.of())));
        SortedMap<String, Live.Feature> features = new TreeMap<>();
        features.put("group.version", new Live.Feature(1, 1));
        features.put("metadata.version", new Live.Feature(27, 29));
        return new Live.Awake(
                Set.of(1, 2),
                Optional.of(new Live.Quorum(1, 12, lag, behind, Set.of())),
                topics,
                Map.of(),
                Map.of(),
                Live.Access.NONE,
                features,
                Map.of(),
                new Live.Roster(Set.of(1, 2, 3, 4), new TreeMap<>(), Set.of(3)),
                Live.Room.UNKNOWN);
    }

    private static Live.Topic topic(String name, int least, Live.Partition... partitions) {
        return new Live.Topic(name, false, List.of(partitions), Map.of(), Live.Retention.FOR_EVER, least);
    }

    private static Live.Partition partition(int id, int leader, List<Integer> replicas, List<Integer> isr) {
        return new Live.Partition("clicks", id, OptionalInt.of(leader), replicas, isr, List.of(), List.of());
    }
}
