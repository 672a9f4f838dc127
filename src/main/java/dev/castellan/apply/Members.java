package dev.castellan.apply;

import dev.castellan.kafka.client.KafkaConnection;
import dev.castellan.observe.Live;
import dev.castellan.observe.Snapshot;
import dev.castellan.plan.Step;
import dev.castellan.problem.WorldRefused;
import dev.castellan.target.Target;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.QuorumInfo;
import org.apache.kafka.clients.admin.RaftVoterEndpoint;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.BrokerIdNotRegisteredException;
import org.apache.kafka.common.errors.DuplicateVoterException;
import org.apache.kafka.common.errors.VoterNotFoundException;

/// Lets nodes into a cluster and out of it, one after the other. Each step may be repeated.
final class Members {
    private static final Duration GRACE = Duration.ofSeconds(60);
    private static final Duration BETWEEN = Duration.ofMillis(500);

    /// So long a controller may read nothing of the metadata log.
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// The leader itself writes some records a second.
    private static final long CLOSE = 20;

    private final Target target;
    private final Cluster cluster;
    private final InstantSource clock;
    private final Pauser pauser;

    Members(Target target, Cluster cluster, InstantSource clock, Pauser pauser) {
        this.target = target;
        this.cluster = cluster;
        this.clock = clock;
        this.pauser = pauser;
    }

    /// @throws WorldRefused where it may not be done now, or nothing moves any more
    void carryOut(Step.OfMember step, Consumer<String> saying) {
        switch (step) {
            case Step.AddVoter add -> new Quorum(saying).add(add);
            case Step.RemoveVoter remove -> new Quorum(saying).remove(remove);
            case Step.Leave leave -> leave(leave.node());
            case Step.Unregister unregister -> unregister(unregister.node());
        }
    }

    /// New replicas may have come since the plan was made: whoever makes a topic does not know who leaves.
    private void leave(int node) {
        Snapshot now = cluster.observe();
        if (!(now.live() instanceof Live.Awake awake)) {
            throw refused(node, "may not stop for good: the cluster does not answer");
        }
        List<String> held = awake.partitions().stream()
                .filter(partition -> partition.replicas().contains(node))
                .map(partition -> partition.topic() + "-" + partition.id())
                .toList();
        if (!held.isEmpty()) {
            throw refused(
                    node,
                    "may not stop for good: it holds " + held.size() + (held.size() == 1 ? " replica" : " replicas")
                            + ", as of " + held.getFirst());
        }
        if (awake.roster().voters().containsKey(node)) {
            throw refused(node, "may not stop for good: it has a vote among the controllers");
        }
        target.stop(node, GRACE);
    }

    private void unregister(int node) {
        try (KafkaConnection connection = cluster.connect()) {
            connection.await(connection.admin().unregisterBroker(node).all());
        } catch (BrokerIdNotRegisteredException done) {
            // An earlier run got this far.
        }
    }

    private static WorldRefused refused(int node, String what) {
        return new WorldRefused("kafka-" + node, what, "run the same command again: it plans anew");
    }

    /// The controllers, asked again and again.
    private final class Quorum {
        private final Consumer<String> saying;
        private Instant moved = clock.instant();
        private long read = -1;

        private Quorum(Consumer<String> saying) {
            this.saying = saying;
        }

        /// It follows without a vote until it is close behind; the leader refuses one that is not.
        private void add(Step.AddVoter step) {
            try (KafkaConnection connection = cluster.connect()) {
                while (true) {
                    Optional<QuorumInfo> info = info(connection);
                    if (info.filter(quorum -> voters(quorum).contains(step.node()))
                            .isPresent()) {
                        return;
                    }
                    Optional<QuorumInfo.ReplicaState> follower = info.flatMap(quorum -> follower(quorum, step.node()));
                    Optional<String> obstacle = info.flatMap(quorum -> missingMajority(quorum, step.node()));
                    if (obstacle.isEmpty() && follower.isPresent() && behind(info.get(), follower.get()) <= CLOSE) {
                        ask(connection, step, follower.get().replicaDirectoryId());
                    }
                    long now =
                            follower.map(QuorumInfo.ReplicaState::logEndOffset).orElse(-1L);
                    await(
                            step.node(),
                            now,
                            obstacle.orElseGet(() -> follower.map(
                                            state -> "it to catch up, " + behind(info.get(), state) + " records behind")
                                    .orElse("it to follow the metadata log")));
                }
            }
        }

