package dev.castellan.observe;

import dev.castellan.kafka.client.KafkaConnection;
import dev.castellan.kafka.config.Endpoint;
import dev.castellan.machine.InParallel;
import dev.castellan.machine.Ports;
import dev.castellan.target.Entrance;
import dev.castellan.target.Facts;
import dev.castellan.target.NodeFacts;
import dev.castellan.target.Target;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Observes one cluster: the target's facts, then what Kafka itself says.
public final class Observer {
    private static final Duration KNOCK = Duration.ofMillis(500);

    private final Target target;
    private final Duration bound;
    private final Function<Live.Awake, List<Doubt>> doubts;

    /// @param bound how long Kafka may take to answer
    public Observer(Target target, Duration bound) {
        this(target, bound, awake -> List.of());
    }

    /// @param doubts what else to find out, once it is known what there is
    public Observer(Target target, Duration bound, Function<Live.Awake, List<Doubt>> doubts) {
        this.target = target;
        this.bound = bound;
        this.doubts = doubts;
    }

    public Snapshot observe() {
        return observe(target.facts());
    }

    private Snapshot observe(Facts facts) {
        Snapshot installed = new Snapshot(facts, new Live.Asleep());
        if (facts.nodes().values().stream().noneMatch(node -> node.running().isPresent())) {
            return installed;
        }
        Entrance entrance = target.entrance(facts);
        Map<Integer, Endpoint> endpoints = entrance.endpoints();
        // A closed port answers at once; asking the Kafka client would cost its whole bound.
        List<Integer> running = facts.nodes().values().stream()
                .filter(node -> node.running().isPresent())
                .map(NodeFacts::id)
                .sorted()
                .toList();
        Map<Integer, Boolean> listening = InParallel.map(running, id -> listens(endpoints.get(id)));
        Set<Integer> open = listening.keySet().stream()
                .filter(id -> Boolean.TRUE.equals(listening.get(id)))
                .collect(Collectors.toUnmodifiableSet());
        if (open.isEmpty()) {
            return new Snapshot(facts, new Live.Silent("no broker accepts connections yet"));
        }
        String bootstrap = Snapshot.bootstrap(open.stream().map(endpoints::get).toList());
        try (KafkaConnection connection = new KafkaConnection(bootstrap, entrance.properties(), bound)) {
            Live live = new LiveReader(connection, open::contains).read(doubts);
            return new Snapshot(
                    facts,
                    live,
                    new ConnectReader(() -> target.workers().access(), bound)
                            .read(facts.workers().values()));
        }
    }

    private static boolean listens(@Nullable Endpoint endpoint) {
        return endpoint != null
                && endpoint.clientPort().stream().anyMatch(port -> Ports.answers(endpoint.host(), port, KNOCK));
    }
}
