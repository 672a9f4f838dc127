package dev.castellan.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a mirror has to be allowed at its two ends, in the words of ACLs.
///
/// ACLs know names and how names begin, where MirrorMaker takes any pattern. Source: the calls that
/// `MirrorSourceConnector` and `MirrorCheckpointConnector` of Kafka 4.3 make.
public final class MirrorRights {
    private static final String ALL = "*";

    private MirrorRights() {}

    /// Topics that a mirror makes and writes to in the cluster that holds the copies, as far as an ACL can say which.
    static List<String> made(MirrorSpec mirror) {
        String separator = mirror.config().getOrDefault(MirrorConnectors.SEPARATOR, ".");
        String prefix = mirror.alias() + separator;
        Stream<String> own = Stream.of("heartbeats", "mm2-offset-syncs" + separator + prefix + ALL, prefix + ALL);
        Stream<String> copies = mirror.naming() == MirrorSpec.Naming.prefixed
                ? Stream.empty()
                : mirror.topics().stream().flatMap(pattern -> named(pattern).stream());
        return Stream.concat(own, copies).toList();
    }

    /// Patterns of topics under whose names a mirror writes there, and that no ACL can say.
    static List<String> unnamed(MirrorSpec mirror) {
        return mirror.naming() == MirrorSpec.Naming.prefixed
                ? List.of()
                : mirror.topics().stream()
                        .filter(pattern -> named(pattern).isEmpty())
                        .toList();
    }

    /// What the user of a mirror has to be in the `cluster.yaml` of its source.
    public static String atSource(MirrorSpec mirror, String user) {
        List<String> topics = names(mirror.topics());
        List<String> rules = new ArrayList<>();
        topics.forEach(topic -> rules.add("{allow: [DescribeConfigs], topic: " + topic + "}"));
        return "users: {" + user + ": {consume: [" + String.join(", ", topics) + "], groups: ["
                + String.join(", ", names(mirror.groups())) + "], acls: [" + String.join(", ", rules) + "]}}";
    }

    private static List<String> names(List<String> patterns) {
        List<String> names = patterns.stream()
                .map(pattern -> named(pattern).orElse(ALL))
                .distinct()
                .map(name -> name.endsWith(ALL) ? "'" + name + "'" : name)
                .toList();
        return names.contains("'*'") ? List.of("'*'") : names;
    }

    /// `orders` and `clicks*` for `orders` and `clicks.*`; empty for a pattern that is more than a beginning.
    private static Optional<String> named(String pattern) {
        if (!pattern.matches("[A-Za-z0-9._-]*(\\.\\*)?")) {
            return Optional.empty();
        }
        return Optional.of(pattern.endsWith(".*") ? pattern.substring(0, pattern.length() - 2) + ALL : pattern);
    }
}
