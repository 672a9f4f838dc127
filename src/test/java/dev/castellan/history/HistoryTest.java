package dev.castellan.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.target.JournalPart;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Lines of a journal become runs, however they were cut, mixed or written by an older Castellan.
final class HistoryTest {
    private final Lines lines = new Lines();

    @Test
    void a_run_has_its_steps_with_their_reasons_and_how_long_they_took() {
        Run run = only(lines.begun(0, 1, "WriteFiles", 1)
                .done(1, 1, "WriteFiles", 1)
                .begun(1, 2, "RestartNode", 1)
                .done(11, 2, "RestartNode", 1)
                .history());
        assertThat(run.state()).isEqualTo(Run.State.DONE);
        assertThat(run.origin().verb()).isEqualTo("apply");
        assertThat(run.steps()).hasSize(2);
        assertThat(run.steps().getFirst().deed().changes()).contains("+ num.io.threads=16");
        assertThat(run.steps().getLast().took()).contains(Duration.ofSeconds(10));
        assertThat(run.steps().getLast().deed().why()).isEqualTo("differs from cluster.yaml");
        assertThat(run.ended()).contains(Lines.NOON.plusSeconds(11));
    }

    @Test
    void steps_of_one_batch_end_in_any_order() {
        Run run = only(lines.begun(0, 1, "Install", 1)
                .begun(0, 2, "Install", 2)
                .done(3, 2, "Install", 2)
                .refused(5, 1, "Install", "no space", 1)
                .history());
        assertThat(run.steps())
                .extracting(RunStep::outcome)
                .containsExactly(RunStep.Outcome.REFUSED, RunStep.Outcome.DONE);
        assertThat(run.state()).isEqualTo(Run.State.REFUSED);
        assertThat(run.steps().getFirst().detail()).isEqualTo("no space");
    }

    @Test
    void a_run_that_was_killed_is_recognised_with_the_step_it_was_in() {
        Run run = only(lines.begun(0, 3, "WriteFiles", 1)
                .done(1, 3, "WriteFiles", 1)
                .begun(1, 4, "RestartNode", 1)
                .history());
        assertThat(run.state()).isEqualTo(Run.State.CUT_OFF);
        assertThat(run.ended()).isEmpty();
        assertThat(run.unfinished().orElseThrow().position()).isEqualTo(4);
        assertThat(run.unfinished().orElseThrow().of()).isEqualTo(9);
    }

    @Test
    void a_run_whose_process_holds_the_cluster_is_under_way() {
        lines.begun(0, 1, "RestartNode", 1).begun(1, 1, "RestartNode", 1);
        assertThat(state("castellan apply of jane@laptop, pid 4711, since 2026-11-29T11:59:59.5Z"))
                .isEqualTo(Run.State.UNDER_WAY);
        assertThat(state("castellan apply of jane@laptop, pid 5000, since 2026-11-29T11:59:59.5Z"))
                .isEqualTo(Run.State.CUT_OFF);
        assertThat(state("castellan apply of jane@laptop, pid 4711, since 2026-11-30T00:00:00Z"))
                .as("another process of the same number")
                .isEqualTo(Run.State.CUT_OFF);
    }

    private Run.State state(String holder) {
        return only(History.of(List.of(lines.heldBy(holder)))).state();
    }

    @Test
    void what_several_hosts_keep_counts_once_and_completes_each_other() {
        Lines whole = new Lines()
                .begun(0, 1, "WriteFiles", 1)
                .done(1, 1, "WriteFiles", 1)
                .begun(2, 2, "RestartNode", 1);
        Lines late = new Lines().begun(2, 2, "RestartNode", 1).done(9, 2, "RestartNode", 1);
        History history = History.of(List.of(
                late.at("h2"), whole.at("h1"), JournalPart.unanswered("h3", "does not answer"), whole.at("here")));
        assertThat(only(history).steps())
                .extracting(step -> step.deed().step())
                .containsExactly("WriteFiles", "RestartNode");
        assertThat(only(history).state()).isEqualTo(Run.State.DONE);
        assertThat(history.unanswered()).containsExactly(Map.entry("h3", "does not answer"));
    }

    @Test
    void a_torn_line_costs_nothing_but_itself() {
        String whole =
                lines.begun(0, 1, "RestartNode", 1).done(4, 1, "RestartNode", 1).text();
        String next = new Lines().run("r2", "stop").begun(60, 1, "StopNodes", 1).text();
        for (int cut = 0; cut < whole.length(); cut++) {
            List<Run> runs = new Lines().raw(whole.substring(0, cut)).history().runs();
            assertThat(runs.size()).isLessThanOrEqualTo(1);
            List<Run> appended =
                    new Lines().raw(whole.substring(0, cut) + next).history().runs();
            assertThat(appended.getLast().origin().verb())
                    .as("after a line torn at " + cut)
                    .isEqualTo("stop");
        }
    }

