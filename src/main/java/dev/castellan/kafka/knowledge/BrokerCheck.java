package dev.castellan.kafka.knowledge;

import dev.castellan.problem.Problem.Severity;
import dev.castellan.spec.KafkaVersion;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Holds a node's properties against a release: the names, then each value, then all of them together.
final class BrokerCheck {
    private final KafkaVersion version;
    private final KafkaClasses classes;
    private final Definitions definitions;
    private final Set<String> authorizerNames;
    private final Names names;
    private final Synonyms synonyms;

    BrokerCheck(KafkaVersion version, KafkaClasses classes, Definitions definitions, Synonyms synonyms) {
        this.version = version;
        this.classes = classes;
        this.definitions = definitions;
        this.authorizerNames = authorizerNames(classes);
        this.names = new Names(definitions.names(), authorizerNames);
        this.synonyms = synonyms;
    }

    List<ConfigFinding> check(Map<String, String> properties, Set<String> userKeys, Set<String> pluginKeys) {
        List<ConfigFinding> findings = new ArrayList<>();
        for (String key : new TreeSet<>(userKeys)) {
            if (!pluginKeys.contains(key) && !names.isKnown(key, properties)) {
                findings.add(unknown(key));
            }
            deprecated(key).ifPresent(findings::add);
        }
        Map<String, String> judged = new TreeMap<>(properties);
        judged.keySet().removeAll(pluginKeys);
        boolean complete = !judged.values().removeIf(BrokerCheck::isReference);
        List<ConfigFinding> values = values(judged);
        findings.addAll(values);
        if (complete && values.stream().noneMatch(finding -> finding.severity() == Severity.ERROR)) {
            values.forEach(warned -> judged.remove(warned.key()));
            together(judged, userKeys).ifPresent(findings::add);
        }
        return List.copyOf(findings);
    }

    /// What is known of `key` itself, or of what is behind its listener's prefix.
    Optional<ConfigFact> fact(String key, UpdateModes modes) {
        if (authorizerNames.contains(key)) {
            return Optional.of(new ConfigFact(
                    key, "STRING", Optional.empty(), UpdateMode.READ_ONLY, false, "Read by the built-in authorizer."));
        }
        return names.deciding(key)
                .flatMap(name -> definitions.fact(name, modes.of(name)))
                .map(fact -> fact.named(key));
    }

    private ConfigFinding unknown(String key) {
        return OtherReleases.shipped()
                .explain(OtherReleases.Kind.broker, key, version)
                .or(() -> synonyms.ofBroker(key).map(twin -> Findings.misplaced(key, "topic's", twin)))
                .orElseGet(() -> Findings.unknown(key, "broker", version, names.all()));
    }

    private Optional<ConfigFinding> deprecated(String key) {
        return names.deciding(key)
                .flatMap(name -> definitions.fact(name, UpdateMode.READ_ONLY))
                .flatMap(fact -> Prose.deprecation(fact.documentation()))
                .map(advice -> Findings.deprecated(key, version, advice));
    }

    private List<ConfigFinding> values(Map<String, String> judged) {
        List<ConfigFinding> findings = new ArrayList<>();
        Map<String, String> complaints = new TreeMap<>(definitions.complaints(judged));
        judged.forEach((key, value) -> {
            String name = names.deciding(key).orElse(key);
            if (!name.equals(key)) { // behind a listener's prefix: judged in the place of the plain one
                Map<String, String> instead = new TreeMap<>(judged);
                instead.put(name, value);
                String complaint = definitions.complaints(instead).get(name);
                if (complaint != null) {
                    complaints.put(key, complaint);
                }
            }
        });
        complaints.forEach((key, complaint) -> {
            String value = judged.get(key);
            findings.add(
                    value == null
                            ? Findings.missing(key, complaint)
                            : Findings.value(key, value, isSensitive(key), complaint, version));
        });
        return findings;
    }

    /// Builds what a broker builds of its file, which is where Kafka compares properties with each other.
    private Optional<ConfigFinding> together(Map<String, String> properties, Set<String> userKeys) {
        try {
            classes.ask(() -> {
                Constructor<?> config =
                        classes.load("kafka.server.KafkaConfig").getConstructor(Map.class, boolean.class);
                return config.newInstance(properties, false); // false: it does not log them
            });
            return Optional.empty();
        } catch (KafkaSaid said) {
            Map<String, String> written = new TreeMap<>(properties);
            written.keySet().retainAll(userKeys);
            return Optional.of(Findings.together(String.valueOf(said.getMessage()), List.of(written, properties)));
        }
    }

    private boolean isSensitive(String key) {
        return names.deciding(key)
                .flatMap(name -> definitions.fact(name, UpdateMode.READ_ONLY))
                .map(ConfigFact::sensitive)
                .orElse(false);
    }

    /// `${file:...}` is looked up on the node; here nobody can judge it.
    private static boolean isReference(String value) {
        return value.contains("${");
    }

    /// The built-in authorizer reads names of its own, which are in no `ConfigDef`.
    private static Set<String> authorizerNames(KafkaClasses classes) {
        return classes.know(() -> {
            Class<?> authorizer = classes.load("org.apache.kafka.metadata.authorizer.StandardAuthorizer");
            return Set.of(
                    String.valueOf(authorizer.getField("SUPER_USERS_CONFIG").get(null)),
                    String.valueOf(authorizer
                            .getField("ALLOW_EVERYONE_IF_NO_ACL_IS_FOUND_CONFIG")
                            .get(null)));
        });
    }
}
