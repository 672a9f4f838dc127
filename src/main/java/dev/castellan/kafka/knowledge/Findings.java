package dev.castellan.kafka.knowledge;

import dev.castellan.problem.Suggest;
import dev.castellan.spec.KafkaVersion;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The sentences findings are made of.
final class Findings {
    /// Marks a complaint about a class that is in none of the release's jars, and may be in a plugin's.
    private static final String NO_CLASS = "could not be found";

    private Findings() {}

    static ConfigFinding unknown(String key, String whose, KafkaVersion version, Collection<String> known) {
        return ConfigFinding.error(
                key,
                "Kafka " + version + " has no " + whose + " property " + key,
                Suggest.closest(key, known)
                        .map(name -> "did you mean " + name + "?")
                        .orElse("correct or remove it"));
    }

    static ConfigFinding misplaced(String key, String whose, String twin) {
        return ConfigFinding.error(key, key + " is a " + whose + " property", "here it is called " + twin);
    }

    static ConfigFinding deprecated(String key, KafkaVersion version, String advice) {
        return ConfigFinding.warning(key, key + " is deprecated in Kafka " + version, advice);
    }

    /// @param complaint what Kafka's `ConfigDef` said
    static ConfigFinding value(String key, String value, boolean sensitive, String complaint, KafkaVersion version) {
        String shown = value.isEmpty() ? "empty" : value;
        String subject = key + (sensitive ? " has a value Kafka does not take" : " is " + shown);
        if (complaint.contains(NO_CLASS)) {
            return ConfigFinding.warning(
                    key,
                    subject + ": no such class in Kafka " + version,
                    "correct the name, or see that its jar is on every node");
        }
        return ConfigFinding.error(key, sensitive ? subject : subject + ": " + Prose.reason(complaint), "");
    }

    static ConfigFinding missing(String key, String complaint) {
        return ConfigFinding.error(key, Prose.reason(complaint), "");
    }

    /// A refusal of properties together, given to the one that Kafka names, or else to one whose value it quotes.
    ///
    /// @param suspects tried first to last: what the user wrote before what we wrote for them
    static ConfigFinding together(String refusal, List<Map<String, String>> suspects) {
        Stream<String> named = suspects.stream().flatMap(properties -> longest(properties.keySet(), refusal::contains));
        Stream<String> quoted = suspects.stream()
                .flatMap(properties -> longest(properties.keySet(), key -> isQuoted(properties.get(key), refusal)));
        String key = Stream.concat(named, quoted).findFirst().orElse("");
        return ConfigFinding.error(key, Prose.refusal(refusal), "");
    }

    private static Stream<String> longest(Collection<String> keys, Predicate<String> fits) {
        return keys.stream()
                .filter(fits)
                .max(Comparator.comparingInt(String::length).thenComparing(Comparator.reverseOrder()))
                .stream();
    }

    private static boolean isQuoted(@Nullable String value, String refusal) {
        return value != null && value.length() >= 3 && refusal.contains(value);
    }
}
