package dev.castellan.measure;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a benchmark does: everything that has to be the same for two results to be comparable.
///
/// @param rate records a second of all clients together; empty is flat out
/// @param clients how many processes, each with a client of its own
public record Workload(
        Kind kind, Place place, Shape shape, Batching batching, Optional<Double> rate, int clients, Extent extent) {

    /// What is measured.
    public enum Kind {
        /// Writing: from the moment a record is due to its acknowledgement.
        produce,
        /// Reading what is there.
        consume,
        /// From the moment a record is due until a consumer has it.
        end_to_end;

        /// As the verb is typed.
        public String verb() {
            return name().replace('_', '-');
        }
    }

    /// The topic, as it was found or made.
    public record Place(String topic, int partitions, int replicas) {}

    /// One record.
    ///
    /// @param bytes of its value
    /// @param keys how many different keys; 0 is records without keys
    /// @param payload what the value holds; results kept by older versions do not say it and mean `random`
    public record Shape(int bytes, int keys, Payload payload) {
        public Shape(int bytes, int keys, @Nullable Payload payload) {
            this.bytes = bytes;
            this.keys = keys;
            this.payload = Objects.requireNonNullElse(payload, Payload.random);
        }
    }

    /// What values are made of: how much a codec finds to save in them.
    public enum Payload {
        /// Letters drawn by lot, as Kafka's own tool sends them: a codec finds next to nothing.
        random,
        /// Events as applications write them, in JSON: the same names again and again, values from small sets.
        json
    }

    /// How a producer sends.
    public record Batching(String acks, String compression, int batchBytes, int lingerMs) {}

    /// How long it goes on.
    ///
    /// @param records counted records of all clients; where it is empty, `seconds` is the bound
    public record Extent(double warmupSeconds, double seconds, Optional<Long> records) {}

    public Workload with(Place place) {
        return new Workload(kind, place, shape, batching, rate, clients, extent);
    }
}
