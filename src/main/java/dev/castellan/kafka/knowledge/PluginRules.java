package dev.castellan.kafka.knowledge;

import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a release's Connect says about plugins: which kinds there are, and what it takes from a plugin's own jars.
public final class PluginRules {
    private static final String ISOLATION = "org.apache.kafka.connect.runtime.isolation.";

    private final KafkaClasses classes;
    private @Nullable Method isolates;

    PluginRules(KafkaClasses classes) {
        this.classes = classes;
    }

    /// The kinds of plugins, each with the class or interface that makes a class one: `sink connector` gives
    /// `org.apache.kafka.connect.sink.SinkConnector`.
    public Map<String, String> kinds() {
        return classes.know(() -> {
            Class<?> type = classes.load(ISOLATION + "PluginType");
            Map<String, String> kinds = new LinkedHashMap<>();
            for (Object kind : type.getEnumConstants()) {
                Class<?> made = (Class<?>) type.getMethod("superClass").invoke(kind);
                kinds.put(words(made.getSimpleName()), made.getName());
            }
            return kinds;
        });
    }

    /// Whether Connect looks for a class in the plugin's jars before its own. Where it does not, the plugin's copy is
    /// never loaded, unless Connect has no such class.
    public boolean isolates(String className) {
        return classes.know(() -> {
            if (isolates == null) {
                isolates = classes.load(ISOLATION + "PluginUtils").getMethod("shouldLoadInIsolation", String.class);
            }
            return Boolean.TRUE.equals(isolates.invoke(null, className));
        });
    }

    /// `SourceConnector` is a source connector.
    private static String words(String simpleName) {
        return simpleName.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }
}
