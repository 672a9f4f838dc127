package dev.castellan.kafka.knowledge;

import java.util.Set;
import java.util.TreeSet;

/// Which operations a release knows for each kind of resource.
final class AclKinds {
    private static final String RESOURCE_TYPE = "org.apache.kafka.common.resource.ResourceType";

    /// Not a public class of Kafka, so it may be elsewhere in another release; then nothing is checked.
    private static final String ENTRY = "org.apache.kafka.security.authorizer.AclEntry";

    private final KafkaClasses classes;

    AclKinds(KafkaClasses classes) {
        this.classes = classes;
    }

    Set<String> operations(String resource) {
        if (!classes.has(ENTRY)) {
            return Set.of();
        }
        return classes.know(() -> {
            Class<?> type = classes.load(RESOURCE_TYPE);
            Object kind = type.getMethod("valueOf", String.class).invoke(null, resource);
            Object supported =
                    classes.load(ENTRY).getMethod("supportedOperations", type).invoke(null, kind);
            Set<String> names = new TreeSet<>();
            if (supported instanceof Iterable<?> operations) {
                operations.forEach(operation -> names.add(String.valueOf(operation)));
            }
            return names;
        });
    }
}
