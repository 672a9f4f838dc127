package dev.castellan.measure.load;

import dev.castellan.measure.Workload;
import java.util.HashMap;
import java.util.Map;

/// What one client does.
sealed interface Load extends AutoCloseable permits ProduceLoad, ConsumeLoad, EndToEndLoad {
    /// Connects, so that nothing of it is measured.
    static Load open(Assignment assignment, LoadClient parent) {
        if (assignment.task() == Assignment.Task.FILL) {
            return ProduceLoad.open(assignment, parent);
        }
        return switch (assignment.workload().kind()) {
            case produce -> ProduceLoad.open(assignment, parent);
            case consume -> ConsumeLoad.open(assignment, parent);
            case end_to_end -> EndToEndLoad.open(assignment, parent);
        };
    }

    ClientReport run();

    /// Records so far, for whoever watches; read while it runs.
    long records();

    @Override
    void close();

    /// For Kafka's producer.
    static Map<String, Object> producer(Assignment assignment) {
        Workload.Batching batching = assignment.workload().batching();
        Map<String, Object> properties = new HashMap<>(assignment.properties());
        properties.put("acks", batching.acks());
        properties.put("compression.type", batching.compression());
        properties.put("batch.size", String.valueOf(batching.batchBytes()));
        properties.put("linger.ms", String.valueOf(batching.lingerMs()));
        properties.put("max.block.ms", String.valueOf(assignment.boundMillis()));
        properties.put("request.timeout.ms", String.valueOf(assignment.boundMillis()));
        properties.put(
                "delivery.timeout.ms", String.valueOf(2 * assignment.boundMillis() + batching.lingerMs() + 1000L));
        long room = assignment.workload().shape().bytes() + 4096L;
        properties.put("max.request.size", String.valueOf(Math.max(1_048_576L, room)));
        return properties;
    }

    /// For Kafka's consumer.
    static Map<String, Object> consumer(Assignment assignment) {
        Map<String, Object> properties = new HashMap<>(assignment.properties());
        properties.put("enable.auto.commit", "false");
        properties.put("allow.auto.create.topics", "false");
        properties.put("auto.offset.reset", "earliest");
        return properties;
    }
}
