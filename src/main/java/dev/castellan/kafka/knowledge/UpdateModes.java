package dev.castellan.kafka.knowledge;

import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;

/// Which broker properties a release can change while it runs: asked of its `DynamicBrokerConfig`, wherever that is.
final class UpdateModes {
    private static final String METHOD = "dynamicConfigUpdateModes";

    private final Map<String, UpdateMode> modes;

    private UpdateModes(Map<String, UpdateMode> modes) {
        this.modes = Map.copyOf(modes);
    }

    static UpdateModes of(KafkaClasses classes) {
        return classes.know(() -> {
            Map<String, UpdateMode> modes = new HashMap<>();
            answer(classes).forEach((name, mode) -> modes.put(String.valueOf(name), mode(String.valueOf(mode))));
            return new UpdateModes(modes);
        });
    }

    UpdateMode of(String name) {
        return modes.getOrDefault(name, UpdateMode.READ_ONLY);
    }

    /// 4.2 moved it from a Scala object to Java.
    private static Map<?, ?> answer(KafkaClasses classes) throws ReflectiveOperationException {
        String java = "org.apache.kafka.server.config.DynamicBrokerConfig";
        if (classes.has(java)) {
            Method method = classes.load(java).getMethod(METHOD);
            return (Map<?, ?>) method.invoke(null);
        }
        Class<?> scala = classes.load("kafka.server.DynamicBrokerConfig$");
        Object module = scala.getField("MODULE$").get(null);
        return (Map<?, ?>) scala.getMethod(METHOD).invoke(module);
    }

    private static UpdateMode mode(String kafkas) {
        return kafkas.equals("per-broker") ? UpdateMode.PER_BROKER : UpdateMode.CLUSTER_WIDE;
    }
}
