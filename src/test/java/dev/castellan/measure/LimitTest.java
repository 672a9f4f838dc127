package dev.castellan.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.measure.Limit.Verdict;
import dev.castellan.measure.Workload.Kind;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
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
        Result.Machine mute = apart(Optional.empty(), Map.of());

        assertThat(Limit.of(FLAT_OUT, mute, Map.of()))
                .filteredOn(limit -> !limit.what().equals("client"))
                .allMatch(limit -> limit.verdict() == Verdict.UNKNOWN);
    }

    @Test
    void disks_of_other_machines_are_not_guessed_from_those_of_this_one() {
        Result.Machine apart = apart(Optional.of(0.99), Map.of());

        assertThat(verdict("disk", FLAT_OUT, apart, Map.of())).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void the_busiest_of_the_brokers_machines_is_named_with_what_it_lacks() {
        Result.Machine idle = apart(Optional.of(0.1), Map.of("one", strain(0.4, 0.2), "two", strain(0.5, 0.3)));
        Result.Machine full = apart(Optional.of(0.1), Map.of("one", strain(0.4, 0.95), "two", strain(0.93, 0.3)));

        assertThat(verdict("cpu", FLAT_OUT, idle, Map.of())).isEqualTo(Verdict.FREE);
        assertThat(verdict("cpu", FLAT_OUT, full, Map.of())).isEqualTo(Verdict.BOUND);
        assertThat(verdict("disk", FLAT_OUT, idle, Map.of())).isEqualTo(Verdict.FREE);
        assertThat(verdict("disk", FLAT_OUT, full, Map.of())).isEqualTo(Verdict.BOUND);
        assertThat(Limit.of(FLAT_OUT, full, Map.of()))
                .extracting(Limit::why)
                .anyMatch(why -> why.endsWith("the busiest broker's machine is two with 93 %"))
                .contains("the busiest disk is one of one, with work 95 % of the time");
    }

    private static Result.Machine apart(Optional<Double> disk, Map<String, Strain> brokers) {
        Optional<Double> busy = disk.map(known -> 0.2);
        return new Result.Machine(2, false, 0, busy, Optional.empty(), disk, Optional.empty(), new TreeMap<>(brokers));
    }

    private static Strain strain(double busy, double disk) {
        return new Strain(4, Optional.of(busy), Optional.empty(), Optional.of(disk), Optional.empty());
    }
}
