package dev.castellan.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/// What a developer does with a cluster in the first hour.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FirstHourIT {
    private static final int MANY = 100_000;

    private Sandbox sandbox;
    private String bootstrap;

    @BeforeAll
    void up() {
        sandbox = Sandbox.open("hour");
        sandbox.run("up").succeeds().prints("ready in", "castellan topics create");
        bootstrap = sandbox.json("up").get("bootstrap").stringValue();
    }

    @AfterAll
    void destroy() {
        sandbox.close();
    }

    @Test
    void a_second_up_has_nothing_to_do_and_says_so_quickly() {
        sandbox.run("up").succeeds().complains("nothing to change").within(Duration.ofSeconds(10));
    }

    @Test
    void a_hundred_thousand_records_come_back_once_each() {
        sandbox.run("topics", "create", "many", "--partitions", "6").succeeds();
        String input =
                IntStream.rangeClosed(1, MANY).mapToObj(String::valueOf).collect(Collectors.joining("\n")) + "\n";

        sandbox.runWith(input, "produce", "many").succeeds();

        Result read = sandbox.run("consume", "many", "--from-beginning", "--max", String.valueOf(MANY))
                .succeeds();
        assertThat(read.out().lines().distinct().count()).isEqualTo(MANY);
    }

    @Test
    void other_clients_see_the_same_cluster() throws IOException, InterruptedException {
        sandbox.run("topics", "create", "shared", "--partitions", "1").succeeds();
        sandbox.runWith("from castellan\n", "produce", "shared").succeeds();

        assertThat(tool("kcat", "-b", bootstrap, "-C", "-t", "shared", "-o", "beginning", "-e", "-q"))
                .contains("from castellan");
        assertThat(tool(stock("org.apache.kafka.tools.TopicCommand", "--bootstrap-server", bootstrap, "--list")))
                .contains("shared");
        assertThat(tool(stock(
                        "org.apache.kafka.tools.consumer.ConsoleConsumer",
                        "--bootstrap-server",
                        bootstrap,
                        "--topic",
                        "shared",
                        "--from-beginning",
                        "--max-messages",
                        "1")))
                .contains("from castellan");
    }

    @Test
    void a_cluster_is_reached_by_its_address_alone() {
        try (Sandbox elsewhere = Sandbox.open("elsewhere")) {
            elsewhere.run("topics", "list", "--bootstrap", bootstrap).succeeds();
            elsewhere.run("status", "--bootstrap", bootstrap).succeeds().prints("healthy", "led by");
            elsewhere.run("quorum", "--bootstrap", bootstrap).succeeds();
            elsewhere.run("features", "--bootstrap", bootstrap).succeeds().prints("metadata.version");
            elsewhere.run("brokers", "--bootstrap", bootstrap).succeeds();
        }
    }

    @Test
    void a_group_goes_back_to_where_it_is_told() {
        sandbox.run("topics", "create", "replay", "--partitions", "1").succeeds();
        sandbox.runWith("1\n2\n3\n4\n5\n", "produce", "replay").succeeds();
        sandbox.run("consume", "replay", "--group", "g", "--from-beginning", "--max", "5")
                .succeeds();

        sandbox.run("groups", "reset", "g", "--topic", "replay", "--to-offset", "2")
                .succeeds();
        assertThat(committed("g")).as("without --execute it is a preview").isEqualTo(5);
        sandbox.run("groups", "reset", "g", "--topic", "replay", "--to-offset", "2", "--execute")
                .succeeds();

        assertThat(committed("g")).isEqualTo(2);
        sandbox.run("groups", "delete", "g", "--yes").succeeds();
        assertThat(sandbox.run("groups", "list").succeeds().out()).doesNotContain("\ng ");
    }

    @Test
    void a_saved_plan_is_applied_as_it_is_or_not_at_all() {
        try (Sandbox saved = Sandbox.open("saved").spec("name: saved\nnodes: 1\n")) {
            saved.run("plan", "--save", "plan.json").succeeds().prints("apply it:  castellan apply plan.json");
            saved.run("apply", "plan.json").succeeds();
            saved.run("apply", "plan.json")
                    .exits(2)
                    .complains("nothing was changed", "castellan plan --save plan.json");
            saved.run("plan", "--detailed-exitcode").succeeds();
            saved.spec("name: saved\nnodes: 1\ntopics: {clicks: {partitions: 2}}\n");
            saved.run("plan", "--detailed-exitcode").exits(4).prints("topic clicks, 2 partitions x 1");
        }
    }

    @Test
    void what_can_change_live_changes_live_and_the_rest_restarts_only_what_it_must() {
        try (Sandbox change = Sandbox.open("change").spec("name: change\nnodes: 1\n")) {
            change.run("up").succeeds();
            long pid = pid(change);

            change.spec("name: change\nnodes: 1\nconfig: {log.retention.ms: 3600000}\n");
            change.run("plan").succeeds().prints("dynamic", "log.retention.ms", "nothing restarts");
            change.run("apply").succeeds();
            assertThat(pid(change)).isEqualTo(pid);
            assertThat(change.run("configs", "describe", "--brokers").succeeds().out())
                    .contains("log.retention.ms", "3600000");

            change.spec("name: change\nnodes: 1\nconfig: {log.retention.ms: 3600000, queued.max.requests: 400}\n");
            change.run("plan").succeeds().prints("restart", "queued.max.requests (default) -> 400");
            change.run("apply").succeeds();
            assertThat(pid(change)).isNotEqualTo(pid);
            change.run("plan", "--detailed-exitcode").succeeds().prints("nothing to change");
        }
    }

    @Test
    void what_was_done_is_told_and_what_was_not_done_by_castellan_is_called_that() throws IOException {
        try (Sandbox told = Sandbox.open("told").spec("name: told\nnodes: 1\n")) {
            told.run("up").succeeds();
            told.spec("name: told\nnodes: 1\nconfig: {queued.max.requests: 400}\n");
            told.run("apply", "--events", "events.jsonl").succeeds();

            assertThat(Files.readAllLines(told.directory().resolve("events.jsonl")))
                    .first()
                    .asString()
                    .contains("\"event\":\"planned\"");
            assertThat(Files.readString(told.directory().resolve("events.jsonl")))
                    .contains("\"event\":\"done\",\"step\":\"RestartNode", "\"event\":\"ended\"");
            told.run("history").succeeds().prints("up by ", "apply by ", "restart   (queued.max.requests");
            told.run("explain", "kafka-1")
                    .succeeds()
                    .prints("because: queued.max.requests", "+ queued.max.requests=400", "that was the restart of ");

            told.run("restart", "kafka-1").succeeds();
            told.run("explain", "1", "--at", "1m")
                    .succeeds()
                    .prints("because: asked for", "that was the restart of ", "castellan restart of ");

            ProcessHandle.of(pid(told)).orElseThrow().destroyForcibly();
            Sandbox.eventually(
                    "it is gone",
                    Duration.ofSeconds(20),
                    () -> told.run("explain", "1")
                            .out()
                            .contains(
                                    "kafka-1 does not run, and no step of Castellan's stopped it: killed or crashed"));
            assertThat(told.json("history").get("runs").size()).isEqualTo(3);
            assertThat(told.json("explain", "1").get("cause").stringValue()).isEqualTo("not-ours");
        }
    }

    @Test
    void a_file_changed_by_hand_is_put_back() throws IOException {
        try (Sandbox drift = Sandbox.open("drift").spec("name: drift\nnodes: 1\n")) {
            drift.run("up").succeeds();
            Path file = drift.node("drift", 1).resolve("server.properties");
            String before = Files.readString(file);
            Files.writeString(file, before.replace("min.insync.replicas=1", "min.insync.replicas=9"));

            drift.run("plan").succeeds().prints("- min.insync.replicas=9", "+ min.insync.replicas=1");
            drift.run("apply").succeeds();

            assertThat(Files.readString(file)).isEqualTo(before);
        }
    }

    @Test
    void data_and_ports_outlive_down_and_up() {
        try (Sandbox keep = Sandbox.open("keep").spec("name: keep\nnodes: 1\ntopics: {kept: {}}\n")) {
            String first = keep.json("up").get("bootstrap").stringValue();
            keep.runWith("still here\n", "produce", "kept").succeeds();

            keep.run("down").succeeds();
            keep.run("topics", "list").exits(3).complains("castellan up");
            keep.run("status").exits(3).prints("stopped");
            String second = keep.json("up").get("bootstrap").stringValue();

            assertThat(second).isEqualTo(first);
            keep.run("consume", "kept", "--from-beginning", "--max", "1")
                    .succeeds()
                    .prints("still here");
        }
    }

    private long committed(String group) {
        JsonNode body = sandbox.json("groups", "describe", group);
        return body.findValue("committed").longValue();
    }

    private static long pid(Sandbox sandbox) {
        return sandbox.status().get("nodes").get(0).get("pid").longValue();
    }

    private String[] stock(String main, String... words) throws IOException {
        String jars = Files.readString(sandbox.node("hour", 1).resolve("jvm.options"))
                .lines()
                .reduce((first, last) -> last)
                .orElseThrow()
                .replace("\"", "");
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", jars, main));
        command.addAll(List.of(words));
        return command.toArray(String[]::new);
    }

    private static String tool(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return output;
    }
}
