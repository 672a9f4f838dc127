package dev.castellan.cli.monitoring;

import dev.castellan.kafka.client.KafkaConnection;
import dev.castellan.metrics.Collecting;
import dev.castellan.probe.Probe;
import dev.castellan.probe.ProbeTopic;
import java.util.SortedMap;
import java.util.function.Supplier;

/// The probe of one cluster, and the topic that it keeps.
final class Probing implements AutoCloseable {
    private final Collecting<SortedMap<Integer, Integer>> places;
    private final Probe probe;

    Probing(Supplier<KafkaConnection> door, Watching.Time time) {
        this.places = new Collecting<>("probe", () -> prepared(door), time.unhurried(), time.clock());
        this.probe = new Probe(door, () -> places.now().value());
    }

    private static SortedMap<Integer, Integer> prepared(Supplier<KafkaConnection> door) {
        try (KafkaConnection connection = door.get()) {
            return new ProbeTopic(connection).prepare();
        }
    }

    Probing start() {
        places.start();
        probe.start();
        return this;
    }

    SortedMap<Integer, Probe.Seen> seen() {
        return probe.seen();
    }

    @Override
    public void close() {
        probe.close();
        places.close();
    }
}
