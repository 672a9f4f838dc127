package dev.castellan.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// The same load with settings as they come and with those that were recommended, in turns.
///
/// @param pairs each measured one right after the other
/// @param throughput in records a second
/// @param p99 in milliseconds; empty where nothing had a latency
/// @param codecs how the recommended settings do with each codec
public record Trial(List<Pair> pairs, Ratio throughput, Ratio p99, List<Codec> codecs) {
    /// A codec has to bring so much in the median. On a busy machine two runs of the same differ by more.
    private static final double WORTH = 1.05;

    public Trial {
        pairs = List.copyOf(pairs);
        codecs = List.copyOf(codecs);
    }

    /// One round.
    ///
    /// @param compressed the recommended settings with a codec each
    public record Pair(Result before, Result after, List<Result> compressed) {
        public Pair {
            compressed = List.copyOf(compressed);
        }
    }

    /// The medians of both, and of what the second is to the first in each pair.
    public record Ratio(double before, double after, double ratio) {
        private static Ratio of(List<Pair> pairs, ToDoubleFunction<Result> measure) {
            return new Ratio(
                    median(pairs, pair -> measure.applyAsDouble(pair.before())),
                    median(pairs, pair -> measure.applyAsDouble(pair.after())),
                    median(
                            pairs,
                            pair -> measure.applyAsDouble(pair.after())
                                    / Math.max(measure.applyAsDouble(pair.before()), 1e-9)));
        }
    }

    /// What a codec did, the medians.
    ///
    /// @param ratio how many times as good as without it: in records a second, at a rate in the 99th percentile
    /// @param left what it leaves of the bytes
    /// @param worth whether it is better by 5 % at least
    public record Codec(String name, double recordsPerSecond, double p99, double ratio, double left, boolean worth) {}

    /// @param pairs at least one, all with the same codecs in the same order
    public static Trial of(List<Pair> pairs) {
        List<Codec> codecs = new ArrayList<>();
        for (int i = 0; i < pairs.getFirst().compressed().size(); i++) {
            codecs.add(codec(pairs, i));
        }
        return new Trial(pairs, Ratio.of(pairs, Trial::throughput), Ratio.of(pairs, Trial::p99), codecs);
    }

    private static Codec codec(List<Pair> pairs, int index) {
        boolean paced = pairs.getFirst().after().workload().rate().isPresent();
        double ratio = median(pairs, pair -> {
            Result with = pair.compressed().get(index);
            return paced
                    ? p99(pair.after()) / Math.max(p99(with), 1e-9)
                    : throughput(with) / Math.max(throughput(pair.after()), 1e-9);
        });
        return new Codec(
                pairs.getFirst().compressed().get(index).workload().batching().compression(),
                median(pairs, pair -> throughput(pair.compressed().get(index))),
                median(pairs, pair -> p99(pair.compressed().get(index))),
                ratio,
                median(
                        pairs,
                        pair -> Gauge.COMPRESSION
                                .in(pair.compressed().get(index).gauges())
                                .orElse(1.0)),
                ratio >= WORTH);
    }

    private static double throughput(Result result) {
        return result.throughput().recordsPerSecond();
    }

    private static double p99(Result result) {
        return result.latency().map(Distribution::p99).orElse(0.0);
    }

    /// Of an even number, the lower of the two in the middle: a value that was really measured.
    private static double median(List<Pair> pairs, ToDoubleFunction<Pair> measure) {
        double[] sorted = pairs.stream().mapToDouble(measure).sorted().toArray();
        return Math.round(sorted[(sorted.length - 1) / 2] * 1000) / 1000.0;
    }
}
