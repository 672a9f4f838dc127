package dev.castellan.tune;

import dev.castellan.tune.Advice.Scope;
import dev.castellan.tune.Tuner.Advices;

/// How a producer should send.
///
/// What it promises is not touched: `acks=all` and `enable.idempotence=true` are Kafka's defaults since 3.0 (KIP-679).
final class ProducerRules {
    private static final int STOCK_BATCH = 16_384;
    /// Twice this is 1 MiB, which with its header is more than brokers take by default (`message.max.bytes`).
    private static final int LARGEST_BATCH = 524_288;

    private static final int MEBIBYTE = 1024 * 1024;
    private static final int STOCK_BUFFER = 32 * MEBIBYTE;
    private static final int LARGEST_BUFFER = 256 * MEBIBYTE;

    /// So many records a second for each core, and requests are what costs: they have to carry more.
    private static final double BUSY = 5000;

    private static final int THROUGHPUT_LINGER = 50;
    private static final int BUSY_LINGER = 10;

    /// A producer that had to wait has as much to catch up: one batch should take it.
    private static final int SLACK = 4;

    /// A pause of so many seconds fits into the buffer.
    private static final double PAUSE = 0.5;

    private ProducerRules() {}

    static void apply(Situation situation, int partitions, Advices advices) {
        int batch = batch(situation, partitions);
        advices.add(
                Scope.producer,
                "batch.size",
                batch,
                "a request has a cost of its own, whatever it carries: let it carry more",
                "KIP-480, KIP-794; " + Sources.MEASURED);
        switch (situation.goal()) {
            case throughput ->
                advices.add(
                        Scope.producer,
                        "linger.ms",
                        THROUGHPUT_LINGER,
                        "batches get the time to fill",
                        "KIP-1030; " + Sources.MEASURED);
            case latency -> linger(situation, advices);
        }
        advices.add(
                Scope.producer,
                "buffer.memory",
                buffer(situation, batch, partitions),
                "each partition's batches have room, and so has what comes during a pause of half a second",
                Sources.docs("producer", "buffer.memory"));
    }

    private static void linger(Situation situation, Advices advices) {
        if (isBusy(situation)) {
            advices.add(
                    Scope.producer,
                    "linger.ms",
                    BUSY_LINGER,
                    "at this rate the processors are full of requests, and waiting a little makes fewer of them: all"
                            + " records are sooner there",
                    Sources.MEASURED);
        } else {
            advices.add(
                    Scope.producer,
                    "linger.ms",
                    0,
                    "at this rate there is room for a request of each record's own",
                    "KIP-1030; " + Sources.docs("producer", "linger.ms"));
        }
    }

    private static boolean isBusy(Situation situation) {
        return situation
                .load()
                .rate()
                .filter(rate -> rate / situation.allCores() >= BUSY)
                .isPresent();
    }

    /// A power of two between what Kafka has and what a broker takes.
    private static int batch(Situation situation, int partitions) {
        double few = 8.0 * situation.load().recordBytes();
        double wanted = switch (situation.goal()) {
            case throughput -> LARGEST_BATCH;
            case latency ->
                isBusy(situation)
                        ? Math.max(few, SLACK * situation.load().bytesPerSecond() * BUSY_LINGER / 1000 / partitions)
                        : few;
        };
        return powerOfTwo(wanted, STOCK_BATCH, LARGEST_BATCH);
    }

    private static int buffer(Situation situation, int batch, int partitions) {
        double batches = 4.0 * batch * partitions;
        return powerOfTwo(Math.max(batches, situation.load().bytesPerSecond() * PAUSE), STOCK_BUFFER, LARGEST_BUFFER);
    }

    private static int powerOfTwo(double wanted, int least, int most) {
        int size = least;
        while (size < wanted && size < most) {
            size *= 2;
        }
        return size;
    }
}
