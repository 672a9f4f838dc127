package dev.castellan.cli.data;

import dev.castellan.cli.verb.ConnectionOptions;
import dev.castellan.cli.verb.Moment;
import dev.castellan.cli.verb.OutputOption;
import dev.castellan.cli.verb.Tools;
import dev.castellan.cli.verb.Verb;
import dev.castellan.kafka.client.KafkaConnection;
import dev.castellan.kafka.client.TopicState;
import dev.castellan.kafka.client.Topics;
import dev.castellan.kafka.records.RecordReader;
import dev.castellan.kafka.records.RecordReader.Isolation;
import dev.castellan.kafka.records.RecordReader.Request;
import dev.castellan.kafka.records.RecordReader.Start;
import dev.castellan.problem.ExitCode;
import dev.castellan.problem.UserMistake;
import dev.castellan.problem.WorldRefused;
import dev.castellan.view.Format;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `castellan consume`.
@Command(
        name = "consume",
        description = {
            "Print the records of a topic.",
            "With a place to start from (--from-beginning, --offset, --from-time, --group): prints what is there now"
                    + " and ends. Without one: waits for new records until it is interrupted.",
            "--follow goes on with new records. --max ends after so many; if they are not there yet, it waits, but"
                    + " without --follow not beyond 30 s in which nothing comes."
        })
public final class Consume extends Verb {
    private final Tools tools;

    @Mixin
    private final ConnectionOptions connection;

    @Mixin
    private final OutputOption output;

    @Parameters(paramLabel = "TOPIC", description = "the topic")
    private String topic = "";

    @Option(names = "--from-beginning", description = "start at the oldest record")
    private boolean fromBeginning;

    @Option(names = "--offset", paramLabel = "N", description = "start at this offset, or the nearest there is")
    private @Nullable Long offset;

    @Option(
            names = "--from-time",
            paramLabel = "TIME",
            description = "start at this time: 10m (ago), 2026-01-31T08:00:00Z")
    private @Nullable String fromTime;

    @Option(names = "--partition", paramLabel = "N", description = "this partition only")
    private @Nullable Integer partition;

    @Option(
            names = "--group",
            paramLabel = "GROUP",
            description = "read as a member of this group, from where it stands, and commit what was printed")
    private @Nullable String group;

    @Option(names = "--max", paramLabel = "N", description = "end after so many records")
    private @Nullable Long max;

    @Option(
            names = {"-f", "--follow"},
            description = "go on with new records")
    private boolean follow;

    @Option(names = "--committed", description = "no records of open or aborted transactions")
    private boolean committed;

    @Option(
            names = "--show",
            paramLabel = "COLUMN,...",
            split = ",",
            hideParamSyntax = true,
            description = "before the value, parted by tabs: ${COMPLETION-CANDIDATES}")
    private List<RecordForm.Column> show = new ArrayList<>();

    public Consume(Tools tools) {
        this.tools = tools;
        this.connection = new ConnectionOptions(tools);
        this.output = new OutputOption(tools);
    }

    @Override
    public ExitCode call() {
        refuseNonsense();
        Start start = start();
        try (KafkaConnection kafka = connection.open()) {
            TopicState state = new Topics(kafka).require(topic);
            Set<Integer> wanted = partitions(state);
            Set<Integer> dark = dark(state, wanted);
            wanted.removeAll(dark);
            if (wanted.isEmpty()) {
                throw new WorldRefused(topic, "no partition has a leader", "castellan topics describe " + topic);
            }
            Isolation isolation = committed ? Isolation.COMMITTED : Isolation.UNCOMMITTED;
            read(kafka, new Request(topic, wanted, start, isolation));
            dark.forEach(one -> tools.console()
                    .say("%s partition %d has no leader: its records are left out".formatted(topic, one)));
            return dark.isEmpty() ? ExitCode.DONE : ExitCode.WORLD;
        }
    }

    private void read(KafkaConnection kafka, Request request) {
        RecordForm form = output.format() == Format.json ? new RecordForm.JsonLine() : new RecordForm.Text(show);
        try (RecordReader reader =
                group == null ? RecordReader.alone(kafka, request) : RecordReader.inGroup(kafka, request, group)) {
            new Printing(tools.console(), reader, form, until()).run();
        }
    }

    /// Partitions that nobody leads: asking them would only end at the bound, and hide what the others have.
    private static Set<Integer> dark(TopicState state, Set<Integer> wanted) {
        return state.partitions().stream()
                .filter(TopicState.Partition::unavailable)
                .map(TopicState.Partition::partition)
                .filter(wanted::contains)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void refuseNonsense() {
        long starts = List.of(fromBeginning, offset != null, fromTime != null).stream()
                .filter(given -> given)
                .count();
        if (starts > 1) {
            throw new UserMistake("only one of --from-beginning, --offset and --from-time can be the start", "");
        }
        if (group != null && (offset != null || fromTime != null || partition != null)) {
            throw new UserMistake(
                    "a group has its own place in every partition",
                    "move it with castellan groups reset " + group + ", or leave --group out");
        }
        if (max != null && max < 1) {
            throw new UserMistake("--max has to be 1 or more", "");
        }
    }

    private Start start() {
        if (fromBeginning) {
            return new Start.Beginning();
        }
        if (offset != null) {
            return new Start.At(offset);
        }
        return fromTime == null
                ? new Start.End()
                : new Start.Since(Moment.parse(fromTime, tools.clock().instant(), ZoneId.systemDefault()));
    }

    private Printing.Until until() {
        boolean placed = fromBeginning || offset != null || fromTime != null || group != null;
        if (max != null) {
            return follow || !placed ? new Printing.Until.Count(max) : new Printing.Until.CountOrIdle(max);
        }
        return follow || !placed ? new Printing.Until.Interrupted() : new Printing.Until.CaughtUp();
    }

    private Set<Integer> partitions(TopicState state) {
        Set<Integer> all =
                state.partitions().stream().map(TopicState.Partition::partition).collect(Collectors.toSet());
        if (partition == null) {
            return all;
        }
        if (!all.contains(partition)) {
            throw new UserMistake(
                    "%s has no partition %d: it has %d, counted from 0".formatted(topic, partition, all.size()), "");
        }
        return new TreeSet<>(Set.of(partition));
    }
}
