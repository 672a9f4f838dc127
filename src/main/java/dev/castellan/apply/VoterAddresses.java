package dev.castellan.apply;

import dev.castellan.kafka.client.KafkaConnection;
import dev.castellan.kafka.config.Doors;
import dev.castellan.kafka.config.Endpoint;
import dev.castellan.kafka.config.ServerProperties;
import dev.castellan.problem.WorldRefused;
import dev.castellan.target.Entrance;
import dev.castellan.target.Facts;
import dev.castellan.target.Target;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.QuorumInfo;
import org.apache.kafka.clients.admin.RaftVoterEndpoint;
import org.apache.kafka.common.KafkaException;

/// By which addresses controllers know each other, while a cluster goes from open to locked.
///
/// A voter that starts at other addresses tells the leader of them a moment later, and the leader writes them into the
/// metadata log (KIP-853). Kafka ends a controller that is to call another by a listener of which its log does not
/// know an address: so no node goes on to other doors before all voters have read of all.
final class VoterAddresses {
    private static final Duration GRACE = Duration.ofSeconds(60);
    private static final Duration BETWEEN = Duration.ofMillis(250);

    private final Target target;
    private final Cluster cluster;
    private final InstantSource clock;
    private final Pauser pauser;

    VoterAddresses(Target target, Cluster cluster, InstantSource clock, Pauser pauser) {
        this.target = target;
        this.cluster = cluster;
        this.clock = clock;
        this.pauser = pauser;
    }

    /// The addresses of a controller by its own file.
    static Set<RaftVoterEndpoint> of(Facts facts, int node) {
        Endpoint endpoint = Entrance.endpoints(facts).getOrDefault(node, Endpoint.NOWHERE);
        return endpoint.controllers().entrySet().stream()
                .map(listener -> new RaftVoterEndpoint(listener.getKey(), endpoint.host(), listener.getValue()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /// Whether any of these nodes will come back with other doors than it runs with.
    static boolean change(Facts facts, Collection<Integer> nodes) {
        return nodes.stream()
                .flatMap(node -> Optional.ofNullable(facts.nodes().get(node)).stream())
                .anyMatch(node -> node.running()
                        .filter(running -> doors(running.startedWith()) != doors(node.files()))
                        .isPresent());
    }

    private static Doors doors(Map<String, String> files) {
        return ServerProperties.endpoint(ServerProperties.in(files)).doors();
    }

    /// Returns once the voters among these nodes are known by the addresses that their files give them, and every voter
    /// has read of it.
    ///
    /// @throws WorldRefused where that does not come true
    void await(Collection<Integer> nodes, Consumer<String> saying) {
        SortedMap<Integer, Endpoint> endpoints = Entrance.endpoints(target.facts());
        Instant end = clock.instant().plus(GRACE);
        OptionalLong written = OptionalLong.empty();
        try (KafkaConnection connection = cluster.connect()) {
            while (true) {
                Optional<QuorumInfo> info = info(connection);
                Set<Integer> unknown =
                        info.map(quorum -> unknown(quorum, endpoints, nodes)).orElse(new TreeSet<>(nodes));
                if (info.isPresent() && unknown.isEmpty()) {
                    // What stands at this end of the log says so; once all have read up to it, all know.
                    written = written.isPresent() ? written : OptionalLong.of(end(info.get()));
                    if (haveRead(info.get(), written.getAsLong())) {
                        return;
                    }
                }
                if (clock.instant().isAfter(end)) {
                    throw new WorldRefused(
                            unknown.stream().map(id -> "kafka-" + id).collect(Collectors.joining(" ")),
                            "the controllers do not know yet at which addresses they listen now",
                            "castellan quorum status; once it leads and nothing lags, run the same command again");
                }
                saying.accept("waiting for the controllers to know each other's addresses");
                pauser.pause(BETWEEN);
            }
        }
    }

    private static Optional<QuorumInfo> info(KafkaConnection connection) {
        try {
            QuorumInfo info =
                    connection.await(connection.admin().describeMetadataQuorum().quorumInfo());
            return Optional.of(info).filter(quorum -> quorum.leaderId() >= 0);
        } catch (WorldRefused | KafkaException e) {
            return Optional.empty();
        }
    }

    /// Those of the nodes that vote, and that the quorum knows by other addresses than their files say.
    private static Set<Integer> unknown(QuorumInfo info, Map<Integer, Endpoint> endpoints, Collection<Integer> nodes) {
        Set<Integer> unknown = new TreeSet<>();
        for (QuorumInfo.ReplicaState voter : info.voters()) {
            int id = voter.replicaId();
            Endpoint endpoint = endpoints.getOrDefault(id, Endpoint.NOWHERE);
            QuorumInfo.Node known = info.nodes().get(id);
            Set<String> names = known == null
                    ? Set.of()
                    : known.endpoints().stream()
                            .map(address -> address.listener() + ":" + address.port())
                            .collect(Collectors.toSet());
            Set<String> own = new HashSet<>();
            endpoint.controllers().forEach((name, port) -> own.add(name + ":" + port));
            if (nodes.contains(id) && !names.equals(own)) {
                unknown.add(id);
            }
        }
        return unknown;
    }

    private static long end(QuorumInfo info) {
        return info.voters().stream()
                .mapToLong(QuorumInfo.ReplicaState::logEndOffset)
                .max()
                .orElse(0);
    }

    private static boolean haveRead(QuorumInfo info, long offset) {
        return info.voters().stream().allMatch(voter -> voter.logEndOffset() >= offset);
    }
}
