package dev.castellan.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.drill.Copies;
import dev.castellan.fault.FaultChoice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A drill that is killed in the middle of a fault, and what another command makes of it.
///
/// Some kinds; with CASTELLAN_ALL_FAULTS in the environment every one that is possible on this machine.
class DrillUndoIT {
    private static final List<String> SOME = List.of(
            "kill-leader", "pause", "lose-data-controller", "rolling-restart", "renew-certificates", "lost-leader");

    private static final Duration BUILDING = Duration.ofMinutes(4);

    @Test
    @Tag("long")
    void nothing_is_left_of_a_drill_that_was_killed_in_the_middle_of_any_fault() throws Exception {
        for (String kind : kinds()) {
            try (Sandbox sandbox = Sandbox.open("left").spec("name: left\nsecurity: tls\nheap: 256m\n")) {
                Process drill = sandbox.start("drill", "--faults", kind, "--hold", "90s");
                Path faults = sandbox.home().resolve("clusters/left-drill/faults.json");
                Path said = sandbox.lastErrors();
                Sandbox.eventually(kind + " begins", BUILDING, () -> {
                    assertThat(drill.isAlive()).as(kind + Sandbox.text(said)).isTrue();
                    return Files.exists(faults);
                });
                TimeUnit.MILLISECONDS.sleep(700); // in the middle of it, or of what begins it
                drill.destroyForcibly();
                assertThat(drill.waitFor(10, TimeUnit.SECONDS)).isTrue();

                sandbox.run("drill", "undo").succeeds().prints("undone: ", "left-drill is removed");

                DrillIT.leavesNothing(sandbox);
                sandbox.run("drill", "undo").succeeds().prints("nothing was left to undo");
            }
        }
    }

    private static List<String> kinds() {
        if (!System.getenv().containsKey("CASTELLAN_ALL_FAULTS")) {
            return SOME;
        }
        List<String> kinds = new ArrayList<>(FaultChoice.kinds());
        // Nodes of one machine share its network and its disk, and these here have no racks.
        kinds.removeIf(kind -> kind.endsWith("-rack")
                || Stream.of("cut", "delay", "loss", "full-disk").anyMatch(kind::startsWith));
        kinds.add(Copies.LOST_LEADER.kind());
        return kinds;
    }
}
