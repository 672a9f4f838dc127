package dev.castellan.kafka.knowledge;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A `ConfigDef` of another class loader, asked by reflection. What is used of it has been public since Kafka 0.10.
final class Definitions {
    private final KafkaClasses classes;
    private final Object definition;
    private final Map<String, Object> keys;

    private Definitions(KafkaClasses classes, Object definition) throws ReflectiveOperationException {
        this.classes = classes;
        this.definition = definition;
        this.keys = new TreeMap<>();
        ((Map<?, ?>) call(definition, "configKeys")).forEach((name, key) -> keys.put((String) name, key));
    }

    static Definitions broker(KafkaClasses classes) {
        return classes.know(() -> new Definitions(
                classes,
                classes.load("org.apache.kafka.server.config.AbstractKafkaConfig")
                        .getField("CONFIG_DEF")
                        .get(null)));
    }

    static Definitions topic(KafkaClasses classes) {
        return classes.know(() -> new Definitions(
                classes,
                classes.load("org.apache.kafka.storage.internals.log.LogConfig")
                        .getMethod("configDefCopy")
                        .invoke(null)));
    }

    static Definitions producer(KafkaClasses classes) {
        return client(classes, "org.apache.kafka.clients.producer.ProducerConfig");
    }

    static Definitions consumer(KafkaClasses classes) {
        return client(classes, "org.apache.kafka.clients.consumer.ConsumerConfig");
    }

    private static Definitions client(KafkaClasses classes, String name) {
        return classes.know(() -> new Definitions(
                classes, classes.load(name).getMethod("configDef").invoke(null)));
    }

    Set<String> names() {
        return keys.keySet();
    }

    Optional<ConfigFact> fact(String name, UpdateMode mode) {
        return Optional.ofNullable(keys.get(name))
                .map(key -> classes.know(() -> {
                    Object type = field(key, "type");
                    return new ConfigFact(
                            name,
                            String.valueOf(type),
                            defaultValue(key, type),
                            mode,
                            String.valueOf(type).equals("PASSWORD"),
                            Prose.plain(String.valueOf(field(key, "documentation"))));
                }));
    }

    /// What is wrong with each value, in Kafka's words; names without trouble, or unknown here, are left out.
    ///
    /// Empty, too, where Kafka stumbles: 4.0 does so over lists that are not there. Building the whole
    /// config, which comes next, then says what it thinks.
    Map<String, String> complaints(Map<String, String> values) {
        try {
            return classes.ask(() ->
                    read(definition.getClass().getMethod("validate", Map.class).invoke(definition, values)));
        } catch (KafkaSaid stumbled) {
            return Map.of();
        }
    }

    private Map<String, String> read(Object answers) throws ReflectiveOperationException {
        Map<String, String> complaints = new LinkedHashMap<>();
        for (Object answer : (List<?>) answers) {
            List<?> errors = (List<?>) call(answer, "errorMessages");
            String name = String.valueOf(call(answer, "name"));
            if (!errors.isEmpty() && keys.containsKey(name)) {
                complaints.put(name, String.valueOf(errors.getFirst()));
            }
        }
        return complaints;
    }

    private Optional<String> defaultValue(Object key, @Nullable Object type) throws ReflectiveOperationException {
        Class<?> kind = definition.getClass();
        while (!kind.getSimpleName().equals("ConfigDef")) { // LogConfig has its own kind of it
            kind = Objects.requireNonNull(kind.getSuperclass());
        }
        Object value = field(key, "defaultValue");
        boolean absent =
                value == null || value.equals(kind.getField("NO_DEFAULT_VALUE").get(null));
        Class<?> types = Objects.requireNonNull(type).getClass();
        return absent
                ? Optional.empty()
                : Optional.ofNullable((String)
                        kind.getMethod("convertToString", Object.class, types).invoke(null, value, type));
    }

    private static @Nullable Object field(Object of, String name) throws ReflectiveOperationException {
        return of.getClass().getField(name).get(of);
    }

    private static Object call(Object of, String name) throws ReflectiveOperationException {
        return of.getClass().getMethod(name).invoke(of);
    }
}
