package dev.castellan.observe;

import dev.castellan.kafka.client.KafkaConnection;
import dev.castellan.problem.WorldRefused;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeMetadataQuorumResult;
import org.apache.kafka.clients.admin.QuorumInfo;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.Uuid;

/// Asks who belongs to a cluster.
final class RosterReader {
    /// A voter asks its leader for more all the time, at least every half second.
    private static final long MUTE_MS = 10_000;

    private final KafkaConnection connection;
    private final KafkaFuture<Collection<Node>> registered;

    RosterReader(KafkaConnection connection) {
        this.connection = connection;
        this.registered = connection
                .admin()
                .describeCluster(new DescribeClusterOptions().includeFencedBrokers(true))
                .nodes();
    }

    /// @param brokers those that serve
    Live.Roster read(Set<Integer> brokers, DescribeMetadataQuorumResult quorum) {
        SortedMap<Integer, String> voters = new TreeMap<>();
        Set<Integer> mute = new HashSet<>();
        try {
            QuorumInfo info = connection.await(quorum.quorumInfo());
            long now = info.voters().stream()
                    .mapToLong(voter -> voter.lastFetchTimestamp().orElse(0))
                    .max()
                    .orElse(0);
            for (QuorumInfo.ReplicaState voter : info.voters()) {
                Uuid directory = voter.replicaDirectoryId();
                voters.put(voter.replicaId(), directory.equals(Uuid.ZERO_UUID) ? "" : directory.toString());
                boolean leads = voter.replicaId() == info.leaderId();
                if (!leads && now - voter.lastFetchTimestamp().orElse(0) > MUTE_MS) {
                    mute.add(voter.replicaId());
                }
            }
        } catch (WorldRefused | KafkaException e) {
            // Nobody leads; then nobody can join or leave either.
        }
        return new Live.Roster(registered(brokers), voters, mute);
    }

    /// Releases before 4.0 do not tell of fenced brokers (KIP-1073).
    private Set<Integer> registered(Set<Integer> brokers) {
        try {
            return connection.await(registered).stream().map(Node::id).collect(Collectors.toUnmodifiableSet());
        } catch (WorldRefused | KafkaException e) {
            return brokers;
        }
    }
}
