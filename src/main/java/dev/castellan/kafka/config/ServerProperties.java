package dev.castellan.kafka.config;

import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.NodeSpec;
import dev.castellan.spec.Role;
import dev.castellan.spec.Security;
import dev.castellan.spec.TargetKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A node's `server.properties`: what Castellan decides, then what the user overrides.
public final class ServerProperties {
    public static final String FILE = "server.properties";

    /// Names the controllers of a static quorum, `id@host:port,...`, on every node.
    public static final String VOTERS = "controller.quorum.voters";

    /// Names controllers to ask who they all are: their metadata log says it.
    public static final String ASKED = "controller.quorum.bootstrap.servers";

    /// What no spec may write, whatever else stands in it.
    private static final Set<String> OWNED = Set.of(
            "node.id",
            "broker.id",
            "process.roles",
            "listeners",
            "advertised.listeners",
            "listener.security.protocol.map",
            "inter.broker.listener.name",
            "security.inter.broker.protocol",
            "controller.listener.names",
            VOTERS,
            "log.dir",
            "log.dirs",
            "broker.rack");

    static final String CLIENT = "CLIENT";
    static final String NODE = "NODE";
    static final String CONTROLLER = "CONTROLLER";
    private static final Pattern LISTENER = Pattern.compile("([A-Z_]+)://(\\[[^]]*]|[^:,]*):(\\d{1,5})");

    /// Which of a machine's addresses a node listens on.
    public enum Binding {
        /// The one it advertises.
        ADVERTISED,
        /// All of them: on a host the advertised name may be one that the host itself reads as loopback.
        EVERY_ADDRESS
    }

    private ServerProperties() {}

    /// What a node's file says; nothing where it is not there.
    ///
    /// @param files the texts of a node's files by their names
    public static SortedMap<String, String> in(Map<String, String> files) {
        return PropertiesText.read(text(files));
    }

    /// The file as it is; empty where it is not there.
    public static String text(Map<String, String> files) {
        return files.getOrDefault(FILE, "");
    }

    /// Whether a property follows from the rest of the spec; written in `config:` it is a mistake.
    public static boolean isOwned(ClusterSpec spec, String property) {
        return OWNED.contains(property)
                || (spec.security() != Security.none && ServerSecurity.OWNED.contains(property));
    }

    /// @param endpoints of every node of the cluster, by node id
    /// @param directories the node's `log.dirs`
    /// @param certificates the folder with the node's certificates, where the spec wants TLS
    public static Map<String, String> of(
            ClusterSpec spec,
            NodeSpec node,
            Map<Integer, Endpoint> endpoints,
            List<String> directories,
            Binding binding,
            String certificates) {
        Map<String, String> properties = new LinkedHashMap<>();
        Endpoint own = endpoint(endpoints, node);
        properties.put("node.id", String.valueOf(node.id()));
        properties.put(
                "process.roles",
                node.roles().stream().sorted().map(Role::kafkaName).collect(Collectors.joining(",")));
        properties.put("listeners", listeners(shown(own, binding), true));
        boolean names = node.isBroker() || binding == Binding.EVERY_ADDRESS;
        if (names) {
            properties.put("advertised.listeners", listeners(own, binding == Binding.EVERY_ADDRESS));
        }
        properties.putAll(ServerSecurity.of(spec, node, certificates, own.doors()));
        properties.put("controller.listener.names", controllers(own.doors()));
        properties.putAll(quorum(spec, endpoints, own.doors()));
        properties.put("log.dirs", String.join(",", directories));
        node.rack().ifPresent(rack -> properties.put("broker.rack", rack));
        properties.putAll(copies(spec));
        properties.putAll(new TreeMap<>(spec.config()));
        properties.putAll(new TreeMap<>(spec.pluginConfig()));
        return properties;
    }

    /// Kafka takes these for the same question, and wants an answer to one of them.
    private static Map<String, String> quorum(ClusterSpec spec, Map<Integer, Endpoint> endpoints, Doors doors) {
        Map<Integer, String> addresses = new LinkedHashMap<>();
        spec.controllers()
                .forEach(node ->
                        addresses.put(node.id(), endpoint(endpoints, node).controller(doors)));
        return switch (spec.quorum()) {
            case DYNAMIC -> Map.of(ASKED, String.join(",", addresses.values()));
            case STATIC ->
                Map.of(
                        VOTERS,
                        addresses.entrySet().stream()
                                .map(address -> address.getKey() + "@" + address.getValue())
                                .collect(Collectors.joining(",")));
        };
    }

