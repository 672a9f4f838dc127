package dev.castellan.kafka.config;

import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.MirrorSpec;
import dev.castellan.spec.Security;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// With what the connectors of a mirror log in at its two ends.
///
/// Whoever may use Connect's REST interface can read what a connector is given, so secrets are references to files. A
/// connector runs on any worker: the files are named as they lie below the folder that each worker runs in.
public final class MirrorAccess {
    /// What mirrors log in with at their sources, in a worker's folder of certificates.
    public static final String FILE = "sources.properties";

    private static final String FOLDER = "tls";

    /// What is no secret, or short, stands in the connector's config itself.
    private static final Set<String> HELD = Set.of("sasl.jaas.config", "ssl.truststore.certificates");

    private MirrorAccess() {}

    /// Properties by MirrorMaker's names; none where both ends let everybody in.
    public static Map<String, String> of(ClusterSpec spec, MirrorSpec mirror) {
        Map<String, String> properties = new TreeMap<>();
        if (spec.security() != Security.none) {
            WorkerProperties.client(FOLDER).forEach((name, value) -> properties.put("target.cluster." + name, value));
        }
        mirror.user()
                .ifPresent(user -> ClientAccess.password(user, "", "").forEach((name, value) -> {
                    boolean held = HELD.contains(name);
                    properties.put("source.cluster." + name, held ? reference(mirror, name) : value);
                }));
        return properties;
    }

    /// What the file holds of a mirror.
    ///
    /// @param login the properties of a client of its source
    public static Map<String, String> held(MirrorSpec mirror, Map<String, String> login) {
        Map<String, String> held = new TreeMap<>();
        login.forEach((name, value) -> {
            if (HELD.contains(name)) {
                held.put(key(mirror, name), value);
            }
        });
        return held;
    }

    private static String reference(MirrorSpec mirror, String name) {
        return "${file:" + FOLDER + "/" + FILE + ":" + key(mirror, name) + "}";
    }

    private static String key(MirrorSpec mirror, String name) {
        return mirror.alias() + "." + name;
    }
}
