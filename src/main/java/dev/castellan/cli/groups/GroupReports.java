package dev.castellan.cli.groups;

import dev.castellan.kafka.client.GroupState;
import dev.castellan.kafka.client.Groups;
import dev.castellan.kafka.client.OffsetReset;
import dev.castellan.view.Report;
import dev.castellan.view.Table;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What the group verbs say, in both forms.
final class GroupReports {
    private GroupReports() {}

    /// A described group with the sum of its lags.
    record GroupAndLag(GroupState group, long totalLag) {}

    /// Whether a reset was shown or done.
    enum Stage {
        PREVIEW,
        EXECUTED
    }

    /// A reset.
    record Reset(String group, boolean executed, List<OffsetReset.Move> moves) {}

    static Report list(List<Groups.Summary> groups) {
        Table table = Table.of("GROUP", "TYPE", "PROTOCOL", "STATE", "MEMBERS");
        groups.forEach(group ->
                table.row(group.name(), group.type(), dash(group.protocol()), group.state(), cell(group.members())));
        return new Report("GroupList", groups, groups.isEmpty() ? "no groups" : table.text());
    }

    static Report describe(List<GroupState> groups) {
        return new Report(
                "GroupDescription",
                groups.stream()
                        .map(group -> new GroupAndLag(group, group.totalLag()))
                        .toList(),
                groups.isEmpty()
                        ? "no groups"
                        : groups.stream().map(GroupReports::described).collect(Collectors.joining("\n\n")));
    }

    static Report reset(String group, List<OffsetReset.Move> moves, Stage stage) {
        Table table = Table.of("TOPIC", "PARTITION", "FROM", "TO", "NOTE");
        moves.forEach(
                move -> table.row(move.topic(), move.partition(), cell(move.from()), cell(move.to()), move.note()));
        String verdict = switch (stage) {
            case PREVIEW -> "nothing was changed; do it with --execute";
            case EXECUTED -> group + " stands there now";
        };
        String text = moves.isEmpty() ? group + " has no offsets to reset" : table.text() + "\n" + verdict;
        return new Report("GroupReset", new Reset(group, stage == Stage.EXECUTED, moves), text);
    }

    static Report deleted(List<String> names) {
        return new Report("GroupDeletion", names, String.join(", ", names) + " deleted");
    }

    private static String described(GroupState group) {
        String heading = "%s  %s, %s, protocol %s, coordinator %d, %d member%s, lag %d"
                .formatted(
                        group.name(),
                        group.type(),
                        group.state(),
                        dash(group.protocol()),
                        group.coordinator(),
                        group.members().size(),
                        group.members().size() == 1 ? "" : "s",
                        group.totalLag());
        Table table = Table.of("TOPIC", "PARTITION", "COMMITTED", "END", "LAG", "CLIENT", "HOST");
        group.partitions()
                .forEach(lag -> table.row(
                        lag.topic(),
                        lag.partition(),
                        cell(lag.committed()),
                        cell(lag.end()),
                        cell(lag.lag()),
                        cell(lag.client()),
                        cell(lag.host())));
        String idle = group.members().stream()
                .filter(member -> member.partitions() == 0)
                .map(member -> "\n  %s at %s has no partition".formatted(member.client(), member.host()))
                .collect(Collectors.joining());
        return heading + (table.isEmpty() ? "" : "\n" + table.text().indent(2).stripTrailing()) + idle;
    }

    private static String cell(Optional<?> value) {
        return value.map(String::valueOf).orElse("-");
    }

    private static String dash(String text) {
        return text.isEmpty() ? "-" : text;
    }
}
