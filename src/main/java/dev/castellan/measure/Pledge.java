package dev.castellan.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// A rate and latencies that a cluster is to keep, and whether it did.
///
/// @param perSecond records a second
/// @param millis the most that each named percentile may be, see [Distribution#named]
public record Pledge(double perSecond, SequencedMap<String, Double> millis) {
    /// So much of the rate has to come through: the last records of a run are on their way when it ends.
    private static final double KEPT = 0.95;

    /// One thing that was promised.
    ///
    /// @param what `rate`, `lost` or the name of a percentile
    /// @param measured empty where nothing was measured
    public record Answer(String what, double promised, Optional<Double> measured, boolean met) {}

    /// Whether all of it was met, and each part.
    public record Verdict(boolean met, List<Answer> answers) {
        public Verdict {
            answers = List.copyOf(answers);
        }
    }

    public Verdict judge(Result result) {
        List<Answer> answers = new ArrayList<>();
        double rate = result.throughput().recordsPerSecond();
        answers.add(new Answer("rate", perSecond, Optional.of(rate), rate >= KEPT * perSecond));
        double lost = result.throughput().lost();
        answers.add(new Answer("lost", 0, Optional.of(lost), lost == 0));
        for (Map.Entry<String, Double> most : millis.entrySet()) {
            Optional<Double> measured = result.latency()
                    .filter(latency -> latency.count() > 0)
                    .map(latency -> latency.named(most.getKey()));
            boolean met = measured.filter(is -> is <= most.getValue()).isPresent();
            answers.add(new Answer(most.getKey(), most.getValue(), measured, met));
        }
        return new Verdict(answers.stream().allMatch(Answer::met), answers);
    }
}