        private void ask(KafkaConnection connection, Step.AddVoter step, Uuid directory) {
            Set<RaftVoterEndpoint> endpoints = VoterAddresses.of(target.facts(), step.node());
            try {
                connection.await(connection
                        .admin()
                        .addRaftVoter(step.node(), directory, endpoints)
                        .all());
            } catch (DuplicateVoterException done) {
                // The answer to an earlier request was lost.
            } catch (KafkaException | WorldRefused e) {
                saying.accept("waiting, as the controllers said: " + e.getMessage());
            }
        }

        /// Who led follows another before it is without a vote for good: Kafka does not start a node that has written
        /// down itself as leader, and is no voter.
        private void remove(Step.RemoveVoter step) {
            Uuid directory = Uuid.fromString(step.directory());
            boolean led = false;
            try (KafkaConnection connection = cluster.connect()) {
                while (true) {
                    Optional<QuorumInfo> info = info(connection);
                    boolean gone = info.filter(quorum -> quorum.leaderId() >= 0
                                    && quorum.leaderId() != step.node()
                                    && quorum.voters().stream()
                                            .noneMatch(voter -> voter.replicaId() == step.node()
                                                    && voter.replicaDirectoryId()
                                                            .equals(directory)))
                            .isPresent();
                    if (gone) {
                        if (!led || follower(info.get(), step.node()).isPresent()) {
                            return;
                        }
                        await(step.node(), -1, "it to follow the controller that leads now");
                        continue;
                    }
                    led |= info.filter(quorum -> quorum.leaderId() == step.node())
                            .isPresent();
                    Optional<String> obstacle = info.flatMap(quorum -> missingMajority(quorum, step.node()));
                    if (info.isPresent() && obstacle.isEmpty()) {
                        release(connection, step.node(), directory);
                    }
                    await(step.node(), -1, obstacle.orElse("the controllers to let it go"));
                }
            }
        }

        private void release(KafkaConnection connection, int node, Uuid directory) {
            try {
                connection.await(
                        connection.admin().removeRaftVoter(node, directory).all());
            } catch (VoterNotFoundException done) {
                // The answer to an earlier request was lost.
            } catch (KafkaException | WorldRefused e) {
                saying.accept("waiting, as the controllers said: " + e.getMessage());
            }
        }

        /// A change of the quorum is itself a record that a majority of those that stay has to write.
        private static Optional<String> missingMajority(QuorumInfo info, int comesOrGoes) {
            List<QuorumInfo.ReplicaState> others = info.voters().stream()
                    .filter(voter -> voter.replicaId() != comesOrGoes)
                    .toList();
            long close = others.stream()
                    .filter(voter -> voter.replicaId() == info.leaderId() || behind(info, voter) <= CLOSE)
                    .count();
            return close > others.size() / 2
                    ? Optional.empty()
                    : Optional.of(
                            "more than " + close + " of the " + others.size() + " other controllers to be up to date");
        }

        private Optional<QuorumInfo> info(KafkaConnection connection) {
            try {
                return Optional.of(connection.await(
                        connection.admin().describeMetadataQuorum().quorumInfo()));
            } catch (KafkaException | WorldRefused e) {
                return Optional.empty();
            }
        }

        private void await(int node, long now, String what) {
            if (now > read) {
                moved = clock.instant();
                read = now;
            }
            if (Duration.between(moved, clock.instant()).compareTo(PATIENCE) > 0) {
                throw new WorldRefused(
                        "kafka-" + node,
                        "waited for " + what + "; nothing has moved for " + PATIENCE.toSeconds() + " s",
                        "castellan logs kafka-" + node + "; the same command goes on from here");
            }
            saying.accept("waiting for " + what);
            pauser.pause(BETWEEN);
        }
    }

    private static List<Integer> voters(QuorumInfo info) {
        return info.voters().stream().map(QuorumInfo.ReplicaState::replicaId).toList();
    }

    /// Of a node with a new directory the old one is remembered for a while, too.
    private static Optional<QuorumInfo.ReplicaState> follower(QuorumInfo info, int node) {
        return info.observers().stream()
                .filter(observer -> observer.replicaId() == node)
                .filter(observer -> !observer.replicaDirectoryId().equals(Uuid.ZERO_UUID))
                .max(Comparator.comparingLong(
                        observer -> observer.lastFetchTimestamp().orElse(0)));
    }

    private static long behind(QuorumInfo info, QuorumInfo.ReplicaState replica) {
        long end = info.voters().stream()
                .filter(voter -> voter.replicaId() == info.leaderId())
                .mapToLong(QuorumInfo.ReplicaState::logEndOffset)
                .findFirst()
                .orElse(info.highWatermark());
        return Math.max(0, end - replica.logEndOffset());
    }
}
