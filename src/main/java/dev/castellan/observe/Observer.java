package dev.castellan.observe;

import dev.castellan.kafka.client.KafkaConnection;
import dev.castellan.kafka.config.Endpoint;
import dev.castellan.machine.Ports;
import dev.castellan.target.Facts;
import dev.castellan.target.NodeFacts;
import dev.castellan.target.Target;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Observes one cluster: the target's facts, then what Kafka itself says.
public final class Observer {
    private final Target target;
    private final Duration bound;

    /// @param bound how long Kafka may take to answer
    public Observer(Target target, Duration bound) {
        this.target = target;
        this.bound = bound;
    }

    public Snapshot observe() {
        return observe(target.facts());
    }

    private Snapshot observe(Facts facts) {
        Snapshot installed = new Snapshot(facts, new Live.Asleep());
        Map<Integer, Endpoint> endpoints = installed.endpoints();
        List<Endpoint> running = facts.nodes().values().stream()
                .filter(node -> node.running().isPresent())
                .map(NodeFacts::id)
                .map(endpoints::get)
                .toList();
        if (running.isEmpty()) {
            return installed;
        }
        // A closed port answers at once; asking the Kafka client would cost its whole bound.
        List<Endpoint> open = running.stream()
                .filter(endpoint ->
                        endpoint.clientPort().stream().anyMatch(port -> Ports.answers(port, Duration.ofMillis(500))))
                .toList();
        if (open.isEmpty()) {
            return new Snapshot(facts, new Live.Silent("no broker accepts connections yet"));
        }
        try (KafkaConnection connection = new KafkaConnection(Snapshot.bootstrap(open), Map.of(), bound)) {
            return new Snapshot(facts, new LiveReader(connection).read());
        }
    }
}
