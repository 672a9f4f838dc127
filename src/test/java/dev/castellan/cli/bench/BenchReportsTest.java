package dev.castellan.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.castellan.cli.verb.Spans;
import dev.castellan.measure.Pledge;
import dev.castellan.measure.Result;
import dev.castellan.measure.Results;
import dev.castellan.problem.UserMistake;
import dev.castellan.testkit.Golden;
import dev.castellan.view.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BenchReportsTest {
    @TempDir
    private Path directory;

    @Test
    void a_result_shows_both_latencies_and_what_holds_it_back() {
        Golden.folder("a-benchmark-shows-latencies-and-what-holds-it-back")
                .holds(BenchReports.result(Results.atRate(1000, 40)));
    }

    @Test
    void flat_out_has_no_latency_since_due() {
        Golden.folder("a-benchmark-flat-out-says-what-its-latency-is-worth")
                .holds(BenchReports.result(Results.flatOut(150_000, 2)));
    }

    @Test
    void records_that_got_lost_are_counted() {
        Golden.folder("a-benchmark-counts-records-that-got-lost").holds(BenchReports.result(Results.lossy()));
    }

    @Test
    void a_promise_shows_what_was_promised_and_what_was_measured() {
        Result result = Results.atRate(1000, 60);
        SequencedMap<String, Double> millis = new LinkedHashMap<>(Map.of("p99", 50.0));
        millis.put("p999", 100.0);

        Golden.folder("a-promise-shows-what-was-measured")
                .holds(BenchReports.promise(new Pledge(1000, millis).judge(result), result));
    }

    @Test
    void a_comparison_shows_ratios_and_says_when_settings_differ() {
        Golden.folder("a-comparison-of-benchmarks-says-when-settings-differ")
                .holds(BenchReports.compare(
                        "a.json", Results.flatOut(100_000, 1), "b.json", Results.flatOut(150_000, 2)));
    }

    @Test
    void a_result_that_was_kept_comes_back_as_it_was() throws IOException {
        for (Result result : new Result[] {Results.atRate(1000, 40), Results.flatOut(5000, 2), Results.lossy()}) {
            Path file = directory.resolve("result.json");
            Files.writeString(file, Json.pretty(BenchReports.result(result)));

            assertThat(ResultFiles.read(file)).isEqualTo(result);
        }
    }

    @Test
    void a_file_that_is_no_result_is_a_mistake() throws IOException {
        for (String text : new String[] {
            "",
            "{",
            "[]",
            "{\"kind\": \"Plan\"}",
            "{\"apiVersion\": \"castellan/v1\"," + " \"kind\": \"Benchmark\", \"body\": {}}"
        }) {
            Path file = directory.resolve("other.json");
            Files.writeString(file, text);

            assertThatThrownBy(() -> ResultFiles.read(file)).as(text).isInstanceOf(UserMistake.class);
        }
    }

    @Test
    void lengths_of_time_are_read_as_people_write_them() {
        assertThat(Spans.seconds("--duration", "1.5s")).isEqualTo(1.5);
        assertThat(Spans.seconds("--duration", "2m")).isEqualTo(120);
        assertThat(Spans.millis("--p99", "50ms")).isEqualTo(50);
        assertThat(Spans.millis("--p99", "250us")).isEqualTo(0.25);
        assertThatThrownBy(() -> Spans.seconds("--duration", "50")).isInstanceOf(UserMistake.class);
    }
}
