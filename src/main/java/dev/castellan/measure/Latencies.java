package dev.castellan.measure;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import org.HdrHistogram.Histogram;

/// Durations by the million, each kept to three digits: microseconds up to an hour.
public final class Latencies {
    private static final long HIGHEST_MICROS = 3_600_000_000L;
    private static final int DIGITS = 3;
    private static final double MICROS_A_MILLI = 1000;

    /// Where the curve of a plot has its points: ever nearer to 100 %.
    private static final double[] CURVE = {
        0, 10, 20, 30, 40, 50, 60, 70, 75, 80, 85, 90, 92.5, 95, 96, 97, 98, 99, 99.25, 99.5, 99.7, 99.8, 99.9, 99.95,
        99.97, 99.99, 99.995, 99.999, 99.9999
    };

    private final Histogram histogram;

    private Latencies(Histogram histogram) {
        this.histogram = histogram;
    }

    public static Latencies none() {
        return new Latencies(new Histogram(1, HIGHEST_MICROS, DIGITS));
    }

    /// What [#encoded] gave.
    public static Latencies decoded(String text) {
        try {
            return new Latencies(Histogram.decodeFromCompressedByteBuffer(
                    ByteBuffer.wrap(Base64.getDecoder().decode(text)), HIGHEST_MICROS));
        } catch (DataFormatException e) {
            throw new IllegalArgumentException("no histogram: " + text, e);
        }
    }

    public void add(long nanos) {
        histogram.recordValue(Math.clamp(nanos / 1000, 0, HIGHEST_MICROS));
    }

    public void add(Latencies others) {
        histogram.add(others.histogram);
    }

    public long count() {
        return histogram.getTotalCount();
    }

    /// In the compressed form of HdrHistogram, as text.
    public String encoded() {
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(buffer, Deflater.DEFAULT_COMPRESSION);
        byte[] bytes = new byte[length];
        buffer.flip().get(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    public Distribution distribution() {
        return new Distribution(
                count(),
                millis(histogram.getMean()),
                at(50),
                at(90),
                at(95),
                at(99),
                at(99.9),
                at(99.99),
                millis((double) histogram.getMaxValue()),
                curve());
    }

    private List<Distribution.Point> curve() {
        List<Distribution.Point> points = new ArrayList<>();
        for (double percent : CURVE) {
            // Beyond the last record there is nothing to be seen.
            if (percent <= 50 || count() * (100 - percent) >= 100) {
                points.add(new Distribution.Point(percent, at(percent)));
            }
        }
        return List.copyOf(points);
    }

    private double at(double percent) {
        return millis((double) histogram.getValueAtPercentile(percent));
    }

    private static double millis(double micros) {
        return Math.round(micros) / MICROS_A_MILLI;
    }
}
