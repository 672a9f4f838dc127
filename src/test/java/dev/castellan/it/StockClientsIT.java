package dev.castellan.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.ledger.Breach;
import dev.castellan.ledger.Checker;
import dev.castellan.ledger.Delivered;
import dev.castellan.ledger.History;
import dev.castellan.ledger.Id;
import dev.castellan.ledger.Reading;
import dev.castellan.ledger.Sent;
import dev.castellan.ledger.Sent.Outcome;
import dev.castellan.ledger.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The checker beside Kafka's own `kafka-verifiable-producer` and `kafka-verifiable-consumer`, while a node is killed.
///
/// What they print of each record is the history; what they print as sums is what the checker has to come to.
class StockClientsIT {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final int RECORDS = 8000;
    private static final int RATE = 250;
    private static final Duration BOUND = Duration.ofMinutes(4);
    private static final long MILLION = 1_000_000L;

    @Test
    void the_checker_counts_what_the_stock_clients_count_and_misses_what_is_taken_out_of_their_logs() throws Exception {
        try (Sandbox sandbox = Sandbox.open("stock")) {
            sandbox.spec("name: stock\nheap: 256m\ntopics: {seen: {partitions: 3}}\n" + FreePorts.nodes(3));
            String bootstrap = sandbox.json("up").get("bootstrap").stringValue();
            Path sent = sandbox.directory().resolve("sent.jsonl");
            Path read = sandbox.directory().resolve("read.jsonl");
            Process consumer = tool(sandbox, read, "VerifiableConsumer", bootstrap, "--group-id", "seers", "--verbose");
            Process producer = tool(
                    sandbox,
                    sent,
                    "VerifiableProducer",
                    bootstrap,
                    "--max-messages",
                    String.valueOf(RECORDS),
                    "--throughput",
                    String.valueOf(RATE),
                    "--acks",
                    "-1");
            try {
                Sandbox.eventually(
                        "records flow", BOUND, () -> lines(read, "record_data").size() > 500);
                sandbox.run("kill", "kafka-2").succeeds();
                TimeUnit.SECONDS.sleep(8);
                sandbox.run("start", "kafka-2").succeeds();
                assertThat(producer.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS))
                        .isTrue();
                Sandbox.eventually(
                        "all is read",
                        BOUND,
                        () -> values(read, "record_data").containsAll(values(sent, "producer_send_success")));
            } finally {
                producer.destroy();
                consumer.destroy();
            }
            assertThat(consumer.waitFor(60, TimeUnit.SECONDS)).isTrue();

            agree(sent, read);
        }
    }

    private static void agree(Path sent, Path read) {
        History history = history(sent, read);
        Verdict verdict = Checker.judge(history, 1000 * MILLION);
        JsonNode sums = lines(sent, "tool_data").getFirst();
        long consumed = lines(read, "records_consumed").stream()
                .mapToLong(line -> line.get("count").longValue())
                .sum();
        System.out.println("stock: " + sums + ", consumed " + consumed + "; checker: " + verdict.counts() + ", outages "
                + verdict.longestOutages());

        assertThat(verdict.breaches()).isEmpty();
        assertThat(verdict.counts().acknowledged()).isEqualTo(sums.get("acked").longValue());
        assertThat(verdict.counts().sent()).isEqualTo(sums.get("sent").longValue());
        assertThat(verdict.counts().delivered()).isEqualTo(consumed);
        assertThat(verdict.counts().acknowledged()).isGreaterThan(RECORDS / 2);

        Id gone = lastAcknowledged(history);
        Reading all = history.readings().getFirst();
        List<Delivered> fewer = all.records().stream()
                .filter(record -> !record.id().equals(gone))
                .toList();
        assertThat(judge(history.sent(), new Reading(all.name(), all.kind(), fewer, all.commits())))
                .containsOnlyKeys(Breach.MISSED);
        List<Sent> unsent = history.sent().stream()
                .filter(record -> !record.id().equals(gone))
                .toList();
        assertThat(judge(unsent, all)).containsOnlyKeys(Breach.PHANTOM);
    }

    private static Id lastAcknowledged(History history) {
        return history.sent().stream()
                .filter(record -> record.outcome() == Outcome.ACKNOWLEDGED)
                .toList()
                .getLast()
                .id();
    }

    private static Map<Breach, Verdict.Found> judge(List<Sent> sent, Reading reading) {
        return Checker.judge(new History(sent, Set.of(), Map.of(), List.of(reading)), 1000 * MILLION)
                .breaches();
    }

    /// Times are milliseconds of the day in these lines. A record whose sending failed may be there all the same.
    private static History history(Path sent, Path read) {
        List<Delivered> delivered = new ArrayList<>();
        Map<Long, Integer> places = new HashMap<>();
        for (JsonNode line : lines(read, "record_data")) {
            Id id = id(line);
            int partition = line.get("partition").intValue();
            places.put(id.number(), partition);
            delivered.add(new Delivered(id, partition, line.get("offset").longValue(), at(line)));
        }
        List<Reading.Commit> commits = new ArrayList<>();
        for (JsonNode line : lines(read, "offsets_committed").stream()
                .filter(commit -> commit.get("success").booleanValue())
                .toList()) {
            line.get("offsets")
                    .forEach(offset -> commits.add(new Reading.Commit(
                            offset.get("partition").intValue(),
                            offset.get("offset").longValue(),
                            at(line))));
        }
        List<Sent> all = new ArrayList<>();
        for (JsonNode line : lines(sent, "producer_send_success")) {
            all.add(new Sent(
                    id(line),
                    line.get("partition").intValue(),
                    OptionalLong.empty(),
                    at(line),
                    Outcome.ACKNOWLEDGED,
                    at(line),
                    OptionalLong.of(line.get("offset").longValue())));
        }
        for (JsonNode line : lines(sent, "producer_send_error")) {
            all.add(new Sent(
                    id(line),
                    places.getOrDefault(id(line).number(), 0),
                    OptionalLong.empty(),
                    at(line),
                    Outcome.UNKNOWN,
                    at(line),
                    OptionalLong.empty()));
        }
        return new History(
                all,
                Set.of(),
                Map.of(),
                List.of(new Reading("the stock consumer", Reading.Kind.GROUP, delivered, commits)));
    }

    private static Id id(JsonNode line) {
        return new Id(0, Long.parseLong(line.get("value").stringValue()));
    }

    private static long at(JsonNode line) {
        return line.get("timestamp").longValue() * MILLION;
    }

    private static Set<String> values(Path file, String name) {
        return Set.copyOf(lines(file, name).stream()
                .map(line -> line.get("value").stringValue())
                .distinct()
                .toList());
    }

    /// Those of one kind; the last line may be half written.
    private static List<JsonNode> lines(Path file, String name) {
        try {
            String text = Files.exists(file) ? Files.readString(file) : "";
            return text.substring(0, text.lastIndexOf('\n') + 1)
                    .lines()
                    .filter(line -> line.startsWith("{") && line.contains('"' + name + '"'))
                    .map(MAPPER::readTree)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Process tool(Sandbox sandbox, Path out, String name, String bootstrap, String... more)
            throws IOException {
        Path libraries;
        try (Stream<Path> releases = Files.list(sandbox.home().resolve("kafka"))) {
            libraries = releases.map(release -> release.resolve("libs"))
                    .filter(Files::isDirectory)
                    .findFirst()
                    .orElseThrow();
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                libraries + "/*",
                "org.apache.kafka.tools." + name,
                "--bootstrap-server",
                bootstrap,
                "--topic",
                "seen"));
        command.addAll(Arrays.asList(more));
        return new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
