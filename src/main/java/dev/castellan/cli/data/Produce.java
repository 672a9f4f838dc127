package dev.castellan.cli.data;

import dev.castellan.cli.verb.ConnectionOptions;
import dev.castellan.cli.verb.OutputOption;
import dev.castellan.cli.verb.Tools;
import dev.castellan.cli.verb.Verb;
import dev.castellan.kafka.client.KafkaConnection;
import dev.castellan.kafka.client.TopicState;
import dev.castellan.kafka.client.Topics;
import dev.castellan.kafka.records.RecordWriter;
import dev.castellan.problem.ExitCode;
import dev.castellan.problem.UserMistake;
import dev.castellan.view.Console;
import dev.castellan.view.Format;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `castellan produce`.
@Command(
        name = "produce",
        description = {
            "Write the lines of standard input to a topic, one record a line.",
            "Ends when the input ends and every record is settled. Exit code 3 when the cluster lacks any of them.",
            "The topic has to exist: a slip of the pen never creates one."
        })
public final class Produce extends Verb {
    private final Console console;

    @Mixin
    private final ConnectionOptions connection;

    @Mixin
    private final OutputOption output;

    @Parameters(paramLabel = "TOPIC", description = "the topic")
    private String topic = "";

    @Option(names = "--key-separator", paramLabel = "TEXT", description = "each line is KEY, this text, VALUE")
    private @Nullable String separator;

    @Option(names = "--key", paramLabel = "KEY", description = "the key of every record")
    private @Nullable String key;

    @Option(names = "--header", paramLabel = "NAME=VALUE", description = "a header of every record; may be repeated")
    private List<String> headers = new ArrayList<>();

    @Option(names = "--partition", paramLabel = "N", description = "write to this partition only")
    private @Nullable Integer partition;

    @Option(names = "--acks", paramLabel = "all|1|0", description = "who has to have a record (default all in sync)")
    private String acks = "all";

    @Option(names = "--compression", paramLabel = "CODEC", description = "none (default), gzip, snappy, lz4 or zstd")
    private String compression = "none";

    public Produce(Tools tools) {
        this.console = tools.console();
        this.connection = new ConnectionOptions(tools);
        this.output = new OutputOption(tools);
    }

    @Override
    public ExitCode call() {
        refuseNonsense();
        try (KafkaConnection kafka = connection.open()) {
            TopicState state = new Topics(kafka).require(topic);
            if (partition != null
                    && (partition < 0 || partition >= state.partitions().size())) {
                throw new UserMistake(
                        "%s has no partition %d: it has %d, counted from 0"
                                .formatted(topic, partition, state.partitions().size()),
                        "");
            }
            long started = System.nanoTime();
            try (RecordWriter writer = RecordWriter.open(kafka, new RecordWriter.Quality(acks, compression))) {
                pump(writer);
                RecordWriter.Outcome outcome = writer.finish();
                return tell(outcome, (System.nanoTime() - started) / 1e9);
            }
        }
    }

    private void refuseNonsense() {
        if (!List.of("all", "-1", "0", "1").contains(acks)) {
            throw new UserMistake("--acks \"" + acks + "\" is not all, 1 or 0", "");
        }
        if (!List.of("none", "gzip", "snappy", "lz4", "zstd").contains(compression)) {
            throw new UserMistake(
                    "--compression \"" + compression + "\" is no codec", "one of none, gzip, snappy, lz4, zstd");
        }
        if (separator != null && separator.isEmpty()) {
            throw new UserMistake("--key-separator is empty", "for example --key-separator :");
        }
    }

    private void pump(RecordWriter writer) {
        RecordShape shape = new RecordShape(
                topic,
                Optional.ofNullable(partition),
                Optional.ofNullable(key),
                Optional.ofNullable(separator),
                headers.stream().map(Produce::header).toList());
        Lines lines = new Lines(console.in());
        long number = 0;
        for (Optional<byte[]> line = lines.next(); line.isPresent(); line = lines.next()) {
            long at = ++number;
            shape.shape(line.get())
                    .ifPresentOrElse(
                            entry -> writer.write(at, entry),
                            () -> writer.refuse(at, "the line has no \"" + separator + "\""));
            if (writer.isStuck()) {
                console.say("the cluster takes no more records: stopped reading after line " + at);
                return;
            }
        }
    }

    private static Header header(String word) {
        int equals = word.indexOf('=');
        if (equals <= 0) {
            throw new UserMistake("--header \"" + word + "\" is not NAME=VALUE", "");
        }
        return new RecordHeader(word.substring(0, equals), RecordShape.bytes(word.substring(equals + 1)));
    }

    private ExitCode tell(RecordWriter.Outcome outcome, double seconds) {
        outcome.failures().forEach(failure -> console.say("record " + failure.line() + ": " + failure.reason()));
        if (outcome.failed() > outcome.failures().size()) {
            console.say("and %d more"
                    .formatted(outcome.failed() - outcome.failures().size()));
        }
        if (output.format() == Format.json) {
            output.show(RecordReports.produced(topic, outcome, seconds));
        } else {
            console.say(RecordReports.produced(topic, outcome, seconds).text());
        }
        return outcome.failed() == 0 ? ExitCode.DONE : ExitCode.WORLD;
    }
}
