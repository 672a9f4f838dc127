package dev.castellan.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.measure.Limit.Verdict;
import dev.castellan.measure.Workload.Kind;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class LimitTest {
    private static final Workload FLAT_OUT = Results.workload(Kind.produce, Optional.empty(), 1);

    private static Verdict verdict(String what, Workload workload, Result.Machine machine, Map<String, Double> gauges) {
        return Objects.requireNonNull(Limit.of(workload, machine, gauges).stream()
                .collect(Collectors.toMap(Limit::what, Limit::verdict))
                .get(what));
    }

    @Test
    void a_machine_without_idle_time_holds_a_run_back() {
        assertThat(verdict("cpu", FLAT_OUT, Results.machine(0.97), Map.of())).isEqualTo(Verdict.BOUND);
        assertThat(verdict("cpu", FLAT_OUT, Results.machine(0.5), Map.of())).isEqualTo(Verdict.FREE);
    }

    @Test
    void a_client_that_never_waits_for_room_is_the_limit_itself() {
        assertThat(verdict("client", FLAT_OUT, Results.machine(0.5), Map.of("waitingShare", 0.01)))
                .isEqualTo(Verdict.BOUND);
        assertThat(verdict("client", FLAT_OUT, Results.machine(0.5), Map.of("waitingShare", 0.7)))
                .isEqualTo(Verdict.FREE);
        assertThat(verdict("client", FLAT_OUT, Results.machine(0.5), Map.of("waitingShare", 0.1)))
                .isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void a_quota_shows_in_what_brokers_hold_back() {
        assertThat(verdict("quota", FLAT_OUT, Results.machine(0.5), Map.of("throttleTimeMs", 12.0)))
                .isEqualTo(Verdict.BOUND);
    }

    @Test
    void what_is_not_measured_is_not_known() {
        Result.Machine mute =
                new Result.Machine(2, false, 0, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        assertThat(Limit.of(FLAT_OUT, mute, Map.of()))
                .filteredOn(limit -> !limit.what().equals("client"))
                .allMatch(limit -> limit.verdict() == Verdict.UNKNOWN);
    }

    @Test
    void disks_of_other_machines_are_not_guessed_from_those_of_this_one() {
        Result.Machine apart = new Result.Machine(
                2, false, 0, Optional.of(0.2), Optional.empty(), Optional.of(0.99), Optional.empty());

        assertThat(verdict("disk", FLAT_OUT, apart, Map.of())).isEqualTo(Verdict.UNKNOWN);
    }
}
