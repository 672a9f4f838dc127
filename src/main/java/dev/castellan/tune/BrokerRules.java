package dev.castellan.tune;

import dev.castellan.tune.Advice.Scope;
import dev.castellan.tune.Situation.Machine;
import dev.castellan.tune.Situation.Place;
import dev.castellan.tune.Tuner.Advices;

/// How a broker should be set up.
final class BrokerRules {
    private static final int STOCK_IO_THREADS = 8;
    private static final int STOCK_NETWORK_THREADS = 3;
    private static final long MEBIBYTE = 1024 * 1024;

    private BrokerRules() {}

    static void apply(Situation situation, Advices advices) {
        Machine machine = situation.machine();
        int cores = machine.coresEach();
        advices.add(
                Scope.broker,
                "num.io.threads",
                Math.clamp(Math.max(cores, machine.disks()), STOCK_IO_THREADS, 64),
                "one for each core, and one for each disk: requests are not to wait for a thread",
                Sources.docs("broker", "num.io.threads"));
        advices.add(
                Scope.broker,
                "num.network.threads",
                Math.clamp(cores / 2, STOCK_NETWORK_THREADS, 16),
                "where there are cores for them, more threads read requests and write answers",
                Sources.docs("broker", "num.network.threads"));
        if (situation.cluster().brokers() > 1) {
            advices.add(
                    Scope.broker,
                    "num.replica.fetchers",
                    Math.clamp(cores / 4, 1, 4),
                    "followers fetch from one leader over several connections; a record is acknowledged when they"
                            + " have it",
                    Sources.docs("broker", "num.replica.fetchers"));
        }
        if (machine.place() != Place.laptop && situation.goal() == Goal.throughput) {
            buffers(advices);
        }
    }

    /// A size that is set switches off that Linux grows the buffer as the link needs it.
    private static void buffers(Advices advices) {
        for (String name : new String[] {"socket.send.buffer.bytes", "socket.receive.buffer.bytes"}) {
            advices.add(
                    Scope.broker,
                    name,
                    -1,
                    "the kernel fits the buffer to the link; a size that is set is also its limit",
                    Sources.docs("broker", name) + "; tcp(7), SO_SNDBUF and SO_RCVBUF");
        }
    }

    /// Castellan's brokers on hosts have the flags of Kafka's own script already, and a heap by the machine's memory.
    static void jvm(Situation situation, Advices advices) {
        Machine machine = situation.machine();
        if (machine.place() != Place.laptop) {
            return;
        }
        advices.jvm(
                "heap",
                heap(machine),
                "512m",
                "what Kafka's own start script gives a broker, where there is memory for it",
                "kafka-server-start.sh");
        advices.jvm(
                "-XX:TieredStopAtLevel",
                "4",
                "1",
                "brokers here are compiled for a quick start; both compilers make them slower to start and quicker"
                        + " to work",
                "docs/adr/0005");
    }

    private static String heap(Machine machine) {
        long mebibytes = machine.memoryBytes() / 4 / machine.nodes() / MEBIBYTE;
        return mebibytes >= 1024 ? "1g" : "512m";
    }
}
