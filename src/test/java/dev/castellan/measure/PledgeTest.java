package dev.castellan.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PledgeTest {
    private static Pledge pledge(double rate, Map<String, Double> millis) {
        return new Pledge(rate, new LinkedHashMap<>(millis));
    }

    @Test
    void a_promise_is_met_when_rate_and_latencies_are() {
        Pledge.Verdict verdict = pledge(1000, Map.of("p99", 50.0)).judge(Results.atRate(1000, 40));

        assertThat(verdict.met()).isTrue();
        assertThat(verdict.answers()).extracting(Pledge.Answer::what).containsExactly("rate", "lost", "p99");
    }

    @Test
    void one_percentile_above_its_bound_breaks_it() {
        Pledge.Verdict verdict = pledge(1000, Map.of("p99", 50.0, "p50", 50.0)).judge(Results.atRate(1000, 80));

        assertThat(verdict.met()).isFalse();
        assertThat(verdict.answers().stream().filter(answer -> !answer.met()))
                .extracting(Pledge.Answer::what)
                .containsExactly("p99");
    }

    @Test
    void a_rate_that_does_not_come_through_breaks_it_however_fast_the_rest_was() {
        assertThat(pledge(1200, Map.of("p99", 50.0))
                        .judge(Results.atRate(1000, 10))
                        .met())
                .isFalse();
    }

    @Test
    void lost_records_break_it() {
        assertThat(pledge(4000, Map.of("p99", 100_000.0)).judge(Results.lossy()).met())
                .isFalse();
    }

    @Test
    void what_was_not_measured_is_not_met() {
        Result whole = Results.atRate(1000, 10);
        Result mute = new Result(
                whole.at(),
                whole.workload(),
                whole.throughput(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                whole.machine(),
                whole.limits(),
                whole.notes());

        assertThat(pledge(1000, Map.of("p99", 50.0)).judge(mute).met()).isFalse();
    }
}
