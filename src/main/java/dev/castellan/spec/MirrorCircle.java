package dev.castellan.spec;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Whether two mirrors would copy the same records to and fro for ever.
///
/// With identity naming a copy is called like what it was copied from, and MirrorMaker cannot tell them apart.
public final class MirrorCircle {
    private MirrorCircle() {}

    /// A topic that both would copy; empty where there is none, or one of them does not copy under the same names.
    ///
    /// @param mirror of this cluster, from the other one
    /// @param own where the brokers of this cluster listen, `host:port` each
    /// @param theirs config of a connector of the other cluster, whichever it is
    /// @param topics names that are known, in which patterns may meet
    public static Optional<String> topic(
            MirrorSpec mirror, Set<String> own, SortedMap<String, String> theirs, Set<String> topics) {
        boolean isMirrorOfThis = theirs.getOrDefault(ConnectorSpec.CLASS, "")
                        .endsWith(MirrorConnectors.Part.SOURCE.type().replaceFirst(".*\\.", ""))
                && words(theirs.getOrDefault("source.cluster.bootstrap.servers", "")).stream()
                        .anyMatch(own::contains);
        boolean bothKeepNames = mirror.naming() == MirrorSpec.Naming.identity
                && theirs.getOrDefault("replication.policy.class", "").equals(MirrorSpec.Naming.identity.policy());
        if (!isMirrorOfThis || !bothKeepNames) {
            return Optional.empty();
        }
        MirrorSpec back = back(mirror, theirs);
        // A pattern that both have is as good as a name that it would match.
        Stream<String> shared = mirror.topics().stream().filter(back.topics()::contains);
        TreeSet<String> names = new TreeSet<>(topics);
        names.addAll(mirror.topics());
        names.addAll(back.topics());
        return Stream.concat(
                        shared,
                        names.stream()
                                .filter(name ->
                                        MirrorConnectors.copies(mirror, name) && MirrorConnectors.copies(back, name)))
                .findFirst();
    }

    private static MirrorSpec back(MirrorSpec mirror, SortedMap<String, String> theirs) {
        return new MirrorSpec(
                mirror.alias(),
                "",
                Optional.empty(),
                Optional.empty(),
                words(theirs.getOrDefault("topics", ".*")),
                List.of(),
                MirrorSpec.Naming.identity,
                new TreeMap<>(theirs),
                ConnectorSpec.State.running,
                mirror.location());
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
