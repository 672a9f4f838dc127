package dev.castellan.cli.groups;

import dev.castellan.kafka.client.GroupState;
import dev.castellan.problem.WorldRefused;
import java.util.stream.Collectors;

/// A group whose members would overwrite what is done to it is left alone.
final class Idle {
    private Idle() {}

    static void require(GroupState group, String deed) {
        if (group.members().isEmpty()) {
            return;
        }
        String members = group.members().stream()
                .limit(5)
                .map(member -> member.client() + " at " + member.host())
                .collect(Collectors.joining(", "));
        int more = group.members().size() - 5;
        throw new WorldRefused(
                group.name(),
                "a group with members cannot be %s: %s%s"
                        .formatted(deed, members, more > 0 ? " and %d more".formatted(more) : ""),
                "stop them first");
    }
}
