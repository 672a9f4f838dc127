package dev.castellan.kafka.knowledge;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Which names a broker accepts, beyond those its `ConfigDef` lists.
final class Names {
    /// `listener.name.internal.ssl.keystore.location`, `listener.name.internal.plain.sasl.jaas.config`.
    private static final Pattern OF_LISTENER = Pattern.compile("listener\\.name\\.[^.]+\\.(.+)");

    private static final List<String> PREFIXES =
            List.of("remote.log.storage.manager.impl.prefix", "remote.log.metadata.manager.impl.prefix");

    private final Set<String> known;
    private final Set<String> all;

    /// @param known the names in the release's `ConfigDef`
    /// @param further names that only a built-in plugin of the release reads, such as `super.users`
    Names(Set<String> known, Set<String> further) {
        this.known = known;
        this.all = new TreeSet<>(known);
        all.addAll(further);
    }

    Set<String> all() {
        return all;
    }

    /// The name in the `ConfigDef` that decides about `key`: itself, or what is behind a listener's prefix.
    Optional<String> deciding(String key) {
        if (known.contains(key)) {
            return Optional.of(key);
        }
        Matcher listener = OF_LISTENER.matcher(key);
        if (!listener.matches()) {
            return Optional.empty();
        }
        String rest = listener.group(1);
        String behindMechanism = rest.substring(rest.indexOf('.') + 1);
        return Stream.of(rest, behindMechanism).filter(known::contains).findFirst();
    }

    /// Whether a broker with these properties reads `key`.
    boolean isKnown(String key, Map<String, String> properties) {
        return all.contains(key)
                || deciding(key).isPresent()
                || key.startsWith("config.providers.")
                || PREFIXES.stream()
                        .map(properties::get)
                        .anyMatch(prefix -> prefix != null && !prefix.isEmpty() && key.startsWith(prefix));
    }
}