    @Test
    void the_middle_of_a_journal_does_without_its_beginning() {
        Run run = only(lines.done(4, 1, "RestartNode", 1)
                .begun(5, 2, "RestartNode", 2)
                .done(9, 2, "RestartNode", 2)
                .history());
        assertThat(run.state()).isEqualTo(Run.State.DONE);
        assertThat(run.steps()).hasSize(2);
        assertThat(run.steps().getFirst().took()).isEmpty();
    }

    @Test
    void fields_of_newer_and_moments_of_unknown_kind_are_passed_over() {
        History history = lines.raw(
                        "{\"at\":\"2026-11-29T12:00:00Z\",\"moment\":\"PAUSED\",\"step\":\"X\",\"by\":\"j, pid 1\"}\n")
                .raw("{\"at\":\"2026-11-29T12:00:00Z\",\"moment\":\"BEGUN\",\"step\":\"Fly\",\"mood\":{\"deep\":[1]},"
                        + "\"where\":\"kafka-1..3\",\"what\":\"fly\",\"why\":null,\"by\":\"j, pid 1\",\"run\":\"x\"}\n")
                .raw("\n[]\nnonsense\n{\"at\":\"yesterday\",\"moment\":\"BEGUN\"}\n")
                .history();
        assertThat(only(history).steps().getFirst().deed())
                .isEqualTo(new Deed("Fly", List.of(1, 2, 3), "kafka-1..3", "fly", "", List.of()));
    }

    @Test
    void older_journals_tell_runs_by_their_process_and_by_silence() {
        List<Run> runs = lines.older(17)
                .begun(0, 0, "WriteFiles", 1)
                .done(1, 0, "WriteFiles", 1)
                .begun(2, 0, "RestartNode", 1)
                .done(500, 0, "RestartNode", 1)
                .older(18)
                .begun(600, 0, "RestartNode", 2)
                .older(17)
                .begun(9000, 0, "RestartNode", 3)
                .done(9001, 0, "RestartNode", 3)
                .history()
                .runs();
        assertThat(runs).extracting(run -> run.steps().size()).containsExactly(2, 1, 1);
        assertThat(runs).extracting(Run::state).containsExactly(Run.State.DONE, Run.State.CUT_OFF, Run.State.DONE);
        assertThat(runs.getFirst().steps().getLast().deed().nodes()).containsExactly(1);
    }

    @Test
    void the_last_runs_are_those_that_began_last() {
        lines.run("r1", "up").begun(0, 1, "StartNodes", 1).done(1, 1, "StartNodes", 1);
        lines.run("r2", "stop").begun(2, 1, "StopNodes", 1).done(3, 1, "StopNodes", 1);
        History history = lines.history();
        assertThat(history.last(1).runs())
                .extracting(run -> run.origin().verb())
                .containsExactly("stop");
        assertThat(history.last(5)).isEqualTo(history);
    }

    @Test
    void whatever_the_order_in_which_hosts_answer_the_history_is_the_same() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            Lines all = new Lines();
            for (int run = 0; run < 4; run++) {
                all.run("r" + run, "apply");
                for (int step = 1; step <= 3; step++) {
                    all.begun(run * 100 + step * 10, step, "RestartNode", step)
                            .done(run * 100 + step * 10 + 5, step, "RestartNode", step);
                }
            }
            List<String> lines = all.text().lines().toList();
            List<JournalPart> parts = new ArrayList<>();
            parts.add(all.at("whole"));
            for (int host = 0; host < 3; host++) {
                Lines some = new Lines();
                lines.stream().filter(line -> random.nextInt(3) > 0).forEach(line -> some.raw(line + "\n"));
                parts.add(random.nextInt(parts.size() + 1), some.at("h" + host));
            }
            assertThat(History.of(parts)).as("seed " + seed).isEqualTo(all.history());
        }
    }

    @Test
    void no_journal_is_no_run() {
        assertThat(History.of(List.of()).runs()).isEmpty();
        assertThat(new Lines().history().runs()).isEmpty();
    }

    private static Run only(History history) {
        assertThat(history.runs()).hasSize(1);
        return history.runs().getFirst();
    }
}
