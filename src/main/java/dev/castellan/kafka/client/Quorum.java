package dev.castellan.kafka.client;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.QuorumInfo;
import org.apache.kafka.common.Uuid;

/// The metadata quorum: who leads, who votes, who only follows, and how far each has read the metadata log.
///
/// @param leader empty while an election runs
public record Quorum(Optional<Integer> leader, long leaderEpoch, long highWatermark, List<Replica> replicas) {
    public Quorum {
        replicas = List.copyOf(replicas);
    }

    /// Whether a replica has a vote.
    public enum Role {
        leader,
        follower,
        observer
    }

    /// One replica of the metadata log.
    ///
    /// @param directory the id of its directory, known from KIP-853 on
    /// @param endpoint where its controller listens; only voters have one
    /// @param behindMillis how long ago it had everything the leader had; empty when the leader does not know
    public record Replica(
            int node,
            Role role,
            Optional<String> directory,
            Optional<String> endpoint,
            long logEndOffset,
            long lag,
            Optional<Long> behindMillis) {}

    public static Quorum read(KafkaConnection connection, Instant now) {
        return of(connection.await(connection.admin().describeMetadataQuorum().quorumInfo()), now);
    }

    /// @param now where the leader does not say what time it is
    public static Quorum of(QuorumInfo info, Instant now) {
        Clock clock = new Clock(info, now);
        List<Replica> replicas = Stream.concat(
                        info.voters().stream().map(state -> clock.replica(state, role(info, state))),
                        info.observers().stream().map(state -> clock.replica(state, Role.observer)))
                .sorted(Comparator.comparing(Replica::role).thenComparingInt(Replica::node))
                .toList();
        Optional<Integer> leader = info.leaderId() < 0 ? Optional.empty() : Optional.of(info.leaderId());
        return new Quorum(leader, info.leaderEpoch(), info.highWatermark(), replicas);
    }

    private static Role role(QuorumInfo info, QuorumInfo.ReplicaState state) {
        return state.replicaId() == info.leaderId() ? Role.leader : Role.follower;
    }

    /// Measures replicas against the leader's own log and its own clock, so that ours may be wrong.
    private record Clock(QuorumInfo info, Instant now) {
        Replica replica(QuorumInfo.ReplicaState state, Role role) {
            Uuid directory = state.replicaDirectoryId();
            return new Replica(
                    state.replicaId(),
                    role,
                    directory.equals(Uuid.ZERO_UUID) ? Optional.empty() : Optional.of(directory.toString()),
                    endpoint(state.replicaId(), role),
                    state.logEndOffset(),
                    Math.max(0, leaderEnd() - state.logEndOffset()),
                    behind(state, role));
        }

        private Optional<Long> behind(QuorumInfo.ReplicaState state, Role role) {
            OptionalLong caughtUp = state.lastCaughtUpTimestamp();
            if (role == Role.leader || caughtUp.isEmpty() || caughtUp.getAsLong() < 0) {
                return role == Role.leader ? Optional.of(0L) : Optional.empty();
            }
            return Optional.of(Math.max(0, leaderTime() - caughtUp.getAsLong()));
        }

        private Optional<String> endpoint(int node, Role role) {
            Map<Integer, QuorumInfo.Node> nodes = info.nodes();
            return role == Role.observer || !nodes.containsKey(node)
                    ? Optional.empty()
                    : nodes.get(node).endpoints().stream()
                            .map(one -> one.host() + ":" + one.port())
                            .findFirst();
        }

        private long leaderEnd() {
            return info.voters().stream()
                    .filter(state -> state.replicaId() == info.leaderId())
                    .mapToLong(QuorumInfo.ReplicaState::logEndOffset)
                    .findFirst()
                    .orElse(info.highWatermark());
        }

        private long leaderTime() {
            return info.voters().stream()
                    .filter(state -> state.replicaId() == info.leaderId())
                    .mapToLong(state -> state.lastCaughtUpTimestamp().orElse(-1))
                    .filter(time -> time > 0)
                    .findFirst()
                    .orElse(now.toEpochMilli());
        }
    }
}
