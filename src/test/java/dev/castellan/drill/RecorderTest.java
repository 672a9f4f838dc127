package dev.castellan.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.ledger.Delivered;
import dev.castellan.ledger.History;
import dev.castellan.ledger.Id;
import dev.castellan.ledger.Reading;
import dev.castellan.ledger.Sent;
import dev.castellan.ledger.Sent.Outcome;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// What is written down while clients work.
final class RecorderTest {
    private final Recorder recorder = new Recorder();

    private void send(long number, int partition) {
        recorder.intend(new Id(0, number), partition, OptionalLong.empty());
    }

    private void settle(long number, Outcome outcome) {
        recorder.settle(new Id(0, number), outcome, OptionalLong.empty());
    }

    @Test
    void partitions_take_records_again_once_one_that_was_sent_since_is_acknowledged() {
        send(0, 0);
        send(1, 1);
        long moment = recorder.now();
        settle(0, Outcome.ACKNOWLEDGED);
        settle(1, Outcome.ACKNOWLEDGED);
        assertThat(recorder.isTaken(2, moment)).as("both were sent before").isFalse();

        send(2, 0);
        send(3, 1);
        settle(2, Outcome.ACKNOWLEDGED);
        settle(3, Outcome.UNKNOWN);
        assertThat(recorder.isTaken(2, moment)).as("partition 1 took none").isFalse();

        send(4, 1);
        settle(4, Outcome.ACKNOWLEDGED);
        assertThat(recorder.isTaken(2, moment)).isTrue();
    }

    @Test
    void a_reader_has_all_once_it_has_what_was_acknowledged_and_committed() {
        send(0, 0);
        settle(0, Outcome.ACKNOWLEDGED);
        send(1, 0);
        settle(1, Outcome.UNKNOWN);
        Id aborted = new Id(1, 0);
        recorder.intend(aborted, 0, OptionalLong.of(0));
        recorder.settle(aborted, Outcome.ACKNOWLEDGED, OptionalLong.empty());
        recorder.settle(1, 0, History.Fate.ABORTED);
        assertThat(recorder.hasAll("readers")).isFalse();

        recorder.deliver("readers", Reading.Kind.SHARE, List.of(new Delivered(new Id(0, 0), 0, 0, 0)));
        assertThat(recorder.hasAll("readers")).isTrue();

        recorder.settle(1, 0, History.Fate.COMMITTED);
        assertThat(recorder.hasAll("readers")).isFalse();
    }

    @Test
    void what_is_under_way_at_the_end_may_or_may_not_appear() {
        send(0, 0);
        History history = recorder.history();
        assertThat(history.sent()).extracting(Sent::outcome).containsExactly(Outcome.UNKNOWN);
    }
}
