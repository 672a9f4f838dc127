package dev.castellan.cli.topics;

import dev.castellan.kafka.client.Configs;
import dev.castellan.kafka.client.Setting;
import dev.castellan.kafka.client.TopicState;
import dev.castellan.view.Report;
import dev.castellan.view.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// What the topic verbs say, in both forms.
final class TopicReports {
    private TopicReports() {}

    /// One line of the list.
    record TopicLine(
            String name,
            boolean internal,
            int partitions,
            int replicationFactor,
            long underReplicated,
            long unavailable) {}

    /// A partition together with the topic it is of.
    record PartitionLine(String topic, TopicState.Partition partition) {}

    /// How a creation ended.
    enum Outcome {
        CREATED,
        EXISTED
    }

    /// A created topic.
    record Creation(String name, String outcome, int partitions, int replicationFactor) {}

    /// An altered topic.
    record Alteration(String name, int partitionsBefore, int partitions, List<Configs.Change> configs) {}

    static Report names(List<String> names) {
        return new Report("TopicNames", names, String.join("\n", names));
    }

    static Report list(List<TopicState> topics) {
        List<TopicLine> lines = topics.stream().map(TopicReports::line).toList();
        Table table = Table.of("TOPIC", "PARTITIONS", "REPLICAS", "HEALTH");
        lines.forEach(line -> table.row(line.name(), line.partitions(), line.replicationFactor(), health(line)));
        return new Report("TopicList", lines, lines.isEmpty() ? "no topics" : table.text());
    }

    static Report describe(List<TopicState> topics) {
        String text = topics.stream().map(TopicReports::described).collect(Collectors.joining("\n\n"));
        return new Report("TopicDescription", topics, topics.isEmpty() ? "no topics" : text);
    }

    static Report partitions(List<TopicState> topics, Predicate<TopicState.Partition> wanted) {
        List<PartitionLine> lines = topics.stream()
                .flatMap(topic -> topic.partitions().stream()
                        .filter(wanted)
                        .map(partition -> new PartitionLine(topic.name(), partition)))
                .toList();
        Table table = Table.of("TOPIC", "PARTITION", "LEADER", "REPLICAS", "ISR", "MISSING");
        lines.forEach(line -> table.row(
                line.topic(),
                line.partition().partition(),
                leader(line.partition()),
                ids(line.partition().replicas()),
                ids(line.partition().isr()),
                ids(missing(line.partition()))));
        return new Report("TroubledPartitions", lines, lines.isEmpty() ? "no such partition" : table.text());
    }

    static Report created(TopicState topic, Outcome outcome) {
        Creation creation = new Creation(
                topic.name(),
                outcome.name().toLowerCase(Locale.ROOT),
                topic.partitions().size(),
                topic.replicationFactor());
        String text = "%s %s: %s, %s"
                .formatted(
                        topic.name(),
                        outcome == Outcome.CREATED ? "created" : "exists already",
                        count(creation.partitions(), "partition"),
                        count(creation.replicationFactor(), "replica"));
        return new Report("TopicCreation", creation, text);
    }

    static Report altered(String name, int before, int after, List<Configs.Change> changes) {
        List<String> lines = new ArrayList<>();
        if (after != before) {
            lines.add("  partitions  %d -> %d".formatted(before, after));
        }
        changes.forEach(change -> lines.add("  %s  %s -> %s"
                .formatted(
                        change.name(),
                        change.before().orElse("(none)"),
                        change.after().orElse("(none)"))));
        String text = lines.isEmpty() ? name + ": nothing to change" : name + "\n" + String.join("\n", lines);
        return new Report("TopicAlteration", new Alteration(name, before, after, changes), text);
    }

    static Report deleted(List<String> names) {
        return new Report("TopicDeletion", names, String.join(", ", names) + " deleted");
    }

    private static TopicLine line(TopicState topic) {
        return new TopicLine(
                topic.name(),
                topic.internal(),
                topic.partitions().size(),
                topic.replicationFactor(),
                topic.partitions().stream()
                        .filter(TopicState.Partition::underReplicated)
                        .count(),
                topic.partitions().stream()
                        .filter(TopicState.Partition::unavailable)
                        .count());
    }

    private static String health(TopicLine line) {
        if (line.unavailable() > 0) {
            return line.unavailable() + " unavailable";
        }
        return line.underReplicated() > 0 ? line.underReplicated() + " under-replicated" : "in sync";
    }

    private static String described(TopicState topic) {
        StringBuilder text = new StringBuilder("%s  %s, %s, id %s"
                .formatted(
                        topic.name(),
                        count(topic.partitions().size(), "partition"),
                        count(topic.replicationFactor(), "replica"),
                        topic.id()));
        for (Setting config : topic.configs()) {
            text.append("\n  %s=%s  (%s)".formatted(config.name(), config.shown(), config.source()));
        }
        boolean elr = topic.partitions().stream()
                .anyMatch(partition -> !partition.elr().isEmpty());
        Table table = elr
                ? Table.of("PARTITION", "LEADER", "REPLICAS", "ISR", "ELR")
                : Table.of("PARTITION", "LEADER", "REPLICAS", "ISR");
        for (TopicState.Partition partition : topic.partitions()) {
            String replicas = ids(partition.replicas());
            String isr = ids(partition.isr());
            if (elr) {
                table.row(partition.partition(), leader(partition), replicas, isr, ids(partition.elr()));
            } else {
                table.row(partition.partition(), leader(partition), replicas, isr);
            }
        }
        return text.append("\n").append(table.text().indent(2).stripTrailing()).toString();
    }

    private static List<Integer> missing(TopicState.Partition partition) {
        return partition.replicas().stream()
                .filter(replica -> !partition.isr().contains(replica))
                .toList();
    }

    private static String leader(TopicState.Partition partition) {
        return partition.leader().map(String::valueOf).orElse("none");
    }

    private static String ids(List<Integer> ids) {
        return ids.isEmpty() ? "-" : ids.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
