package dev.castellan.cli.keep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.castellan.apply.Listener;
import dev.castellan.cli.verb.OutputOption;
import dev.castellan.cli.verb.Tools;
import dev.castellan.machine.SafeFiles;
import dev.castellan.plan.Step;
import dev.castellan.problem.UserMistake;
import dev.castellan.testkit.Golden;
import dev.castellan.testkit.Voices;
import dev.castellan.view.Report;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/// What is done, line by line: for a person on standard error, and for a program wherever it wants it.
final class EventStreamTest {
    private static final Step START = new Step.StartNodes(new TreeSet<>(List.of(1, 2)), "not running");
    private static final Step TOPIC = new Step.DeleteTopic("clicks", 3, "not in cluster.yaml");

    @TempDir
    private Path directory = Path.of("");

    private final Voices voices = new Voices();

    @Test
    void every_moment_is_a_line_and_the_last_is_the_report() {
        Verb verb = verb("--events", "events.jsonl");
        act(verb.progress.listener());
        verb.output.show(new Report("Applied", Map.of("steps", 1), "1 step done"));

        String events = SafeFiles.read(directory.resolve("events.jsonl")).orElseThrow();
        Golden.folder("events-tell-every-moment-of-a-change").holds(Map.of("events.jsonl", events));
        assertThat(voices.results()).isEqualTo("1 step done\n");
    }

    @Test
    void on_standard_output_there_is_nothing_but_events() {
        Verb verb = verb("--events", "-");
        act(verb.progress.listener());
        verb.output.show(new Report("Applied", Map.of("steps", 1), "1 step done"));
        assertThat(voices.results().lines()).allMatch(line -> line.startsWith("{\"at\":"));
        assertThat(voices.results()).contains("\"event\":\"ended\"").doesNotContain("1 step done\n");
    }

    @Test
    void a_verb_that_had_nothing_to_do_says_so_in_events_too() {
        verb("--events", "-").output.show(new Report("Applied", Map.of("steps", 0), ""));
        assertThat(voices.results()).contains("\"event\":\"ended\"", "\"kind\":\"Applied\"");
    }

    @Test
    void what_cannot_be_written_is_refused_before_anything_is_done() {
        assertThatThrownBy(() -> verb("--events", "no/such/place").progress.listener())
                .isInstanceOf(UserMistake.class)
                .hasMessageContainingAll("--events no/such/place cannot be written", "nothing was changed");
        assertThatThrownBy(() -> verb("--events", "-", "-o", "json").progress.listener())
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("both write to standard output");
    }

    @Test
    void a_person_sees_each_step_end_and_where_it_stopped() {
        act(verb().progress.listener());
        assertThat(voices.remarks().lines())
                .containsExactly(
                        "  kafka-1 kafka-2          start" + " ".repeat(51) + "4.2 s",
                        "  cluster                  topic clicks, delete with 3 partitions (step 2 of 2): stopped here after"
                                + " 0.5 s");
    }

    private static void act(Listener listener) {
        listener.planned(List.of(START, TOPIC));
        listener.begun(START);
        listener.waiting(START, "waiting for kafka-1 kafka-2 to listen");
        listener.waiting(START, "waiting for kafka-1 kafka-2 to listen");
        listener.waiting(START, "waiting for kafka-2 to listen");
        listener.done(START, Duration.ofMillis(4200));
        listener.begun(TOPIC);
        listener.refused(TOPIC, "clicks  has readers", Duration.ofMillis(500));
    }

    private Verb verb(String... words) {
        Verb verb = new Verb(new Tools(
                voices.console(), directory, directory, Map.of(), () -> Instant.parse("2026-11-29T12:00:00Z")));
        new CommandLine(verb).parseArgs(words);
        return verb;
    }

    @CommandLine.Command
    static final class Verb {
        @Mixin
        private final OutputOption output;

        @Mixin
        private final ProgressOption progress;

        private Verb(Tools tools) {
            output = new OutputOption(tools);
            progress = new ProgressOption(tools, output);
        }
    }
}
