package dev.castellan.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// A producer with acks=all and a member of a consumer group, each with a configuration that a user was given, at work
/// until they are told to end. Not one record may be lost, and not one error be logged by Kafka's clients.
final class Load implements AutoCloseable {
    /// A member of a group whose request to join was lost with its coordinator is remembered for 45 s, and nobody
    /// in the group reads until it is forgotten.
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final Duration PAUSE = Duration.ofMillis(20);

    /// A client that loses a broker which restarts says so, and goes on. What it may never meet is one that it does not
    /// trust, or that does not trust it.
    private static final Pattern ERROR =
            Pattern.compile("^\\[.*?] (ERROR .*|WARN .*(?i:ssl|sasl|authenti|authoriz|certificat|handshake).*)$");

    private final String name;
    private final Process producer;
    private final Path acknowledged;
    private final Path producerLog;
    private final Process consumer;
    private final Path consumed;
    private final Path consumerLog;
    private final Thread feeder;
    private volatile boolean goOn = true;
    private volatile int sent;

    /// @param name of the records: `NAME 0`, `NAME 1`, ...
    /// @param producing the configuration of the producer
    /// @param consuming the configuration of the consumer
    Load(Sandbox sandbox, String name, String producing, String consuming) {
        this.name = name;
        consumer = sandbox.start(
                client(sandbox, consuming, "consume", "--group", "robot-readers", "--from-beginning", "--follow"));
        consumed = sandbox.lastOutput();
        consumerLog = sandbox.lastErrors();
        producer = sandbox.start(client(sandbox, producing, "produce", "--key-separator", ":", "-o", "json"));
        acknowledged = sandbox.lastOutput();
        producerLog = sandbox.lastErrors();
        feeder = Thread.ofVirtual().start(this::feed);
    }

    private static String[] client(Sandbox sandbox, String config, String verb, String... more) {
        Path file = sandbox.directory().resolve(config);
        Properties given = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            given.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> words = new ArrayList<>(List.of(
                verb,
                "clicks",
                "--verbose",
                "--bootstrap",
                given.getProperty("bootstrap.servers"),
                "--command-config",
                config));
        words.addAll(List.of(more));
        return words.toArray(String[]::new);
    }

    /// Each record has a key of its own: without one a producer stays with one partition for a minute or more, and the
    /// consumer of another sees nothing for as long.
    private void feed() {
        try (OutputStream records = producer.getOutputStream()) {
            while (goOn) {
                records.write("%d:%s %d\n".formatted(sent, name, sent).getBytes(StandardCharsets.UTF_8));
                records.flush();
                sent++;
                TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
            }
        } catch (IOException e) {
            goOn = false; // it has ended, and its exit code says why
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Records come out at the other end.
    void grows() {
        long before = consumed.toFile().length();
        try {
            Sandbox.eventually(
                    "records arrive", PATIENCE, () -> consumed.toFile().length() > before);
        } catch (AssertionError late) {
            throw new AssertionError(
                    "%s: its consumer said%n%sits producer said%n%s"
                            .formatted(name, said(consumerLog), said(producerLog)),
                    late);
        }
    }

    private static String said(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The producer ends, and each of its records is acknowledged.
    void producesNoMore() throws Exception {
        goOn = false;
        feeder.join();
        assertThat(producer.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(producer.exitValue()).as(Files.readString(producerLog)).isZero();
        assertThat(Files.readString(acknowledged)).containsPattern("\"records\" *: *" + sent + "\\b");
        assertThat(errors(producerLog)).isEmpty();
    }

    /// The consumer commits, and leaves its group.
    void consumesNoMore() throws Exception {
        assertThat(consumer.isAlive()).as(Files.readString(consumerLog)).isTrue();
        consumer.destroy();
        assertThat(consumer.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(errors(consumerLog)).isEmpty();
    }

    private static List<String> errors(Path log) throws IOException {
        return Files.readAllLines(log).stream()
                .filter(line -> ERROR.matcher(line).matches())
                .toList();
    }

    /// Waits until the consumers, together, have every record of all the producers.
    static void everyRecordIsConsumed(Collection<Load> all) {
        Set<String> missing = new HashSet<>();
        all.forEach(load -> {
            for (int i = 0; i < load.sent; i++) {
                missing.add(load.name + " " + i);
            }
        });
        try {
            Sandbox.eventually("every record is consumed", PATIENCE, () -> {
                all.forEach(load -> missing.removeAll(load.lines()));
                return missing.isEmpty();
            });
        } catch (AssertionError late) {
            throw new AssertionError("never consumed: " + missing, late);
        }
    }

    private Set<String> lines() {
        try {
            return new HashSet<>(Files.readAllLines(consumed));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        goOn = false;
        producer.destroyForcibly();
        consumer.destroyForcibly();
    }
}
