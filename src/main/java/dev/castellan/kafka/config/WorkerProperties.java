package dev.castellan.kafka.config;

import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.ConnectSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The properties of a worker of Kafka Connect in distributed mode: what Castellan decides, then what the user
/// overrides.
public final class WorkerProperties {
    public static final String FILE = "connect-distributed.properties";

    private static final String LISTENERS = "listeners";
    private static final Pattern LISTENER = Pattern.compile("(https?)://(\\[[^]]*]|[^:,/]*):(\\d{1,5})");
    private static final String JSON = "org.apache.kafka.connect.json.JsonConverter";

    private WorkerProperties() {}

    /// @param bootstrap where the brokers listen, `host:port,...`
    /// @param host where the REST interface listens, and is reached by the other workers
    /// @param plugins directories with a plugin in each of their directories
    public static Map<String, String> of(
            ClusterSpec spec, String bootstrap, String host, int port, List<String> plugins) {
        String copies = String.valueOf(spec.usualCopies());
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("bootstrap.servers", bootstrap);
        properties.put("group.id", ConnectSpec.GROUP);
        properties.put(LISTENERS, "http://" + host + ":" + port);
        properties.put("rest.advertised.host.name", host);
        properties.put("rest.advertised.port", String.valueOf(port));
        if (!plugins.isEmpty()) {
            properties.put("plugin.path", String.join(",", plugins));
        }
        properties.put("config.storage.topic", ConnectSpec.CONFIGS);
        properties.put("config.storage.replication.factor", copies);
        properties.put("offset.storage.topic", ConnectSpec.OFFSETS);
        properties.put("offset.storage.replication.factor", copies);
        properties.put("status.storage.topic", ConnectSpec.STATUS);
        properties.put("status.storage.replication.factor", copies);
        properties.putAll(usual());
        if (!spec.connect().mirrors().isEmpty()) {
            // After a kill, what came since is copied again; and status can tell no more than was noted. Kafka: a
            // minute.
            properties.put("offset.flush.interval.ms", "10000");
        }
        properties.putAll(new TreeMap<>(spec.connect().config()));
        return properties;
    }

    /// Connect has no default for the converters; these are its sample's.
    private static Map<String, String> usual() {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("key.converter", JSON);
        properties.put("value.converter", JSON);
        // Secrets stay in files that connectors name: ${file:/path/to/secrets.properties:password}
        properties.put("config.providers", "file,directory");
        properties.put("config.providers.file.class", "org.apache.kafka.common.config.provider.FileConfigProvider");
        properties.put(
                "config.providers.directory.class", "org.apache.kafka.common.config.provider.DirectoryConfigProvider");
        // Connect waits five minutes for a worker that went, and its tasks rest meanwhile.
        properties.put("scheduled.rebalance.max.delay.ms", "0");
        return properties;
    }

    /// The address of an installed worker's REST interface, read back from its file; empty where there is none.
    public static String url(Map<String, String> properties) {
        Matcher matcher = LISTENER.matcher(properties.getOrDefault(LISTENERS, ""));
        return matcher.find() ? matcher.group() : "";
    }

    /// Its port.
    public static OptionalInt port(Map<String, String> properties) {
        Matcher matcher = LISTENER.matcher(properties.getOrDefault(LISTENERS, ""));
        return matcher.find() ? OptionalInt.of(Integer.parseInt(matcher.group(3))) : OptionalInt.empty();
    }
}
