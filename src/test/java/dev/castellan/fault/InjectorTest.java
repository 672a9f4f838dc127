package dev.castellan.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.castellan.problem.WorldRefused;
import dev.castellan.target.Target;
import dev.castellan.testkit.FakeTarget;
import dev.castellan.testkit.FakeWorld;
import dev.castellan.testkit.Specs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is begun is written down first, and put right by whoever finds it.
final class InjectorTest {
    private static final Fault KILL = new Fault.Kill(Aim.at(2));
    private static final Fault CUT = new Fault.Cut(new Aim(Aim.By.LEADER, new TreeSet<>(List.of(1)), "leads"));
    private static final Fault FULL = new Fault.FullDisk(Aim.at(1));
    private static final Fault LOSE = new Fault.Wipe(Aim.at(3));
    private static final Fault RESTART = new Fault.Changed(Aim.at(1), Changes.Change.ROLLING_RESTART);

    @TempDir
    private Path folder = Path.of("");

    private final FakeTarget target = target();
    private final Noted changes = new Noted();

    /// Writes down what is asked of it.
    private static final class Noted implements Changes {
        private final List<String> made = new ArrayList<>();

        @Override
        public void make(Change change, SortedSet<Integer> nodes) {
            made.add("make " + change + " " + nodes);
        }

        @Override
        public void settle(Change change, SortedSet<Integer> nodes) {
            made.add("settle " + change + " " + nodes);
        }

        @Override
        public void refill(SortedSet<Integer> nodes) {
            made.add("refill " + nodes);
        }
    }

    @Test
    void each_fault_is_begun_and_ended_at_its_nodes_and_nothing_is_left_of_it() {
        Injector injector = injector(target);
        List<Fault> all = List.of(
                KILL,
                new Fault.Stop(Aim.at(2)),
                new Fault.Pause(Aim.at(2)),
                CUT,
                new Fault.CutOneWay(Aim.at(2)),
                new Fault.Delay(Aim.at(2), 200),
                new Fault.Loss(Aim.at(2), 10),
                FULL,
                LOSE,
                RESTART);

        for (Fault fault : all) {
            injector.begin(fault);
            assertThat(injector.underWay()).containsExactly(fault);
            injector.end(fault);
        }

        assertThat(folder).isEmptyDirectory();
        assertThat(target.done())
                .containsExactly(
                        "begin Down[how=KILLED] of 2 for 60 s",
                        "end DOWN of 2",
                        "start 2",
                        "begin Down[how=STOPPED] of 2 for 60 s",
                        "end DOWN of 2",
                        "start 2",
                        "begin Paused[] of 2 for 60 s",
                        "end PAUSED of 2",
                        "begin CutOff[way=BOTH] of 1 for 60 s",
                        "end CUT_OFF of 1",
                        "begin CutOff[way=TOWARDS_IT] of 2 for 60 s",
                        "end CUT_OFF of 2",
                        "begin Slow[millis=200] of 2 for 60 s",
                        "end SLOW of 2",
                        "begin Lossy[percent=10] of 2 for 60 s",
                        "end LOSSY of 2",
                        "begin Full[] of 1 for 60 s",
                        "end FULL of 1",
                        "start 1",
                        "begin Emptied[] of 3 for 60 s",
                        "end EMPTIED of 3");
        assertThat(changes.made)
                .containsExactly("refill [3]", "make ROLLING_RESTART [1]", "settle ROLLING_RESTART [1]");
    }

    @Test
    void another_process_finds_what_was_left_and_puts_it_right_the_newest_first() {
        Injector killed = injector(target());
        killed.begin(KILL);
        killed.begin(CUT);

        assertThat(injector(target).undo()).containsExactly(CUT, KILL);

        assertThat(target.done()).containsExactly("end CUT_OFF of 1", "end DOWN of 2", "start 2");
        assertThat(folder).isEmptyDirectory();
        assertThat(injector(target).undo()).isEmpty();
    }

    @Test
    void a_stop_in_the_middle_of_which_somebody_was_killed_is_finished_before_nodes_start_again() {
        Fault stop = new Fault.Stop(Aim.at(3));
        new FaultFile(folder).write(List.of(new FaultFile.Entry(stop, FaultFile.Stage.BEGINNING)));

        assertThat(injector(target).undo()).containsExactly(stop);

        assertThat(target.done()).containsExactly("begin Down[how=STOPPED] of 3 for 60 s", "end DOWN of 3", "start 3");
    }

    @Test
    void what_was_lost_or_changed_half_way_is_put_right_by_whoever_finds_it_and_never_lost_again() {
        new FaultFile(folder)
                .write(List.of(
                        new FaultFile.Entry(LOSE, FaultFile.Stage.BEGINNING),
                        new FaultFile.Entry(RESTART, FaultFile.Stage.BEGINNING)));

        assertThat(injector(target).undo()).containsExactly(RESTART, LOSE);

        assertThat(target.done()).containsExactly("end EMPTIED of 3");
        assertThat(changes.made).containsExactly("settle ROLLING_RESTART [1]", "refill [3]");
    }

    @Test
    void nothing_is_begun_while_something_is_left() {
        injector(target()).begin(KILL);

        assertThatThrownBy(() -> injector(target).begin(CUT))
                .isInstanceOf(WorldRefused.class)
                .hasMessage(
                        "a drill was broken off and has left kill -9 of kafka-2; castellan drill undo puts it right");

        assertThat(target.done()).isEmpty();
    }

    @Test
    void a_fault_that_cannot_be_begun_is_ended_and_not_left_written_down() {
        Injector injector = injector(target.refusing("begin"));

        assertThatThrownBy(() -> injector.begin(CUT)).hasMessageStartingWith("kafka  refuses to begin CutOff");

        assertThat(target.done()).containsExactly("end CUT_OFF of 1");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void what_cannot_be_put_right_stays_written_down_and_the_rest_is_put_right() {
        Injector killed = injector(target());
        killed.begin(KILL);
        killed.begin(CUT);

        assertThatThrownBy(() -> injector(target.refusing("end CUT_OFF")).undo())
                .hasMessage("kafka  refuses to end CUT_OFF of 1");

        assertThat(target.done()).containsExactly("end DOWN of 2", "start 2");
        assertThat(injector(target).underWay()).containsExactly(CUT);
    }

    @Test
    void a_file_that_cannot_be_read_is_named() throws IOException {
        for (String text : List.of(
                "", "{}", "{\"faults\": null}", "{\"faults\": [{\"fault\": {\"fault\": \"Quake\"}}]}", "null")) {
            Files.writeString(folder.resolve(FaultFile.NAME), text);
            assertThatThrownBy(() -> injector(target).undo())
                    .as(text)
                    .isInstanceOf(WorldRefused.class)
                    .hasMessageContaining("faults.json  says which faults are under way, and cannot be read");
        }
    }

    private Injector injector(Target target) {
        return new Injector(target, folder, Duration.ofSeconds(60), changes);
    }

    private static FakeTarget target() {
        return new FakeTarget(
                FakeWorld.with(Specs.aCluster("nodes: 3\n")), node -> new Target.Pulse(true, 0), List.of());
    }
}
