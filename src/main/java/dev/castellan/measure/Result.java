package dev.castellan.measure;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a benchmark found: bound to JSON as it is, kept in files, compared with others.
///
/// @param at when it began, ISO 8601
/// @param latency from the moment a record was due; from the moment it was sent where there is no rate
/// @param sinceSent from the moment a record was really sent, for those who wonder how much of the latency that hides
/// @param gauges what Kafka's clients said of themselves, the mean over the clients
/// @param limits what held it back, as far as that can be known
/// @param notes what has to be known to read the numbers right
public record Result(
        String at,
        Workload workload,
        Throughput throughput,
        Optional<Distribution> latency,
        Optional<Distribution> sinceSent,
        Map<String, Double> gauges,
        Machine machine,
        List<Limit> limits,
        List<String> notes) {
    public Result {
        gauges = new TreeMap<>(gauges);
        limits = List.copyOf(limits);
        notes = List.copyOf(notes);
    }

    /// What went through.
    ///
    /// @param failed records that were sent and that the cluster refused or never acknowledged
    /// @param unsent records that were due and never sent, because the client was too far behind
    public record Throughput(
            long records,
            long bytes,
            double seconds,
            double recordsPerSecond,
            double mebibytesPerSecond,
            long failed,
            long unsent) {
        public static Throughput of(long records, long bytes, double seconds, long failed, long unsent) {
            double time = Math.max(seconds, 1e-9);
            return new Throughput(
                    records,
                    bytes,
                    rounded(seconds, 3),
                    rounded(records / time, 1),
                    rounded(bytes / time / 1024 / 1024, 2),
                    failed,
                    unsent);
        }

        private static double rounded(double value, int digits) {
            double scale = Math.pow(10, digits);
            return Math.round(value * scale) / scale;
        }

        /// What should have gone through and did not.
        public long lost() {
            return failed + unsent;
        }
    }

    /// The machine the clients ran on, while they were measured. Shares are of 1; empty is what it does not tell.
    ///
    /// @param brokersHere whether the brokers run on it too
    /// @param clientCores how many cores each client kept busy, the mean
    /// @param busy of all its processors
    /// @param stolen time that its hypervisor gave to others
    /// @param disk the busiest disk's share of time with work
    /// @param link the busiest network link's share of its speed
    /// @param brokers the machines of the brokers, where they are others and could be asked
    public record Machine(
            int cores,
            boolean brokersHere,
            double clientCores,
            Optional<Double> busy,
            Optional<Double> stolen,
            Optional<Double> disk,
            Optional<Double> link,
            SortedMap<String, Strain> brokers) {
        /// A result that an earlier Castellan kept names no machines of brokers.
        @SuppressWarnings("ConstantValue")
        public Machine {
            brokers = brokers == null ? new TreeMap<>() : new TreeMap<>(brokers);
        }
    }
}
