package dev.castellan.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.castellan.history.Entry;
import dev.castellan.machine.SafeFiles;
import dev.castellan.plan.Plan;
import dev.castellan.plan.Step;
import dev.castellan.problem.WorldRefused;
import dev.castellan.security.Secret;
import dev.castellan.target.Identity;
import dev.castellan.target.Target;
import dev.castellan.target.Target.Pulse;
import dev.castellan.testkit.FakeTarget;
import dev.castellan.testkit.FakeWorld;
import dev.castellan.testkit.FileHold;
import dev.castellan.testkit.Specs;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Steps are done in order, journalled, and stopped at by the first refusal.
final class ApplierTest {
    @TempDir
    private Path directory = Path.of("");

    private final List<String> heard = new ArrayList<>();

    @Test
    void steps_become_what_the_target_is_told() {
        FakeTarget target = target(new FakeWorld());
        apply(
                target,
                new Step.Prepare(""),
                new Step.ChooseIdentity(new Identity("id", new TreeMap<>()), ""),
                new Step.WriteFiles(1, new TreeMap<>(), new TreeMap<>(Map.of("f", "text")), ""),
                new Step.FormatStorage(ids(1), ids(2), "id", "voters", ""),
                new Step.RemoveNodes(ids(1, 2), Target.Fate.DELETED, ""));
        assertThat(target.done())
                .containsExactly(
                        "prepare",
                        "identity id",
                        "write 1 [f]",
                        "format {1=FIRST_VOTER, 2=JOINS_LATER} id voters",
                        "remove [1, 2]");
    }

    @Test
    void nodes_are_stopped_together_and_softly_unless_the_plug_is_pulled() {
        FakeTarget target = target(new FakeWorld());
        apply(target, new Step.StopNodes(ids(1, 2, 3), Step.Ending.CONTROLLED, ""));
        assertThat(target.done()).containsExactlyInAnyOrder("stop 1", "stop 2", "stop 3");
        apply(target, new Step.StopNodes(ids(2), Step.Ending.PLUG, ""));
        assertThat(target.done()).endsWith("kill 2");
    }

    @Test
    void a_refused_step_ends_the_plan_and_stands_in_the_journal() {
        FakeTarget target = target(FakeWorld.with(Specs.aCluster("nodes: [{port: 1, controller-port: 2}]")));
        assertThatThrownBy(() -> apply(
                        target,
                        new Step.Prepare(""),
                        new Step.StartNodes(ids(1), "not running"),
                        new Step.RemoveNodes(ids(1), Target.Fate.DELETED, "")))
                .isInstanceOf(WorldRefused.class);
        assertThat(target.done()).containsExactly("prepare", "start 1");
        assertThat(SafeFiles.read(directory.resolve("journal")).orElseThrow().lines())
                .map(line -> line.replaceAll(".*\"moment\":\"(\\w+)\",\"step\":\"(\\w+)\".*", "$1 $2"))
                .containsExactly("BEGUN Prepare", "DONE Prepare", "BEGUN StartNodes", "REFUSED StartNodes");
        assertThat(heard).containsExactly("begun Prepare", "done Prepare", "begun StartNodes");
    }

    @Test
    void a_node_is_not_restarted_when_nobody_can_say_what_that_takes_away() {
        FakeTarget target = target(FakeWorld.with(Specs.aCluster("nodes: [{port: 1, controller-port: 2}]")));
        assertThatThrownBy(() -> apply(target, Step.RestartNodes.of(1, List.of("asked for"))))
                .isInstanceOf(WorldRefused.class)
                .hasMessageStartingWith("kafka-1  may not restart now: the cluster does not answer");
        assertThat(target.done()).isEmpty();
    }

    private static FakeTarget target(FakeWorld world) {
        return new FakeTarget(world, node -> new Pulse(false, 0), List.of());
    }

    private void apply(FakeTarget target, Step... steps) {
        Listener listener = new Listener() {
            @Override
            public void begun(Step step) {
                heard.add("begun " + step.getClass().getSimpleName());
            }

            @Override
            public void waiting(Step step, String what) {
                heard.add("waiting " + what);
            }

            @Override
            public void done(Step step, Duration took) {
                heard.add("done " + step.getClass().getSimpleName());
            }
        };
        new Applier(
                        target,
                        new Journal(
                                new FileHold(directory.resolve("journal")),
                                () -> Instant.EPOCH,
                                new Entry.Origin("r1", "apply", "jane@laptop, pid 17")),
                        listener,
                        () -> Instant.EPOCH,
                        pause -> {},
                        user -> new Secret("of " + user))
                .apply(new Plan("orders", "4.3.1", List.of(steps), List.of()));
    }

    private static TreeSet<Integer> ids(Integer... ids) {
        return new TreeSet<>(List.of(ids));
    }
}
