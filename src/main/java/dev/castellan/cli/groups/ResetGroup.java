package dev.castellan.cli.groups;

import dev.castellan.cli.verb.ConnectionOptions;
import dev.castellan.cli.verb.Moment;
import dev.castellan.cli.verb.OutputOption;
import dev.castellan.cli.verb.Tools;
import dev.castellan.cli.verb.Verb;
import dev.castellan.kafka.client.GroupState;
import dev.castellan.kafka.client.Groups;
import dev.castellan.kafka.client.KafkaConnection;
import dev.castellan.kafka.client.OffsetReset;
import dev.castellan.kafka.client.OffsetReset.Goal;
import dev.castellan.kafka.client.Topics;
import dev.castellan.problem.ExitCode;
import dev.castellan.problem.UserMistake;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `castellan groups reset`.
@Command(
        name = "reset",
        description = {
            "Move a group to other offsets; shows what would be done, and does it with --execute.",
            "Offsets outside the records there are move to the nearest end, and the preview says so."
        })
public final class ResetGroup extends Verb {
    private final Tools tools;

    @Mixin
    private final ConnectionOptions connection;

    @Mixin
    private final OutputOption output;

    @Parameters(paramLabel = "GROUP", description = "the group; it must have no members")
    private String name = "";

    @Option(names = "--to-earliest", description = "to the oldest record")
    private boolean earliest;

    @Option(names = "--to-latest", description = "after the newest record")
    private boolean latest;

    @Option(names = "--to-offset", paramLabel = "N", description = "to this offset in every partition")
    private @Nullable Long offset;

    @Option(
            names = "--to-time",
            paramLabel = "TIME",
            description = "to the first record of this time: 10m (ago), 2026-01-31T08:00:00Z")
    private @Nullable String time;

    @Option(names = "--shift", paramLabel = "N", description = "so many records forward, back when negative")
    private @Nullable Long shift;

    @Option(
            names = "--topic",
            paramLabel = "TOPIC[:N,...]",
            description = "this topic, or these partitions of it; may be repeated")
    private List<String> topics = new ArrayList<>();

    @Option(names = "--all-topics", description = "every partition the group has committed")
    private boolean allTopics;

    @Option(names = "--execute", description = "do it")
    private boolean execute;

    public ResetGroup(Tools tools) {
        this.tools = tools;
        this.connection = new ConnectionOptions(tools);
        this.output = new OutputOption(tools);
    }

    @Override
    public ExitCode call() {
        Goal goal = goal();
        if (topics.isEmpty() != allTopics) {
            throw new UserMistake("either --topic or --all-topics says what is reset", "");
        }
        try (KafkaConnection kafka = connection.open()) {
            Groups groups = new Groups(kafka);
            GroupState group = groups.describe(Set.of(name)).getFirst();
            List<OffsetReset.Move> moves = groups.preview(group, goal, places(new Topics(kafka)));
            Idle.require(group, "reset");
            if (execute) {
                groups.reset(group, moves);
            }
            output.show(GroupReports.reset(
                    name, moves, execute ? GroupReports.Stage.EXECUTED : GroupReports.Stage.PREVIEW));
        }
        return ExitCode.DONE;
    }

    private Goal goal() {
        List<Goal> goals = new ArrayList<>();
        if (earliest) {
            goals.add(new Goal.Earliest());
        }
        if (latest) {
            goals.add(new Goal.Latest());
        }
        if (offset != null) {
            goals.add(new Goal.Offset(offset));
        }
        if (time != null) {
            goals.add(new Goal.Time(Moment.parse(time, tools.clock().instant(), ZoneId.systemDefault())));
        }
        if (shift != null) {
            goals.add(new Goal.Shift(shift));
        }
        if (goals.size() != 1) {
            throw new UserMistake(
                    goals.isEmpty() ? "where to?" : "only one place to reset to can be given",
                    "one of --to-earliest, --to-latest, --to-offset, --to-time, --shift");
        }
        return goals.getFirst();
    }

    private Set<TopicPartition> places(Topics known) {
        Set<TopicPartition> places = new HashSet<>();
        for (String word : topics) {
            int colon = word.indexOf(':');
            String topic = colon < 0 ? word : word.substring(0, colon);
            Set<TopicPartition> all = new HashSet<>();
            known.require(topic).partitions().forEach(one -> all.add(new TopicPartition(topic, one.partition())));
            places.addAll(colon < 0 ? all : chosen(topic, word.substring(colon + 1), all));
        }
        return places;
    }

    private static Set<TopicPartition> chosen(String topic, String numbers, Set<TopicPartition> all) {
        Set<TopicPartition> chosen = new HashSet<>();
        for (String number : numbers.split(",", -1)) {
            if (!number.matches("\\d{1,9}") || !all.contains(new TopicPartition(topic, Integer.parseInt(number)))) {
                throw new UserMistake(
                        "%s has no partition \"%s\": it has %d, counted from 0".formatted(topic, number, all.size()),
                        "");
            }
            chosen.add(new TopicPartition(topic, Integer.parseInt(number)));
        }
        return chosen;
    }
}
