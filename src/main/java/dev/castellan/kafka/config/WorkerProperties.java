package dev.castellan.kafka.config;

import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.ConnectSpec;
import dev.castellan.spec.Security;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The properties of a worker of Kafka Connect in distributed mode: what Castellan decides, then what the user
/// overrides.
///
/// In a cluster with TLS a worker comes to brokers with a certificate, by the door of nodes, as [ConnectSpec#USER]; its
/// REST interface has TLS by the same certificate and asks for a password. Connect's interface knows no PEM files, so
/// its stores are PKCS 12. Source: Kafka documentation, Kafka Connect, REST API and Externalized Secrets.
public final class WorkerProperties {
    public static final String FILE = "connect-distributed.properties";

    /// The key of a worker, with its certificate, in its folder of certificates.
    public static final String KEY_STORE = "worker.p12";

    /// The authorities that it trusts.
    public static final String TRUST_STORE = "authorities.p12";

    /// The password of both.
    public static final String SECRETS = "secrets.properties";

    /// Who may use its REST interface, each with a password.
    public static final String USERS = "users.properties";

    /// What tells the JVM of those.
    public static final String JAAS = "rest.jaas";

    /// The name of the stores' password among the secrets.
    public static final String STORES = "stores";

    private static final String LISTENERS = "listeners";
    private static final String HOST = "rest.advertised.host.name";
    private static final Pattern LISTENER = Pattern.compile("(https?)://(\\[[^]]*]|[^:,/]*):(\\d{1,5})");
    private static final String JSON = "org.apache.kafka.connect.json.JsonConverter";

    private WorkerProperties() {}

    /// Where a worker is.
    ///
    /// @param bound the address at which its REST interface listens; empty text for every one
    /// @param host by which it is reached
    /// @param certificates the folder with its certificates
    public record Place(String bound, String host, int port, String certificates) {}

    /// @param bootstrap where the brokers listen, `host:port,...`
    /// @param plugins directories with a plugin in each of their directories
    public static Map<String, String> of(ClusterSpec spec, String bootstrap, Place place, List<String> plugins) {
        String copies = String.valueOf(spec.usualCopies());
        String scheme = spec.security() == Security.none ? "http" : "https";
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("bootstrap.servers", bootstrap);
        properties.put("group.id", ConnectSpec.GROUP);
        properties.put(LISTENERS, scheme + "://" + place.bound() + ":" + place.port());
        properties.put(HOST, place.host());
        properties.put("rest.advertised.port", String.valueOf(place.port()));
        if (scheme.equals("https")) {
            properties.put("rest.advertised.listener", scheme);
        }
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
        if (spec.security() != Security.none) {
            properties.putAll(locked(place.certificates()));
        }
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

    private static Map<String, String> locked(String certificates) {
        Map<String, String> client = client(certificates);
        Map<String, String> properties = new LinkedHashMap<>();
        // What connectors read and write with is told apart from what workers tell each other with.
        Stream.of("", "producer.", "consumer.", "admin.")
                .forEach(prefix -> client.forEach((name, value) -> properties.put(prefix + name, value)));
        stores(certificates).forEach((name, value) -> properties.put("listeners.https." + name, value));
        properties.put(
                "rest.extension.classes",
                "org.apache.kafka.connect.rest.basic.auth.extension.BasicAuthSecurityRestExtension");
        return properties;
    }

    /// How a client comes to brokers as a worker does.
    static Map<String, String> client(String certificates) {
        Map<String, String> client = new LinkedHashMap<>();
        client.put("security.protocol", "SSL");
        client.putAll(stores(certificates));
        return client;
    }

    private static Map<String, String> stores(String certificates) {
        String password = "${file:" + certificates + "/" + SECRETS + ":" + STORES + "}";
        Map<String, String> stores = new LinkedHashMap<>();
        stores.put("ssl.keystore.type", "PKCS12");
        stores.put("ssl.keystore.location", certificates + "/" + KEY_STORE);
        stores.put("ssl.keystore.password", password);
        stores.put("ssl.key.password", password);
        stores.put("ssl.truststore.type", "PKCS12");
        stores.put("ssl.truststore.location", certificates + "/" + TRUST_STORE);
        stores.put("ssl.truststore.password", password);
        return stores;
    }

    /// The login of the REST interface, as the JVM reads it.
    public static String jaas(String note, String certificates) {
        return """
                // %s
                KafkaConnect {
                  org.apache.kafka.connect.rest.basic.auth.extension.PropertyFileLoginModule required
                  file="%s/%s";
                };
                """.formatted(note, certificates, USERS);
    }

    /// The address of an installed worker's REST interface, read back from its file; empty where there is none.
    public static String url(Map<String, String> properties) {
        Matcher matcher = LISTENER.matcher(properties.getOrDefault(LISTENERS, ""));
        if (!matcher.find()) {
            return "";
        }
        String host = properties.getOrDefault(HOST, matcher.group(2));
        String shown = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
        return matcher.group(1) + "://" + shown + ":" + matcher.group(3);
    }

    /// Its port.
    public static OptionalInt port(Map<String, String> properties) {
        Matcher matcher = LISTENER.matcher(properties.getOrDefault(LISTENERS, ""));
        return matcher.find() ? OptionalInt.of(Integer.parseInt(matcher.group(3))) : OptionalInt.empty();
    }
}
