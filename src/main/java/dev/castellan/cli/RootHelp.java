package dev.castellan.cli;

import dev.castellan.cli.verb.Verb;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/// The text of `castellan help`: the verbs by purpose, one line each.
///
/// Reads annotations only: building forty picocli commands to print forty lines would take ten times as long.
final class RootHelp {
    private RootHelp() {}

    /// Why one reaches for a verb. The package a verb lives in says which it is.
    enum Purpose {
        KEEP("A cluster on this machine", "keep"),
        RUN("Its nodes", "node"),
        DATA("Topics, records and groups", "topics", "data", "groups"),
        USERS("Users and what they may do", "users", "certs", "secrets"),
        LOOK("Look inside any cluster", "cluster", "bench", "monitoring"),
        CONNECT("Kafka Connect", "connect"),
        MORE("More"),
        SELF("Castellan itself", "cli", "verb");

        private final String heading;

        @SuppressWarnings("ImmutableEnumChecker") // List.of
        private final List<String> rooms;

        Purpose(String heading, String... rooms) {
            this.heading = heading;
            this.rooms = List.of(rooms);
        }

        static Purpose of(Class<?> verb) {
            String room = verb.getPackageName().substring(verb.getPackageName().lastIndexOf('.') + 1);
            for (Purpose purpose : values()) {
                if (purpose.rooms.contains(room)) {
                    return purpose;
                }
            }
            return MORE;
        }
    }

    static String text(Map<String, Class<? extends Verb>> verbs) {
        Map<Purpose, List<String>> lines = new EnumMap<>(Purpose.class);
        verbs.forEach((path, type) -> {
            Command command = type.getAnnotation(Command.class);
            if (!path.contains(" ") && command != null && !command.hidden()) {
                lines.computeIfAbsent(Purpose.of(type), purpose -> new ArrayList<>())
                        .add("  %-12s %s".formatted(path, firstLine(command)));
            }
        });
        StringBuilder text = new StringBuilder("castellan, the keeper of Apache Kafka clusters\n");
        lines.forEach((purpose, of) -> text.append("\n%s\n%s\n".formatted(purpose.heading, String.join("\n", of))));
        return text.append("\none verb in full:  castellan help VERB").toString();
    }

    private static String firstLine(Command command) {
        return command.description().length == 0 ? "" : command.description()[0];
    }
}
