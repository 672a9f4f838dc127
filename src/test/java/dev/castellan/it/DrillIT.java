package dev.castellan.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// A drill on real clusters: what is safe loses nothing, and what is not safe is shown to be not safe.
class DrillIT {
    @Test
    void nothing_acknowledged_is_lost_while_leaders_die_and_followers_hold_still() throws IOException {
        try (Sandbox sandbox = Sandbox.open("kept")) {
            Result drill = sandbox.run(
                    "drill",
                    "--faults",
                    "kill-leader,lost-leader",
                    "--hold",
                    "10s",
                    "--report",
                    "drill.html",
                    "-o",
                    "json");

            drill.succeeds();
            JsonNode body = sandbox.parse(drill).get("body");
            JsonNode verdict = body.get("verdict");
            assertThat(verdict.get("breaches").isEmpty()).as(drill.toString()).isTrue();
            assertThat(verdict.get("counts").get("acknowledged").longValue()).isGreaterThan(2000);
            assertThat(body.get("episodes")).hasSize(2).allSatisfy(episode -> {
                assertThat(episode.get("outage").doubleValue()).isGreaterThan(1);
                assertThat(episode.get("healthy").doubleValue()).isPositive();
            });
            assertThat(Files.readString(sandbox.directory().resolve("drill.html")))
                    .contains("Every promise kept");
            leavesNothing(sandbox);
        }
    }

    @Test
    void acknowledged_by_the_leader_alone_records_are_lost_with_it() throws IOException {
        try (Sandbox sandbox = Sandbox.open("early")) {
            Result drill = sandbox.run("drill", "--faults", "lost-leader", "--acks", "1");

            drill.exits(3).prints("PROMISES BROKEN", "lost: acknowledged, and not there");
            leavesNothing(sandbox);
        }
    }

    @Test
    @Tag("long")
    void one_copy_in_sync_and_unclean_elections_lose_what_the_last_copy_had() throws IOException {
        try (Sandbox sandbox = Sandbox.open("last").spec("name: last\nnodes: {brokers: 3, controllers: 1}\n")) {
            Result drill = sandbox.run("drill", "--faults", "last-copy", "--min-insync", "1", "--unclean");

            drill.exits(3).prints("PROMISES BROKEN", "lost: acknowledged, and not there");
            leavesNothing(sandbox);
        }
    }

    @Test
    void killed_in_the_middle_of_a_fault_it_is_undone_by_another_command() throws Exception {
        try (Sandbox sandbox = Sandbox.open("cut")) {
            Process drill = sandbox.start("drill", "--faults", "pause", "--hold", "90s");
            long end = System.nanoTime() + Duration.ofSeconds(90).toNanos();
            while (!Files.exists(sandbox.home().resolve("clusters/cut-drill/faults.json"))) {
                assertThat(drill.isAlive() && System.nanoTime() < end)
                        .as(Files.readString(sandbox.lastErrors()))
                        .isTrue();
                TimeUnit.MILLISECONDS.sleep(50);
            }
            drill.destroyForcibly();
            assertThat(drill.waitFor(10, TimeUnit.SECONDS)).isTrue();

            sandbox.run("drill", "undo").succeeds().prints("undone: a pause of kafka-", "cut-drill is removed");

            leavesNothing(sandbox);
            sandbox.run("drill", "undo").succeeds().prints("nothing was left to undo");
        }
    }

    @Test
    void a_fault_that_nobody_knows_is_a_mistake_before_anything_is_built() {
        try (Sandbox sandbox = Sandbox.open("slip")) {
            sandbox.run("drill", "--faults", "kil-leader")
                    .exits(2)
                    .complains("there is no fault \"kil-leader\"", "did you mean \"kill-leader\"?");
            sandbox.run("drill", "--acks", "7").exits(2).complains("--acks \"7\" is none of all, 1 and 0");
            sandbox.run("drill", "--rate", "0").exits(2).complains("--rate is from 1 to 10000");
            sandbox.run("drill", "--min-insync", "4").exits(2).complains("--min-insync is from 1 to 3");
            assertThat(sandbox.home().resolve("clusters")).doesNotExist();
        }
    }

    /// No process, no file, no cluster.
    static void leavesNothing(Sandbox sandbox) throws IOException {
        assertThat(sandbox.home().resolve("drills")).isEmptyDirectory();
        if (Files.exists(sandbox.home().resolve("clusters"))) {
            assertThat(sandbox.home().resolve("clusters")).isEmptyDirectory();
        }
        assertThat(ProcessHandle.allProcesses()
                        .filter(process -> process.info()
                                .commandLine()
                                .orElse("")
                                .contains(sandbox.home().toString()))
                        .filter(process ->
                                process.pid() != ProcessHandle.current().pid()))
                .isEmpty();
    }
}