    /// Where an installed node listens, read back from its file.
    public static Endpoint endpoint(Map<String, String> properties) {
        OptionalInt client = OptionalInt.empty();
        OptionalInt node = OptionalInt.empty();
        OptionalInt controller = OptionalInt.empty();
        OptionalInt clientTls = OptionalInt.empty();
        OptionalInt controllerTls = OptionalInt.empty();
        String host = "";
        Matcher matcher = LISTENER.matcher(
                properties.getOrDefault("listeners", "") + "," + properties.getOrDefault("advertised.listeners", ""));
        while (matcher.find()) {
            host = matcher.group(2).replaceAll("[\\[\\]]", "");
            OptionalInt port = OptionalInt.of(Integer.parseInt(matcher.group(3)));
            switch (matcher.group(1)) {
                case CLIENT -> client = port;
                case NODE -> node = port;
                case CONTROLLER -> controller = port;
                case Doors.CLIENT_TLS -> clientTls = port;
                case Doors.CONTROLLER_TLS -> controllerTls = port;
                default -> {} // somebody else's
            }
        }
        Doors doors = Doors.of(properties);
        return doors == Doors.CLOSED
                ? new Endpoint(host, clientTls, node, controllerTls, doors, Endpoint.Beside.NOTHING)
                : new Endpoint(host, client, node, controller, doors, new Endpoint.Beside(clientTls, controllerTls));
    }

    /// The first is the one that this node calls controllers by.
    private static String controllers(Doors doors) {
        return switch (doors) {
            case OPEN, LOCKED -> CONTROLLER;
            case ADDED -> CONTROLLER + "," + Doors.CONTROLLER_TLS;
            case BOTH -> Doors.CONTROLLER_TLS + "," + CONTROLLER;
            case CLOSED -> Doors.CONTROLLER_TLS;
        };
    }

    private static Endpoint shown(Endpoint own, Binding binding) {
        return switch (binding) {
            case ADVERTISED -> own;
            case EVERY_ADDRESS ->
                new Endpoint("", own.clientPort(), own.nodePort(), own.controllerPort(), own.doors(), own.beside());
        };
    }

    private static String listeners(Endpoint own, boolean withController) {
        List<String> listeners = new ArrayList<>();
        String client = own.doors() == Doors.CLOSED ? Doors.CLIENT_TLS : CLIENT;
        own.clientPort().ifPresent(port -> listeners.add(listener(client, own, port)));
        own.beside().clientPort().ifPresent(port -> listeners.add(listener(Doors.CLIENT_TLS, own, port)));
        own.nodePort().ifPresent(port -> listeners.add(listener(NODE, own, port)));
        if (withController) {
            own.controllers().forEach((name, port) -> listeners.add(listener(name, own, port)));
        }
        return String.join(",", listeners);
    }

    private static String listener(String name, Endpoint own, int port) {
        return name + "://" + own.shown() + ":" + port;
    }

    /// As many copies as the brokers allow, up to three, and two of three in sync: what one lost node must not touch.
    public static Map<String, String> copies(ClusterSpec spec) {
        String copies = String.valueOf(Math.min(3, spec.brokers().size()));
        String inSync = spec.brokers().size() >= 3 ? "2" : "1";
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("auto.create.topics.enable", "false");
        properties.put("default.replication.factor", copies);
        properties.put("min.insync.replicas", inSync);
        properties.put("offsets.topic.replication.factor", copies);
        properties.put("transaction.state.log.replication.factor", copies);
        properties.put("transaction.state.log.min.isr", inSync);
        if (spec.kafka().version().isAtLeast(4, 1)) {
            properties.put("share.coordinator.state.topic.replication.factor", copies);
            properties.put("share.coordinator.state.topic.min.isr", inSync);
        }
        if (spec.target() == TargetKind.local) {
            // A laptop has no herd of consumers to wait for.
            properties.put("group.initial.rebalance.delay.ms", "0");
        }
        return properties;
    }

    private static Endpoint endpoint(Map<Integer, Endpoint> endpoints, NodeSpec node) {
        Endpoint endpoint = endpoints.get(node.id());
        if (endpoint == null) {
            throw new IllegalArgumentException("no endpoint for " + node.name());
        }
        return endpoint;
    }
}
