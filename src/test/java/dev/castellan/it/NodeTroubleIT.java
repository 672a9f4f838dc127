package dev.castellan.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Processes and storage that are not what they seem.
class NodeTroubleIT {
    @Test
    void a_stale_pid_file_gets_nobody_elses_process_signalled() throws IOException {
        Process stranger = new ProcessBuilder("sleep", "600").start();
        try (Sandbox sandbox = Sandbox.open("stale")) {
            sandbox.spec("name: stale\n" + FreePorts.nodes(1));
            sandbox.run("up").succeeds();
            Path pid = sandbox.node("stale", 1).resolve("started/pid");

            Files.delete(pid);
            sandbox.run("status").succeeds().prints("running");
            Files.writeString(pid, stranger.pid() + "\n");
            sandbox.run("status").succeeds().prints("running");
            sandbox.run("kill", "kafka-1").succeeds().prints("kill done: kafka-1");
            Files.writeString(pid, stranger.pid() + "\n");
            sandbox.run("status").exits(3).prints("nothing runs");
            sandbox.run("stop", "kafka-1").succeeds().prints("nothing to stop");
            sandbox.run("kill", "kafka-1").succeeds().prints("nothing to kill");
            sandbox.run("down").succeeds().prints("nothing runs");
            sandbox.run("topics", "list").exits(3).complains("none of its brokers runs; castellan up starts them");
            sandbox.run("destroy").exits(2).complains("will be gone for good; to agree: castellan destroy");
            assertThat(sandbox.node("stale", 1)).exists();
            sandbox.run("destroy", "--accept-risk=data-loss").succeeds();
            assertThat(sandbox.node("stale", 1)).doesNotExist();

            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly();
        }
    }

    /// What a controller notes that voted for itself in an election that another won, and then gave its vote up.
    @Test
    void a_broker_that_once_voted_for_itself_starts_without_a_vote() throws IOException {
        try (Sandbox sandbox = Sandbox.open("voted")) {
            sandbox.spec("name: voted\nnodes:\n- " + FreePorts.node(1) + "\n- {id: 2, roles: broker, port: "
                    + FreePorts.next() + "}\n");
            sandbox.run("up").succeeds();
            sandbox.run("stop", "kafka-2").succeeds();
            Path data = sandbox.node("voted", 2).resolve("data");
            Path noted = data.resolve("__cluster_metadata-0/quorum-state");
            String directory = Files.readAllLines(data.resolve("meta.properties")).stream()
                    .filter(line -> line.startsWith("directory.id="))
                    .map(line -> line.substring("directory.id=".length()))
                    .findFirst()
                    .orElseThrow();
            String epoch = Files.readString(noted).replaceAll("(?s).*\"leaderEpoch\":(\\d+).*", "$1");
            Files.writeString(
                    noted,
                    "{\"leaderId\":1,\"leaderEpoch\":%s,\"votedId\":2,\"votedDirectoryId\":\"%s\",\"data_version\":1}"
                            .formatted(epoch, directory));

            sandbox.run("start", "kafka-2").succeeds();

            sandbox.run("status").succeeds();
            assertThat(noted.resolveSibling("quorum-state.before")).content().contains("\"votedId\":2");
        }
    }

    @Test
    void lost_storage_is_given_up_only_by_name_and_never_that_of_a_majority() {
        try (Sandbox sandbox = Sandbox.open("lost")) {
            sandbox.spec("name: lost\n" + FreePorts.nodes(3) + "topics: {t: {partitions: 3, replication-factor: 3}}\n");
            sandbox.run("up").succeeds();
            sandbox.runWith("one\ntwo\nthree\n", "produce", "t").succeeds();
            sandbox.run("kill", "kafka-1", "kafka-2", "kafka-3").succeeds();

            delete(sandbox.node("lost", 2).resolve("data"));
            sandbox.run("up")
                    .exits(3)
                    .complains("kafka-2  the data it had is gone", "castellan up --accept-risk=data-loss");
            delete(sandbox.node("lost", 3));
            sandbox.run("up", "--accept-risk=data-loss")
                    .exits(3)
                    .complains("kafka-3  the data it had is gone: everything of it", "2 of 3 controllers");
            sandbox.run("plan").exits(3);
            sandbox.run("destroy", "--accept-risk=data-loss").succeeds();
            assertThat(sandbox.home().resolve("clusters/lost/nodes")).doesNotExist();
        }
    }

    @Test
    @Tag("long")
    void one_blank_controller_comes_back_as_the_others_know_it() {
        try (Sandbox sandbox = Sandbox.open("blank")) {
            sandbox.spec(
                    "name: blank\n" + FreePorts.nodes(3) + "topics: {t: {partitions: 3, replication-factor: 3}}\n");
            sandbox.run("up").succeeds();
            sandbox.runWith("one\ntwo\nthree\n", "produce", "t").succeeds();
            int leader = sandbox.status().get("quorum").get("leader").intValue();
            sandbox.run("down").succeeds();
            delete(sandbox.node("blank", leader).resolve("data"));

            sandbox.run("up", "--accept-risk=data-loss").succeeds().prints("ready in");

            sandbox.run("consume", "t", "--from-beginning", "--max", "3")
                    .succeeds()
                    .prints("one", "two", "three");
        }
    }

    @Test
    void a_second_change_is_refused_while_the_first_runs_and_goes_on_once_it_was_killed() throws InterruptedException {
        try (Sandbox sandbox = Sandbox.open("busy")) {
            sandbox.spec("name: busy\n" + FreePorts.nodes(3));
            Process first = sandbox.start("up");
            Path journal = sandbox.home().resolve("clusters/busy/journal.jsonl");
            Sandbox.eventually("the first has begun", Duration.ofSeconds(30), () -> Files.exists(journal));

            sandbox.run("up")
                    .exits(3)
                    .complains(
                            "another Castellan changes this cluster: castellan up of ",
                            "pid " + first.pid(),
                            "run the same command again");
            sandbox.run("history").succeeds().prints("up by ", "under way");
            first.destroyForcibly();
            assertThat(first.waitFor(10, TimeUnit.SECONDS)).isTrue();
            sandbox.run("history").succeeds().prints("up by ", "cut off");

            sandbox.run("up").succeeds().prints("ready in");
        }
    }

    private static void delete(Path path) {
        try (Stream<Path> files = Files.walk(path)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
