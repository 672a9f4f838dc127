package dev.castellan.kafka.config;

import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.NodeSpec;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The part of `server.properties` that says who may connect, and how that is proven.
///
/// With TLS: clients come with a password (SCRAM), other nodes and users with a certificate of the cluster's authority
/// come to a listener of their own, and what no ACL allows is denied. Sources: Kafka documentation, Security; KIP-651
/// for PEM files.
public final class ServerSecurity {
    /// The user that may do everything, and that Castellan itself is.
    public static final String ADMIN = "admin";

    /// The mechanism of passwords.
    public static final String MECHANISM = "SCRAM-SHA-512";

    /// The node's private key and its certificate, in a node's folder of certificates.
    public static final String KEY_STORE = "node.pem";

    /// The authorities that are trusted.
    public static final String TRUST_STORE = "ca.pem";

    /// What a cluster with TLS has of Castellan: written in `config:` it is a mistake.
    static final Set<String> OWNED = Set.of(
            "authorizer.class.name",
            "super.users",
            "allow.everyone.if.no.acl.found",
            "ssl.keystore.type",
            "ssl.keystore.location",
            "ssl.truststore.type",
            "ssl.truststore.location",
            "ssl.client.auth",
            "ssl.principal.mapping.rules",
            "sasl.enabled.mechanisms");

    /// Whoever comes to a plain door: as long as there is one, everybody there may do what everybody could before.
    public static final String ANYBODY = "User:ANONYMOUS";

    /// What else follows from the kinds of doors.
    private static final Set<String> ABOUT = Set.of(
            "listeners",
            "advertised.listeners",
            "listener.security.protocol.map",
            "inter.broker.listener.name",
            "controller.listener.names",
            "controller.quorum.bootstrap.servers");

    private ServerSecurity() {}

    /// @param certificates the folder with the node's certificates
    /// @param doors what kinds of doors the node has, where the cluster is on its way from open to locked
    static Map<String, String> of(ClusterSpec spec, NodeSpec node, String certificates, Doors doors) {
        if (doors.isOnItsWay()) {
            return locked(spec, node, certificates, doors);
        }
        return switch (spec.security()) {
            case none -> open(node);
            case both -> doors == Doors.OPEN ? open(node) : locked(spec, node, certificates, Doors.LOCKED);
            case tls -> locked(spec, node, certificates, Doors.LOCKED);
        };
    }

    /// Whether a property says who may connect and how: with other doors all of them change at once, in a restart.
    public static boolean isAboutDoors(String property) {
        return OWNED.contains(property)
                || ABOUT.contains(property)
                || property.startsWith("listener.name.")
                || property.startsWith("ssl.allow.");
    }

    private static Map<String, String> open(NodeSpec node) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put(
                "listener.security.protocol.map",
                ServerProperties.CLIENT + ":PLAINTEXT," + ServerProperties.CONTROLLER + ":PLAINTEXT");
        if (node.isBroker()) {
            properties.put("inter.broker.listener.name", ServerProperties.CLIENT);
        }
        return properties;
    }

    private static Map<String, String> locked(ClusterSpec spec, NodeSpec node, String certificates, Doors doors) {
        Map<String, String> properties = new LinkedHashMap<>();
        String client = doors == Doors.LOCKED ? ServerProperties.CLIENT : Doors.CLIENT_TLS;
        String controller = doors == Doors.LOCKED ? ServerProperties.CONTROLLER : Doors.CONTROLLER_TLS;
        String plain = doors.hasTwo()
                ? ServerProperties.CLIENT + ":PLAINTEXT," + ServerProperties.CONTROLLER + ":PLAINTEXT,"
                : "";
        properties.put(
                "listener.security.protocol.map",
                plain + client + ":SASL_SSL," + ServerProperties.NODE + ":SSL," + controller + ":SSL");
        if (node.isBroker()) {
            properties.put(
                    "inter.broker.listener.name",
                    doors == Doors.ADDED ? ServerProperties.CLIENT : ServerProperties.NODE);
            properties.put("sasl.enabled.mechanisms", MECHANISM);
            properties.put(
                    of(client) + "scram-sha-512.sasl.jaas.config",
                    "org.apache.kafka.common.security.scram.ScramLoginModule required;");
            properties.put(of(ServerProperties.NODE) + "ssl.client.auth", "required");
        }
        if (node.isController()) {
            properties.put(of(controller) + "ssl.client.auth", "required");
        }
        properties.putAll(stores(node, certificates));
        properties.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        properties.put("allow.everyone.if.no.acl.found", "false");
        properties.put("super.users", superUsers(spec) + (doors.hasTwo() ? ";" + ANYBODY : ""));
        return properties;
    }

    /// Properties of one listener begin so.
    private static String of(String listener) {
        return "listener.name." + listener.toLowerCase(Locale.ROOT) + ".";
    }

    private static Map<String, String> stores(NodeSpec node, String certificates) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("ssl.keystore.type", "PEM");
        properties.put("ssl.keystore.location", certificates + "/" + KEY_STORE);
        properties.put("ssl.truststore.type", "PEM");
        properties.put("ssl.truststore.location", certificates + "/" + TRUST_STORE);
        // Whoever comes with a certificate is called by its common name, wherever in the subject that stands.
        properties.put("ssl.principal.mapping.rules", "RULE:^(?:.*,)?CN=([^,]+)(?:,.*)?$/$1/,DEFAULT");
        if (node.own().isPresent()) {
            // Whoever makes the next one may write the subject otherwise: it is loaded in place all the same.
            properties.put("ssl.allow.dn.changes", "true");
            properties.put("ssl.allow.san.changes", "true");
        }
        return properties;
    }

    private static String superUsers(ClusterSpec spec) {
        return Stream.concat(spec.nodes().stream(), spec.members().retired().stream())
                        .sorted(Comparator.comparingInt(NodeSpec::id))
                        .map(other -> "User:" + other.principal() + ";")
                        .collect(Collectors.joining())
                + "User:" + ADMIN;
    }
}
