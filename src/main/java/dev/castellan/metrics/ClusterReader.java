package dev.castellan.metrics;

import dev.castellan.kafka.client.KafkaConnection;
import dev.castellan.kafka.client.LogDirectories;
import dev.castellan.kafka.config.Endpoint;
import dev.castellan.kafka.config.RestAccess;
import dev.castellan.machine.Ports;
import dev.castellan.observe.ConnectReader;
import dev.castellan.observe.Live;
import dev.castellan.observe.LiveConnect;
import dev.castellan.observe.LiveReader;
import dev.castellan.problem.UserMistake;
import dev.castellan.problem.WorldRefused;
import dev.castellan.target.Entrance;
import dev.castellan.target.Facts;
import dev.castellan.target.JournalPart;
import dev.castellan.target.Target;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeMetadataQuorumOptions;
import org.apache.kafka.clients.admin.QuorumInfo;
import org.apache.kafka.common.KafkaException;

/// Looks at a cluster, again and again, on the thread of whoever asks; one at a time.
public final class ClusterReader {
    private static final Duration KNOCK = Duration.ofMillis(500);

    /// Shorter than the bound of a call: who waits for a controller that is not there waits for all of it.
    private static final Duration QUORUM = Duration.ofSeconds(3);

    /// A worker on this machine answers in milliseconds, or while it joins its group not at all.
    private static final Duration REST = Duration.ofSeconds(2);

    /// On hosts the facts of nodes are asked for over SSH, and change slowly.
    private static final Duration FACTS = Duration.ofSeconds(60);

    private final Supplier<KafkaConnection> door;
    private final Supplier<Optional<Target>> targets;
    private final InstantSource clock;
    private Optional<Facts> facts = Optional.empty();
    private Instant asked = Instant.MIN;

    /// @param door opens a connection to brokers that are there
    /// @param targets where the nodes live now; empty for a cluster that Castellan does not keep
    public ClusterReader(Supplier<KafkaConnection> door, Supplier<Optional<Target>> targets, InstantSource clock) {
        this.door = door;
        this.targets = targets;
        this.clock = clock;
    }

    private static RestAccess rest(Optional<Target> target) {
        return target.map(where -> where.workers().access()).orElse(RestAccess.OPEN);
    }

    /// What does not answer is told as such.
    public ClusterLook read() {
        Optional<Target> target = targets.get();
        ClusterLook.Change change =
                target.map(where -> change(where.journal(1))).orElse(ClusterLook.Change.UNKNOWN);
        Instant now = clock.instant();
        if (now.minus(FACTS).isAfter(asked)) {
            facts = target.flatMap(ClusterReader::facts);
            asked = now;
        }
        LiveConnect connect = facts.<LiveConnect>map(known -> new ConnectReader(() -> rest(target), REST)
                        .read(known.workers().values()))
                .orElseGet(LiveConnect.Asleep::new);
        IntPredicate answers = answering(facts);
        try (KafkaConnection connection = door.get()) {
            Live live = new LiveReader(connection, answers).read();
            SortedMap<Integer, SortedMap<String, LogDirectories.Directory>> directories = live
                            instanceof Live.Awake awake
                    ? new LogDirectories(connection)
                            .read(awake.brokers().stream().filter(answers::test).toList())
                    : new TreeMap<>();
            ClusterLook.Voice voice = live instanceof Live.Awake ? ClusterLook.Voice.BROKERS : voice();
            return new ClusterLook(live, voice, facts, directories, connect, change);
        } catch (WorldRefused | UserMistake | KafkaException e) {
            Live silent = new Live.Silent(String.valueOf(e.getMessage()));
            return new ClusterLook(silent, ClusterLook.Voice.NOBODY, facts, new TreeMap<>(), connect, change);
        }
    }

    /// Brokers answer some questions themselves; others they pass on to the controller that leads, and wait. One that
    /// hangs does not speak for the others, so this begins anew at one that does not.
    private ClusterLook.Voice voice() {
        try (KafkaConnection connection = door.get()) {
            connection.settle();
            return voice(connection);
        } catch (WorldRefused | UserMistake | KafkaException e) {
            return ClusterLook.Voice.NOBODY;
        }
    }

    private static ClusterLook.Voice voice(KafkaConnection connection) {
        int patience = (int) QUORUM.toMillis();
        try {
            String ignored = connection.await(connection
                    .admin()
                    .describeCluster(new DescribeClusterOptions().timeoutMs(patience))
                    .clusterId());
        } catch (WorldRefused | KafkaException e) {
            return ClusterLook.Voice.NOBODY;
        }
        try {
            QuorumInfo info = connection.await(connection
                    .admin()
                    .describeMetadataQuorum(new DescribeMetadataQuorumOptions().timeoutMs(patience))
                    .quorumInfo());
            return info.leaderId() < 0 ? ClusterLook.Voice.BROKERS_ALONE : ClusterLook.Voice.NOBODY;
        } catch (WorldRefused e) {
            return ClusterLook.Voice.BROKERS_ALONE;
        } catch (KafkaException e) {
            return ClusterLook.Voice.NOBODY; // who may not ask does not know
        }
    }

    static ClusterLook.Change change(List<JournalPart> parts) {
        if (parts.stream().anyMatch(part -> part.holder().isPresent())) {
            return ClusterLook.Change.UNDER_WAY;
        }
        // What a cluster on hosts keeps on this machine knows of no holder.
        List<JournalPart> elsewhere = parts.stream()
                .filter(part -> !part.place().equals(JournalPart.HERE))
                .toList();
        return !elsewhere.isEmpty()
                        && elsewhere.stream().allMatch(part -> part.unanswered().isPresent())
                ? ClusterLook.Change.UNKNOWN
                : ClusterLook.Change.NONE;
    }

    private static Optional<Facts> facts(Target target) {
        try {
            return Optional.of(target.facts());
        } catch (WorldRefused e) {
            return Optional.empty();
        }
    }

    /// A broker that was killed stays in the metadata for a while; asking it would cost the whole bound.
    private static IntPredicate answering(Optional<Facts> facts) {
        SortedMap<Integer, Endpoint> endpoints = facts.map(Entrance::endpoints).orElseGet(TreeMap::new);
        return id -> {
            Endpoint endpoint = endpoints.get(id);
            return endpoint == null
                    || endpoint.clientPort().stream().allMatch(port -> Ports.answers(endpoint.host(), port, KNOCK));
        };
    }
}
