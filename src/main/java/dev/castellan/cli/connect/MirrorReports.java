package dev.castellan.cli.connect;

import dev.castellan.observe.LiveConnect;
import dev.castellan.observe.LiveMirror;
import dev.castellan.spec.MirrorConnectors;
import dev.castellan.spec.MirrorSpec;
import dev.castellan.view.Report;
import dev.castellan.view.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What is said of mirrors, in both forms.
final class MirrorReports {
    private static final String UNKNOWN = "?";
    private static final String NONE = "-";

    private MirrorReports() {}

    /// How much of a mirror is shown as text; its JSON form is whole anyway.
    enum Detail {
        TOPICS,
        PARTITIONS
    }

    record Mirrors(String cluster, List<Mirror> mirrors) {}

    /// @param silence why the source does not answer; empty where it does
    /// @param lag records of the source that are not noted as copied; empty where that cannot be known
    record Mirror(
            String mirror,
            String source,
            String naming,
            String silence,
            Optional<Long> lag,
            List<StatusReport.Line> connectors,
            List<Topic> topics,
            List<Group> groups) {
        /// Whether all three connectors do what they are meant to, and both ends answer.
        boolean isWell() {
            return silence.isEmpty()
                    && connectors.size() == MirrorConnectors.Part.values().length
                    && connectors.stream()
                            .flatMap(line -> Stream.concat(
                                    Stream.of(line.state()),
                                    line.tasks().stream().map(StatusReport.Task::state)))
                            .noneMatch("failed"::equals);
        }
    }

    /// One partition.
    ///
    /// @param copied the offset at the source that is copied next
    /// @param end the offset that its next record gets there
    record Topic(
            String topic,
            String copy,
            int partition,
            Optional<Long> copied,
            Optional<Long> end,
            Optional<Long> lag,
            Optional<Long> copyEnd) {}

    /// One group in one partition: what it has committed at either end, and what it has left to read there.
    record Group(
            String group,
            String topic,
            int partition,
            Optional<Long> source,
            Optional<Long> target,
            Optional<Long> sourceLag,
            Optional<Long> targetLag) {}

    static Mirror mirror(MirrorSpec mirror, LiveConnect.Awake awake, LiveMirror live) {
        SortedMap<String, LiveConnect.Connector> own = new TreeMap<>(awake.connectors());
        own.keySet()
                .retainAll(Stream.of(MirrorConnectors.Part.values())
                        .map(part -> part.connector(mirror.alias()))
                        .toList());
        List<LiveMirror.Part> parts = live.parts();
        return new Mirror(
                mirror.alias(),
                mirror.bootstrap(),
                mirror.naming().text(),
                live.silence(),
                sum(parts.stream().map(LiveMirror.Part::lag).toList()),
                StatusReport.lines(new LiveConnect.Awake(own), StatusReport.Readings.NONE),
                parts.stream()
                        .map(part -> new Topic(
                                part.place().topic(),
                                MirrorConnectors.copy(mirror, part.place().topic()),
                                part.place().partition(),
                                boxed(part.copied()),
                                boxed(part.end()),
                                boxed(part.lag()),
                                boxed(part.copyEnd())))
                        .toList(),
                live.groups().stream()
                        .map(group -> new Group(
                                group.group(),
                                group.place().topic(),
                                group.place().partition(),
                                boxed(group.source()),
                                boxed(group.target()),
                                boxed(group.sourceLag()),
                                boxed(group.targetLag())))
                        .toList());
    }

    private static Optional<Long> boxed(OptionalLong value) {
        return value.isPresent() ? Optional.of(value.getAsLong()) : Optional.empty();
    }

    /// Nothing where a part of it is not known.
    private static Optional<Long> sum(List<OptionalLong> values) {
        return values.stream().allMatch(OptionalLong::isPresent)
                ? Optional.of(
                        values.stream().mapToLong(value -> value.orElse(0)).sum())
                : Optional.empty();
    }

    static Report of(String cluster, List<Mirror> mirrors, Detail detail) {
        List<String> lines = new ArrayList<>();
        for (Mirror mirror : mirrors) {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            add(mirror, detail, lines);
        }
        return new Report("Mirrors", new Mirrors(cluster, mirrors), String.join("\n", lines));
    }

