package dev.castellan.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.fault.Fault;
import dev.castellan.machine.LocalProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Faults of three nodes on this machine: each is begun and ended, or left behind and undone, and nothing stays.
class FaultIT {
    private static final Duration BOUND = Duration.ofSeconds(90);
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Set<Integer> ALL = Set.of(1, 2, 3);

    private static Sandbox sandbox;

    @BeforeAll
    static void three_nodes() {
        sandbox = Sandbox.open("faults");
        sandbox.spec("name: faults\nheap: 256m\ntopics: {drill: {partitions: 3}}\n" + FreePorts.nodes(3));
        sandbox.run("up").succeeds();
    }

    @AfterAll
    static void nothing_stays() {
        sandbox.close();
    }

    @Test
    @Tag("long")
    void each_fault_hits_its_nodes_and_no_others_and_the_cluster_is_whole_when_it_has_ended() {
        for (String kind : List.of(
                "kill-leader",
                "stop-controller",
                "pause",
                "kill-majority",
                "pause-all",
                "stop-all",
                "lose-data-leader",
                "lose-data-controller",
                "rolling-restart")) {
            try (FaultRig rig = FaultRig.open(sandbox, LONG)) {
                Fault fault = rig.choose(kind);

                rig.injector().begin(fault);

                assertThat(fault instanceof Fault.Pause ? stopped() : gone())
                        .as(kind)
                        .isEqualTo(fault instanceof Fault.Changed ? Set.of() : fault.nodes());
                assertThat(fault.nodes())
                        .as(kind)
                        .allSatisfy(
                                id -> assertThat(Files.exists(storage(id))).isNotEqualTo(fault instanceof Fault.Wipe));
                rig.injector().end(fault);
                leavesNothing(kind);
            }
        }
    }

    @Test
    @Tag("long")
    void what_a_killed_process_leaves_behind_is_undone_by_the_next() throws Exception {
        areLeftBehindAndUndone(List.of("stop-leader", "pause-majority", "lose-data-controller", "rolling-restart"));
    }

    @Test
    @Tag("long")
    void other_kinds_that_a_killed_process_leaves_behind_are_undone_too() throws Exception {
        areLeftBehindAndUndone(List.of("kill", "pause-controller", "kill-all"));
    }

    private static void areLeftBehindAndUndone(List<String> kinds) throws Exception {
        for (String kind : kinds) {
            leftBehind(kind, LONG);

            try (FaultRig rig = FaultRig.open(sandbox, LONG)) {
                assertThat(rig.injector().undo()).extracting(Fault::name).containsExactly(kind);
                leavesNothing(kind);
                assertThat(rig.injector().undo()).isEmpty();
            }
        }
    }

    @Test
    @Tag("long")
    void a_process_killed_while_it_begins_a_fault_is_no_harder_to_clean_up_after() throws Exception {
        for (String kind : List.of("stop-all", "pause-all", "lose-data", "rolling-restart")) {
            Process process = begin(kind, LONG);
            Sandbox.eventually(kind + " begins", BOUND, () -> Files.exists(file()));
            kill(process);

            try (FaultRig rig = FaultRig.open(sandbox, LONG)) {
                assertThat(rig.injector().undo()).extracting(Fault::name).containsExactly(kind);
                leavesNothing(kind);
            }
        }
    }

    @Test
    void a_pause_that_nobody_ends_ends_by_itself() throws Exception {
        leftBehind("pause-all", Duration.ofSeconds(20));
        assertThat(stopped()).isEqualTo(ALL);

        Sandbox.eventually("all go on", BOUND, () -> stopped().isEmpty());

        try (FaultRig rig = FaultRig.open(sandbox, LONG)) {
            assertThat(rig.injector().undo()).hasSize(1);
            leavesNothing("pause-all");
        }
    }

    private static void leftBehind(String kind, Duration most) throws Exception {
        Process process = begin(kind, most);
        Path said = sandbox.lastOutput();
        Sandbox.eventually(kind + " is begun", BOUND, () -> {
            assertThat(process.isAlive()).isTrue();
            return Sandbox.text(said).contains("begun");
        });
        kill(process);
    }

    private static Process begin(String kind, Duration most) {
        return sandbox.start(
                FaultRig.class,
                sandbox.home().toString(),
                sandbox.directory().toString(),
                kind,
                String.valueOf(most.toSeconds()));
    }

    private static void kill(Process process) throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    private static void leavesNothing(String kind) {
        assertThat(file()).as(kind).doesNotExist();
        assertThat(stopped()).as(kind).isEmpty();
        assertThat(ALL)
                .as(kind)
                .allSatisfy(id -> assertThat(LocalProcess.search("castellan.continues=" + sandbox.node("faults", id)))
                        .isEmpty());
        Sandbox.eventually(
                "the cluster is whole after " + kind,
                BOUND,
                () -> sandbox.run("status").exitCode() == 0);
    }

    private static Path storage(int id) {
        return sandbox.node("faults", id).resolve("data/meta.properties");
    }

    private static Path file() {
        return sandbox.home().resolve("clusters/faults/faults.json");
    }

    private static Set<Integer> gone() {
        return ALL.stream().filter(id -> process(id).isEmpty()).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Optional<LocalProcess> process(int id) {
        return LocalProcess.search("-Dcastellan.node=" + sandbox.node("faults", id));
    }

    private static Set<Integer> stopped() {
        return ALL.stream()
                .filter(id -> process(id)
                        .map(node -> Sandbox.text(Path.of("/proc/" + node.pid() + "/stat")))
                        .filter(stat ->
                                stat.substring(stat.lastIndexOf(')') + 2).startsWith("T"))
                        .isPresent())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
