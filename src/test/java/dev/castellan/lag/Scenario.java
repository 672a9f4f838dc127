package dev.castellan.lag;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.LongUnaryOperator;

/// One way in which records are written and read.
///
/// @param delays how long after it was written each group reads a record, at a time since the beginning
/// @param offBetween while this lasts, nobody looks (milliseconds since the beginning)
record Scenario(String name, SimulatedPartition partition, List<LongUnaryOperator> delays, long[] offBetween) {
    static final long SECOND = 1000;
    static final long MINUTE = 60 * SECOND;
    static final long HOUR = 60 * MINUTE;
    static final long LENGTH = 6 * HOUR;
    /// When it begins; no time of a record is 0.
    static final long BEGIN = Duration.ofDays(20_000).toMillis();

    private static final long[] NEVER_OFF = {0, 0};
    private static final List<LongUnaryOperator> DELAYS =
            List.of(always(2 * SECOND), always(30 * SECOND), always(5 * MINUTE), always(HOUR));

    private static LongUnaryOperator always(long delay) {
        return time -> delay;
    }

    /// Reads half a second behind, and stops at this time.
    private static LongUnaryOperator stoppingAt(long stop) {
        return time -> Math.max(500, time - stop);
    }

    static List<Scenario> all() {
        return List.of(
                new Scenario("steady, 10 a second", steady(1), DELAYS, NEVER_OFF),
                new Scenario("a wave of an hour, 0 to 20 a second", wave(2), DELAYS, NEVER_OFF),
                new Scenario("bursts, a thousand a minute within 2 s", bursts(3, MINUTE, 1000), DELAYS, NEVER_OFF),
                new Scenario("idle, a few records every 50 minutes", bursts(4, 50 * MINUTE, 5), DELAYS, NEVER_OFF),
                new Scenario(
                        "the group stops, steady",
                        steady(5),
                        List.of(stoppingAt(HOUR), stoppingAt(3 * HOUR)),
                        NEVER_OFF),
                new Scenario(
                        "retention of 30 minutes overtakes it",
                        steady(6).keepingFor(30 * MINUTE),
                        List.of(stoppingAt(HOUR), stoppingAt(2 * HOUR)),
                        NEVER_OFF),
                new Scenario(
                        "compacted, 1 of 50 stays",
                        steady(7).compacted(new Random(70), 5 * MINUTE, 0.02),
                        DELAYS,
                        NEVER_OFF),
                new Scenario(
                        "transactions, some taken back, the group keeps up",
                        transactions(8),
                        List.of(always(500), always(2 * SECOND)),
                        NEVER_OFF),
                new Scenario("transactions, the group is late", transactions(9), DELAYS, NEVER_OFF),
                new Scenario("nobody looked for two hours", wave(10), DELAYS, new long[] {2 * HOUR, 4 * HOUR}));
    }

    /// Whether offsets are taken by what is no record: then what a group stands at may be none.
    boolean hasMarks() {
        return name.startsWith("transactions");
    }

    private static SimulatedPartition steady(long seed) {
        Random random = new Random(seed);
        SimulatedPartition partition = new SimulatedPartition();
        for (long time = 0; time < LENGTH; time += 50 + random.nextLong(100)) {
            partition.write(BEGIN + time, true);
        }
        return partition;
    }

    private static SimulatedPartition wave(long seed) {
        Random random = new Random(seed);
        SimulatedPartition partition = new SimulatedPartition();
        for (long time = 0; time < LENGTH; time += 50) {
            if (random.nextDouble() < 0.5 + 0.5 * Math.sin(time * 2 * Math.PI / HOUR)) {
                partition.write(BEGIN + time, true);
            }
        }
        return partition;
    }

    private static SimulatedPartition bursts(long seed, long pause, int records) {
        Random random = new Random(seed);
        SimulatedPartition partition = new SimulatedPartition();
        for (long time = 7 * SECOND; time < LENGTH; time += pause / 2 + random.nextLong(pause)) {
            for (int i = 0; i < records; i++) {
                partition.write(BEGIN + time + 2 * SECOND * i / records, true);
            }
        }
        return partition;
    }

    private static SimulatedPartition transactions(long seed) {
        Random random = new Random(seed);
        SimulatedPartition partition = new SimulatedPartition();
        for (long time = 0; time < LENGTH; time += 20 * SECOND + random.nextLong(4 * MINUTE)) {
            boolean kept = random.nextDouble() < 0.8;
            for (int i = 0; i < 10; i++) {
                partition.write(BEGIN + time + 10 * i, kept);
            }
            partition.write(BEGIN + time + 100, false);
        }
        return partition;
    }
}
