package dev.castellan.kafka.knowledge;

import dev.castellan.problem.Problem.Severity;
import dev.castellan.spec.KafkaVersion;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;

/// Holds a topic's own properties against a release.
final class TopicCheck {
    private final KafkaVersion version;
    private final KafkaClasses classes;
    private final Definitions definitions;
    private final Synonyms synonyms;

    TopicCheck(KafkaVersion version, KafkaClasses classes, Definitions definitions, Synonyms synonyms) {
        this.version = version;
        this.classes = classes;
        this.definitions = definitions;
        this.synonyms = synonyms;
    }

    List<ConfigFinding> check(Map<String, String> configs) {
        List<ConfigFinding> findings = new ArrayList<>();
        for (String key : new TreeSet<>(configs.keySet())) {
            Optional<ConfigFact> fact = definitions.fact(key, UpdateMode.CLUSTER_WIDE);
            if (fact.isEmpty()) {
                findings.add(unknown(key));
            }
            fact.flatMap(known -> Prose.deprecation(known.documentation()))
                    .map(advice -> Findings.deprecated(key, version, advice))
                    .ifPresent(findings::add);
        }
        definitions.complaints(configs).forEach((key, complaint) -> {
            String value = configs.get(key);
            findings.add(
                    value == null
                            ? Findings.missing(key, complaint)
                            : Findings.value(key, value, false, complaint, version));
        });
        if (findings.stream().noneMatch(finding -> finding.severity() == Severity.ERROR)) {
            together(configs).ifPresent(findings::add);
        }
        return List.copyOf(findings);
    }

    private ConfigFinding unknown(String key) {
        return OtherReleases.shipped()
                .explain(OtherReleases.Kind.topic, key, version)
                .or(() -> synonyms.ofTopic(key).map(twin -> Findings.misplaced(key, "broker's", twin)))
                .orElseGet(() -> Findings.unknown(key, "topic", version, definitions.names()));
    }

    /// `LogConfig.validate`, which takes `Properties` up to 4.2 and any map from 4.3 on.
    private Optional<ConfigFinding> together(Map<String, String> configs) {
        Properties properties = new Properties();
        properties.putAll(configs);
        try {
            classes.ask(() -> {
                Method validate = Arrays.stream(classes.load("org.apache.kafka.storage.internals.log.LogConfig")
                                .getMethods())
                        .filter(method -> method.getName().equals("validate") && method.getParameterCount() == 1)
                        .findFirst()
                        .orElseThrow(() -> new NoSuchMethodException("LogConfig.validate"));
                return validate.invoke(null, properties) == null;
            });
            return Optional.empty();
        } catch (KafkaSaid said) {
            return Optional.of(Findings.together(String.valueOf(said.getMessage()), List.of(configs)));
        }
    }
}
