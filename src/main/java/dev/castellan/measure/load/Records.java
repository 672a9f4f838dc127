package dev.castellan.measure.load;

import dev.castellan.measure.Workload;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/// The records a client sends: letters drawn by lot, as the stock tool sends them, so that a codec finds about as much
/// to save as it does there, or events in JSON. Made beforehand: making them is no part of what is measured.
final class Records {
    /// What tells our records in the value: the run, when each was due, and when it was sent.
    static final int MARK = 3 * Long.BYTES;

    /// So many bytes are drawn. No batch is larger, so none holds the same value twice.
    private static final int POOL_BYTES = 4 * 1024 * 1024;

    private static final int MOST = 4096;

    private final String topic;
    private final byte[][] values;
    private final byte[][] keys;

    Records(Assignment assignment) {
        this.topic = assignment.workload().place().topic();
        Random random = new Random(assignment.client());
        int bytes = assignment.workload().shape().bytes();
        values = new byte[Math.clamp(POOL_BYTES / Math.max(1, bytes), 1, MOST)][];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(random, assignment.workload().shape());
        }
        keys = new byte[assignment.workload().shape().keys()][];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = String.valueOf(i).getBytes(StandardCharsets.US_ASCII);
        }
    }

    private static byte[] value(Random random, Workload.Shape shape) {
        return switch (shape.payload()) {
            case random -> letters(random, shape.bytes());
            case json -> Events.event(random, shape.bytes());
        };
    }

    private static byte[] letters(Random random, int count) {
        byte[] letters = new byte[count];
        for (int i = 0; i < count; i++) {
            letters[i] = (byte) ('A' + random.nextInt(26));
        }
        return letters;
    }

    ProducerRecord<byte[], byte[]> next(long number) {
        return new ProducerRecord<>(topic, key(number), value(number));
    }

    /// When a record was due and when it was sent, on the clock of `System.nanoTime()`, which on Linux all processes
    /// of a machine share.
    record Moments(long due, long sent) {}

    /// The same with a mark in it, for [#moments].
    ProducerRecord<byte[], byte[]> marked(long number, long run, Moments moments) {
        byte[] value = Arrays.copyOf(value(number), value(number).length);
        ByteBuffer.wrap(value).putLong(run).putLong(moments.due()).putLong(moments.sent());
        return new ProducerRecord<>(topic, key(number), value);
    }

    /// Nothing where it is no record of this run.
    static Optional<Moments> moments(byte @Nullable [] value, long run) {
        if (value == null || value.length < MARK) {
            return Optional.empty();
        }
        ByteBuffer mark = ByteBuffer.wrap(value);
        return mark.getLong() == run ? Optional.of(new Moments(mark.getLong(), mark.getLong())) : Optional.empty();
    }

    private byte @Nullable [] key(long number) {
        return keys.length == 0 ? null : keys[(int) (number % keys.length)];
    }

    private byte[] value(long number) {
        return values[(int) (number % values.length)];
    }
}
