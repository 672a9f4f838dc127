package dev.castellan.export;

import dev.castellan.kafka.config.ServerProperties;
import dev.castellan.kafka.config.ServerSecurity;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.Security;
import dev.castellan.spec.UserSpec;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What an export has to know beside what the cluster holds.
///
/// @param config broker properties that the present spec sets: an export of them is to replace the whole block
/// @param implied properties that follow from the present spec without a word in it
/// @param elsewhere properties that the present spec sets in another block
/// @param named users of the present spec
/// @param privileged principals that Kafka asks no ACL of: the cluster's own
/// @param quotasOfOthers quotas of what is no user, by what it is
public record Origin(
        Map<String, String> config,
        Map<String, String> implied,
        Set<String> elsewhere,
        Set<String> named,
        Set<String> privileged,
        SortedMap<String, SortedMap<String, Double>> quotasOfOthers) {
    /// A cluster that no spec is known of.
    public static final Origin UNKNOWN = new Origin(Map.of(), Map.of(), Set.of(), Set.of(), Set.of(), new TreeMap<>());

    public Origin {
        config = Map.copyOf(config);
        implied = Map.copyOf(implied);
        elsewhere = Set.copyOf(elsewhere);
        named = Set.copyOf(named);
        privileged = Set.copyOf(privileged);
        quotasOfOthers = new TreeMap<>(quotasOfOthers);
    }

    /// The cluster of a spec.
    public static Origin of(ClusterSpec spec) {
        return new Origin(
                spec.config(),
                ServerProperties.copies(spec),
                spec.pluginConfig().keySet(),
                spec.users().stream().map(UserSpec::name).collect(Collectors.toUnmodifiableSet()),
                privileged(spec),
                new TreeMap<>());
    }

    public Origin with(SortedMap<String, SortedMap<String, Double>> quotas) {
        return new Origin(config, implied, elsewhere, named, privileged, quotas);
    }

    private static Set<String> privileged(ClusterSpec spec) {
        String given = spec.config().getOrDefault("super.users", "");
        Stream<String> own =
                spec.security() != Security.none ? Stream.of(UserSpec.PRINCIPAL + ServerSecurity.ADMIN) : Stream.of();
        return Stream.concat(own, Stream.of(given.split(";", -1)).map(String::strip))
                .filter(principal -> !principal.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /// Kafka itself sets `min.insync.replicas` for all brokers where they keep eligible leader replicas (KIP-966), to
    /// what their files say: written into a spec, it would no longer grow with the nodes.
    boolean saysAlready(String name, String value) {
        return !config.containsKey(name) && value.equals(implied.get(name));
    }
}
