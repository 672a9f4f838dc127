package dev.castellan.cli.groups;

import dev.castellan.cli.verb.Spans;
import dev.castellan.lag.GroupLag;
import dev.castellan.lag.LagSnapshot;
import dev.castellan.lag.PartitionLag;
import dev.castellan.lag.TimeLag;
import dev.castellan.view.Printable;
import dev.castellan.view.Report;
import dev.castellan.view.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What `castellan lag` says, in both forms.
final class LagReports {
    private LagReports() {}

    /// How much is told of each group.
    enum Detail {
        GROUPS,
        PARTITIONS
    }

    /// A snapshot for programs.
    record Snapshot(Instant at, double tookSeconds, long requests, List<Group> groups, List<String> troubles) {}

    /// A group.
    ///
    /// @param partitions empty unless they were asked for
    record Group(
            String group,
            String kind,
            String state,
            int members,
            long topicCount,
            int partitionCount,
            long unknownPartitions,
            long sumLag,
            long maxLag,
            Time maxTime,
            Instant asOf,
            Optional<String> trouble,
            List<Partition> partitions) {}

    /// A partition.
    record Partition(
            String topic,
            int partition,
            Optional<Long> committed,
            Optional<Long> end,
            Optional<Long> lag,
            long lost,
            long hidden,
            Time time,
            Optional<String> client,
            Optional<String> host) {}

    /// A lag in time.
    ///
    /// @param seconds empty when it is not known, or only that it is at least something
    /// @param atLeast certainly not less; empty when nothing is known
    /// @param atMost certainly not more; empty when that is not known
    record Time(Optional<Double> seconds, Optional<Double> atLeast, Optional<Double> atMost) {}

    static Report of(LagSnapshot snapshot, Detail detail, Instant now) {
        List<Group> groups =
                snapshot.groups().stream().map(group -> group(group, detail)).toList();
        return new Report(
                "Lag",
                new Snapshot(snapshot.at(), seconds(snapshot.took()), snapshot.requests(), groups, snapshot.troubles()),
                text(snapshot, detail, now));
    }

    private static Group group(GroupLag group, Detail detail) {
        return new Group(
                group.name(),
                group.kind(),
                group.state(),
                group.members(),
                group.topics(),
                group.partitions().size(),
                group.unknown(),
                group.sum(),
                group.max(),
                time(group.time()),
                group.asOf(),
                group.trouble(),
                switch (detail) {
                    case GROUPS -> List.of();
                    case PARTITIONS ->
                        group.partitions().stream().map(LagReports::partition).toList();
                });
    }

    private static Partition partition(PartitionLag lag) {
        return new Partition(
                lag.place().topic(),
                lag.place().partition(),
                lag.committed(),
                lag.end(),
                lag.lag(),
                lag.lost(),
                lag.hidden(),
                time(lag.time()),
                lag.client(),
                lag.host());
    }

    private static Time time(TimeLag lag) {
        return switch (lag) {
            case TimeLag.CaughtUp() -> new Time(Optional.of(0.0), Optional.of(0.0), Optional.of(0.0));
            case TimeLag.About(Duration about, Duration least, Duration most) ->
                new Time(Optional.of(seconds(about)), Optional.of(seconds(least)), Optional.of(seconds(most)));
            case TimeLag.AtLeast(Duration least) ->
                new Time(Optional.empty(), Optional.of(seconds(least)), Optional.empty());
            case TimeLag.Unknown() -> new Time(Optional.empty(), Optional.empty(), Optional.empty());
        };
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private static String text(LagSnapshot snapshot, Detail detail, Instant now) {
        List<String> parts = new ArrayList<>();
        parts.add(snapshot.groups().isEmpty() ? "no groups that commit offsets" : groups(snapshot));
        if (detail == Detail.PARTITIONS) {
            snapshot.groups().stream()
                    .filter(group -> !group.partitions().isEmpty())
                    .forEach(group -> parts.add(Printable.text(group.name()) + "\n"
                            + partitions(group).indent(2).stripTrailing()));
        }
        String notes = notes(snapshot);
        if (!notes.isEmpty()) {
            parts.add(notes);
        }
        parts.add("read %s ago with %d requests in %s"
                .formatted(span(Duration.between(snapshot.at(), now)), snapshot.requests(), span(snapshot.took())));
        return String.join("\n\n", parts);
    }

    private static String groups(LagSnapshot snapshot) {
        Table table = Table.of("GROUP", "KIND", "STATE", "TOPICS", "PARTITIONS", "LAG", "MAX LAG", "TIME");
        snapshot.groups()
                .forEach(group -> table.row(
                        group.name(),
                        group.kind(),
                        group.state(),
                        group.topics(),
                        group.partitions().size(),
                        isKnown(group) ? group.sum() : "-",
                        isKnown(group) ? group.max() : "-",
                        cell(group.time())));
        return table.text();
    }

    private static boolean isKnown(GroupLag group) {
        return group.unknown() < group.partitions().size();
    }

    private static String partitions(GroupLag group) {
        Table table =
                Table.of("TOPIC", "PARTITION", "COMMITTED", "END", "LAG", "TIME", "BETWEEN", "CLIENT", "HOST", "NOTE");
        group.partitions()
                .forEach(lag -> table.row(
                        lag.place().topic(),
                        lag.place().partition(),
                        cell(lag.committed()),
                        cell(lag.end()),
                        cell(lag.lag()),
                        cell(lag.time()),
                        between(lag.time()),
                        cell(lag.client()),
                        cell(lag.host()),
                        note(lag)));
        return table.text();
    }

    private static String note(PartitionLag lag) {
        List<String> notes = new ArrayList<>();
        if (lag.lost() > 0) {
            notes.add(lag.lost() + " removed unread");
        }
        long beyond = lag.committed().orElse(0L) - lag.end().orElse(Long.MAX_VALUE);
        if (beyond > 0) {
            notes.add(beyond + " beyond the end");
        }
        if (lag.hidden() > 0) {
            notes.add(lag.hidden() + " hold no record");
        }
        return String.join(", ", notes);
    }

    private static String notes(LagSnapshot snapshot) {
        List<String> notes = new ArrayList<>(snapshot.troubles());
        snapshot.groups().forEach(group -> {
            if (group.trouble().isPresent()) {
                notes.add(group.name() + ": "
                        + (group.isRead()
                                ? "as it was " + span(Duration.between(group.asOf(), snapshot.at())) + " before"
                                : "where it stands is not known")
                        + ": " + group.trouble().get());
            }
            if (group.lost() > 0) {
                notes.add("%s: %d offsets were removed before it came to them".formatted(group.name(), group.lost()));
            }
        });
        return notes.stream().map(note -> "! " + Printable.text(note)).collect(Collectors.joining("\n"));
    }

    private static String cell(Optional<?> value) {
        return value.map(String::valueOf).orElse("-");
    }

    private static String cell(TimeLag lag) {
        return switch (lag) {
            case TimeLag.CaughtUp() -> "0 s";
            case TimeLag.About(Duration about, Duration least, Duration most) -> span(about);
            case TimeLag.AtLeast(Duration least) -> "at least " + span(least);
            case TimeLag.Unknown() -> "-";
        };
    }

    private static String between(TimeLag lag) {
        return lag instanceof TimeLag.About(Duration about, Duration least, Duration most)
                ? span(least) + " and " + span(most)
                : "";
    }

    static String span(Duration duration) {
        return Spans.words(duration);
    }
}
