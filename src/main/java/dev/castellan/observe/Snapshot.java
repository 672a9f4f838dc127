package dev.castellan.observe;

import dev.castellan.kafka.config.Endpoint;
import dev.castellan.kafka.config.ServerProperties;
import dev.castellan.target.Entrance;
import dev.castellan.target.Facts;
import dev.castellan.target.NodeFacts;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The world at one moment.
///
/// @param connect what workers of Kafka Connect say, where there are any
public record Snapshot(Facts facts, Live live, LiveConnect connect) {
    /// Without a word of Connect.
    public Snapshot(Facts facts, Live live) {
        this(facts, live, new LiveConnect.Asleep());
    }

    /// Where the installed nodes listen, from their own files.
    public SortedMap<Integer, Endpoint> endpoints() {
        return Entrance.endpoints(facts);
    }

    /// Those of these nodes that clients talk to.
    public SortedSet<Integer> brokersAmong(Collection<Integer> nodes) {
        SortedMap<Integer, Endpoint> brokers = new TreeMap<>(endpoints());
        brokers.values().removeIf(endpoint -> endpoint.clientPort().isEmpty());
        SortedSet<Integer> among = new TreeSet<>(nodes);
        among.retainAll(brokers.keySet());
        return among;
    }

    /// `host:port,...` of the installed brokers, running or not; empty when there is none.
    public static String bootstrap(Collection<Endpoint> endpoints) {
        return endpoints.stream()
                .filter(endpoint -> endpoint.clientPort().isPresent())
                .map(Endpoint::client)
                .collect(Collectors.joining(","));
    }

    public static Map<String, String> properties(NodeFacts node) {
        return ServerProperties.in(node.files());
    }
}
