package dev.castellan.tune;

import dev.castellan.spec.KafkaVersion;
import java.util.Optional;

/// What the settings are for.
public record Situation(Goal goal, Machine machine, Cluster cluster, Load load) {
    /// The machine of a broker; of the smallest one where they differ.
    ///
    /// @param disks data directories of a node
    /// @param nodes how many nodes share it
    public record Machine(Place place, int cores, long memoryBytes, int disks, int nodes) {
        public Machine {
            if (cores < 1 || memoryBytes < 1 || disks < 1 || nodes < 1) {
                throw new IllegalArgumentException("a machine has cores, memory, a disk and a node");
            }
        }

        /// Whole cores for each node, at least one.
        int coresEach() {
            return Math.max(1, cores / nodes);
        }
    }

    /// Who starts the brokers, and with what.
    public enum Place {
        /// Castellan, on this machine, with flags for a quick start.
        laptop,
        /// Castellan, on machines of their own, with the flags of Kafka's own script.
        hosts,
        /// Somebody else.
        elsewhere
    }

    public record Cluster(int brokers, KafkaVersion version) {
        public Cluster {
            if (brokers < 1) {
                throw new IllegalArgumentException("a cluster has a broker");
            }
        }

        /// Copies of each partition: three, or as many as there are brokers.
        public int replicas() {
            return Math.min(3, brokers);
        }

        /// Copies that have to have a record before it is acknowledged: two of three, so that losing one loses nothing.
        public int inSync() {
            return replicas() >= 3 ? 2 : 1;
        }
    }

    /// @param rate records a second of all clients; empty where nobody knows
    public record Load(int recordBytes, Optional<Double> rate) {
        /// What a record of Kafka's takes beside its value, in a batch: lengths, offset and time, about.
        private static final int FRAME = 10;

        public Load {
            if (recordBytes < 1 || rate.filter(perSecond -> perSecond <= 0).isPresent()) {
                throw new IllegalArgumentException("a record has a size, and a rate is more than nothing");
            }
        }

        /// Bytes a second; 0 where no rate is known.
        double bytesPerSecond() {
            return rate.map(perSecond -> perSecond * (recordBytes + FRAME)).orElse(0.0);
        }
    }

    /// Cores of all machines with brokers.
    int allCores() {
        int machines = Math.max(1, cluster.brokers() / machine.nodes());
        return machine.cores() * machines;
    }
}