    private static void add(Mirror mirror, Detail detail, List<String> lines) {
        lines.add("%s: from %s, %s naming, %s"
                .formatted(mirror.mirror(), mirror.source(), mirror.naming(), standing(mirror)));
        if (!mirror.silence().isEmpty()) {
            lines.add("  ! the source does not answer: " + mirror.silence());
            lines.add("    how much it took that was not copied cannot be known before it does; COPIED is what workers"
                    + " noted last, and the copies may hold a little more");
        }
        lines.addAll(StatusReport.text(mirror.connectors(), Instant.EPOCH)
                .indent(2)
                .stripTrailing()
                .lines()
                .toList());
        if (mirror.connectors().size() < MirrorConnectors.Part.values().length) {
            lines.add("  ! not all of its connectors are there:  castellan apply");
        }
        if (mirror.topics().isEmpty()) {
            lines.add("  no topic of the source is copied yet");
        } else {
            lines.addAll(
                    topics(mirror, detail).indent(2).stripTrailing().lines().toList());
        }
        if (mirror.groups().isEmpty()) {
            lines.add("  no group has committed offsets in them");
        } else {
            lines.addAll(
                    groups(mirror, detail).indent(2).stripTrailing().lines().toList());
        }
    }

    private static String standing(Mirror mirror) {
        return mirror.lag()
                .map(lag -> lag == 0 ? "all copied" : lag + (lag == 1 ? " record" : " records") + " not copied yet")
                .orElse("lag not known");
    }

    private static String topics(Mirror mirror, Detail detail) {
        if (detail == Detail.PARTITIONS) {
            Table table = Table.of("TOPIC", "COPY", "PARTITION", "COPIED", "END", "LAG", "COPY'S END");
            mirror.topics()
                    .forEach(topic -> table.row(
                            topic.topic(),
                            topic.copy(),
                            topic.partition(),
                            shown(topic.copied(), NONE),
                            shown(topic.end(), UNKNOWN),
                            shown(topic.lag(), UNKNOWN),
                            shown(topic.copyEnd(), NONE)));
            return table.text();
        }
        Table table = Table.of("TOPIC", "COPY", "PARTITIONS", "COPIED", "LAG");
        by(mirror.topics(), Topic::topic)
                .forEach((name, parts) -> table.row(
                        name,
                        parts.getFirst().copy(),
                        parts.size(),
                        parts.stream()
                                .mapToLong(part -> part.copied().orElse(0L))
                                .sum(),
                        total(parts.stream().map(Topic::lag).toList())));
        return table.text();
    }

    private static String groups(Mirror mirror, Detail detail) {
        if (detail == Detail.PARTITIONS) {
            Table table = Table.of("GROUP", "TOPIC", "PARTITION", "AT SOURCE", "AT TARGET", "LAG THERE", "LAG HERE");
            mirror.groups()
                    .forEach(group -> table.row(
                            group.group(),
                            group.topic(),
                            group.partition(),
                            shown(group.source(), mirror.silence().isEmpty() ? NONE : UNKNOWN),
                            shown(group.target(), NONE),
                            shown(group.sourceLag(), mirror.silence().isEmpty() ? NONE : UNKNOWN),
                            shown(group.targetLag(), NONE)));
            return table.text();
        }
        Table table = Table.of("GROUP", "TOPIC", "TRANSLATED", "LAG THERE", "LAG HERE");
        by(mirror.groups(), group -> group.group() + "\t" + group.topic())
                .forEach((name, parts) -> table.row(
                        parts.getFirst().group(),
                        parts.getFirst().topic(),
                        parts.stream().filter(part -> part.target().isPresent()).count() + " of " + parts.size(),
                        total(parts.stream()
                                .filter(part -> part.source().isPresent()
                                        || !mirror.silence().isEmpty())
                                .map(Group::sourceLag)
                                .toList()),
                        total(parts.stream()
                                .filter(part -> part.target().isPresent())
                                .map(Group::targetLag)
                                .toList())));
        return table.text();
    }

    private static <T> SortedMap<String, List<T>> by(List<T> all, Function<T, String> key) {
        return all.stream().collect(Collectors.groupingBy(key, TreeMap::new, Collectors.toList()));
    }

    private static String total(List<Optional<Long>> values) {
        return values.stream().allMatch(Optional::isPresent)
                ? String.format(
                        Locale.ROOT,
                        "%d",
                        values.stream().mapToLong(value -> value.orElse(0L)).sum())
                : UNKNOWN;
    }

    private static String shown(Optional<Long> value, String otherwise) {
        return value.map(String::valueOf).orElse(otherwise);
    }
}
