package dev.castellan.kafka.client;

import java.util.Optional;
import org.apache.kafka.clients.admin.ConfigEntry;

/// One property of a topic, a broker or a group as the cluster tells it.
///
/// @param value empty when unset, and always `***` when sensitive: the value never comes this far
/// @param source where the value comes from: `default`, `static`, or `dynamic` and for whom
public record Setting(String name, Optional<String> value, String source, boolean sensitive, boolean readOnly) {
    static final String HIDDEN = "***";

    static Setting of(ConfigEntry entry) {
        Optional<String> value = entry.isSensitive() ? Optional.of(HIDDEN) : Optional.ofNullable(entry.value());
        return new Setting(entry.name(), value, source(entry.source()), entry.isSensitive(), entry.isReadOnly());
    }

    public boolean differsFromDefault() {
        return !source.equals("default");
    }

    public String shown() {
        return value.orElse("");
    }

    private static String source(ConfigEntry.ConfigSource source) {
        return switch (source) {
            case DYNAMIC_TOPIC_CONFIG -> "dynamic topic";
            case DYNAMIC_BROKER_CONFIG -> "dynamic broker";
            case DYNAMIC_DEFAULT_BROKER_CONFIG -> "dynamic brokers";
            case DYNAMIC_BROKER_LOGGER_CONFIG -> "dynamic logger";
            case DYNAMIC_CLIENT_METRICS_CONFIG -> "dynamic client-metrics";
            case DYNAMIC_GROUP_CONFIG -> "dynamic group";
            case STATIC_BROKER_CONFIG -> "static";
            case DEFAULT_CONFIG -> "default";
            case UNKNOWN -> "unknown";
        };
    }
}
