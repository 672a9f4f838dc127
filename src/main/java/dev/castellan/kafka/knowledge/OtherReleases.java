package dev.castellan.kafka.knowledge;

import dev.castellan.spec.KafkaVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Names that some releases know and others do not: the one thing a release's own jars cannot tell about.
final class OtherReleases {
    enum Kind {
        broker,
        topic
    }

    /// @param first the first release with the name, `4.1`, or `-` if all older ones have it
    /// @param last the last release with the name, or `-` if it is still there
    /// @param instead what took its place, or `-`
    record Name(String first, String last, String instead) {}

    private final Map<String, Name> names;

    private OtherReleases(Map<String, Name> names) {
        this.names = Map.copyOf(names);
    }

    static OtherReleases shipped() {
        try (InputStream resource = OtherReleases.class.getResourceAsStream("names.tsv")) {
            return parse(new String(Objects.requireNonNull(resource).readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static OtherReleases parse(String text) {
        Map<String, Name> names = new HashMap<>();
        text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            String[] cells = line.split("\t", -1);
            names.put(cells[0] + " " + cells[1], new Name(cells[2], cells[3], cells[4]));
        });
        return new OtherReleases(names);
    }

    /// What to say about a name that `version` does not know, if another release does.
    Optional<ConfigFinding> explain(Kind kind, String key, KafkaVersion version) {
        return Optional.ofNullable(names.get(kind + " " + key)).map(name -> finding(key, name, version));
    }

    private static ConfigFinding finding(String key, Name name, KafkaVersion version) {
        if (isAfter(version, name.last)) {
            return ConfigFinding.error(
                    key,
                    key + " is gone from Kafka " + version + ": " + name.last + " was the last to have it",
                    hint(name.instead));
        }
        return ConfigFinding.error(
                key,
                key + " is not yet in Kafka " + version + ": " + name.first + " is the first to have it",
                "remove it, or upgrade first");
    }

    private static String hint(String instead) {
        if (instead.equals("-")) {
            return "remove it";
        }
        return instead.startsWith("nothing: ")
                ? "remove it; " + instead.substring("nothing: ".length())
                : "use " + instead + " instead";
    }

    private static boolean isAfter(KafkaVersion version, String last) {
        return KafkaVersion.parse(last + ".999")
                .map(end -> version.compareTo(end) > 0)
                .orElse(false);
    }
}
