package dev.castellan.spec;

import dev.castellan.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeSet;

/// What must hold across fields, whatever Kafka thinks of each.
final class SpecRules {
    /// Properties that are replication factors: no more copies than brokers can ever be made.
    private static final List<String> REPLICATION_FACTORS = List.of(
            "default.replication.factor",
            "offsets.topic.replication.factor",
            "transaction.state.log.replication.factor",
            "share.coordinator.state.topic.replication.factor");

    private final ClusterSpec spec;
    private final List<Problem> problems = new ArrayList<>();

    private SpecRules(ClusterSpec spec) {
        this.spec = spec;
    }

    static List<Problem> check(ClusterSpec spec) {
        SpecRules rules = new SpecRules(spec);
        rules.version();
        rules.places();
        rules.nodes();
        rules.retired();
        rules.replication();
        rules.metrics();
        rules.problems.addAll(MonitoringRules.check(spec));
        rules.lagObjectives();
        rules.drill();
        rules.problems.addAll(PemRules.check(spec));
        rules.problems.addAll(UserRules.check(spec));
        rules.problems.addAll(ConnectRules.check(spec));
        rules.problems.addAll(MirrorRules.check(spec));
        return rules.problems;
    }

    private void version() {
        if (spec.kafka().version().compareTo(KafkaVersion.OLDEST) < 0) {
            error(
                    spec.locate("kafka"),
                    "Kafka " + spec.kafka().version() + " is older than " + KafkaVersion.OLDEST,
                    "Castellan keeps KRaft clusters of 3.9 and newer; write kafka: " + KafkaVersion.DEFAULT);
        }
    }

    private void metrics() {
        if (spec.metrics() == Metrics.open && spec.target() == TargetKind.local) {
            error(
                    spec.locate("metrics"),
                    "nodes on this machine tell their metrics on 127.0.0.1 only",
                    "write metrics: agent");
        }
        boolean portGiven = !spec.locate("metrics." + spec.metrics()).equals(Location.DEFAULTS);
        if (portGiven && spec.target() == TargetKind.local) {
            error(
                    spec.locate("metrics." + spec.metrics()),
                    "on this machine agents take the next free port from " + AgentPort.FIRST + " on",
                    "write metrics: agent");
        }
        if (portGiven
                && !spec.locate("metrics.agent").equals(Location.DEFAULTS)
                && !spec.locate("metrics.open").equals(Location.DEFAULTS)) {
            error(spec.locate("metrics"), "metrics names both agent and open", "keep one of them");
        }
    }

    private void lagObjectives() {
        for (String name : spec.lagObjectives().byName().keySet()) {
            if (name.substring(0, Math.max(0, name.length() - 1)).contains("*")) {
                error(
                        spec.locate("lag-objectives." + name),
                        "\"" + name + "\" has a * that is not its end",
                        "name a group, or the beginning of names and a *: orders-*");
            }
        }
    }

    private void drill() {
        for (int id : spec.drill().spare()) {
            if (spec.node(id).isEmpty()) {
                error(spec.locate("drill.spare"), "drill.spare names " + id + ", and no node has that id", "");
            }
        }
    }

    private void nodes() {
        Map<Integer, NodeSpec> ids = new HashMap<>();
        Map<String, Map<Integer, String>> ports = new HashMap<>();
        Map<String, Map<Path, String>> directories = new HashMap<>();
        for (NodeSpec node : spec.nodes()) {
            NodeSpec twin = ids.putIfAbsent(node.id(), node);
            if (twin != null) {
                error(
                        node.location(),
                        "id " + node.id() + " is taken by the node at "
                                + twin.location().brief(),
                        "");
            }
            String place = node.host().orElse("");
            ports(node, ports.computeIfAbsent(place, host -> new HashMap<>()));
            for (String directory : node.directories()) {
                directory(node, directory, directories.computeIfAbsent(place, host -> new LinkedHashMap<>()));
            }
        }
        int controllers = spec.staying().controllers().size();
        if (spec.controllers().isEmpty()) {
            error(spec.locate("nodes"), "no node is a controller", "give one, three or five nodes that role");
        } else if (controllers > 0 && controllers % 2 == 0) {
            problems.add(Problem.warning(
                    spec.locate("nodes").toString(),
                    controllers + " controllers stand the loss of no more of them than " + (controllers - 1) + " do",
                    "an odd number is usual"));
        }
        if (spec.brokers().isEmpty()) {
            error(spec.locate("nodes"), "no node is a broker", "give at least one node that role");
        }
    }

    /// Nodes on hosts have addresses, and nodes on this machine have none.
    private void places() {
        for (NodeSpec node : spec.nodes()) {
            boolean named = spec.hosts().etcHosts() == HostsSpec.EtcHosts.managed
                    && node.host().filter(host -> !NodeSpec.isAddress(host)).isPresent();
            if (named) {
                error(
                        node.location(),
                        node.host().orElse("") + " is a name, and etc-hosts: managed maps addresses to names",
                        "write the address as host: and the name as advertise:");
            }
            switch (spec.target()) {
                case hosts -> {
                    if (node.host().isEmpty()) {
                        error(
                                node.location(),
                                node.name() + " has no host",
                                "list the addresses: nodes: [192.168.56.10, 192.168.56.11, 192.168.56.12]");
                    }
                }
                case local -> {
                    if (node.host().isPresent()) {
                        error(
                                node.location(),
                                node.name() + " has the host " + node.host().get() + ", and the target is this machine",
                                "write target: hosts, or take the address away");
                    }
                }
            }
        }
    }

    /// On hosts a node that names no port has Kafka's usual one; on this machine a free one is found.
    private void ports(NodeSpec node, Map<Integer, String> taken) {
        boolean usual = spec.target() == TargetKind.hosts;
        if (usual && node.host().isEmpty()) {
            return; // told already, and nobody knows which ports are whose
        }
        if (node.isBroker()) {
            OptionalInt port = node.port().isEmpty() && usual ? OptionalInt.of(NodeSpec.USUAL_PORT) : node.port();
            port(node, port, taken);
            beside(node, port, taken);
        }
        if (node.isBroker() && spec.security() != Security.none) {
            port(
                    node,
                    node.nodePort().isEmpty() && usual ? OptionalInt.of(NodeSpec.USUAL_NODE_PORT) : node.nodePort(),
                    taken);
        }
        if (node.isController()) {
            boolean given = node.controllerPort().isPresent() || !usual;
            OptionalInt port = given ? node.controllerPort() : OptionalInt.of(NodeSpec.USUAL_CONTROLLER_PORT);
            port(node, port, taken);
            beside(node, port, taken);
        }
        port(node, AgentPort.of(spec, node), taken);
    }

    /// On hosts the door with TLS that is added to a plain one takes a port too.
    private void beside(NodeSpec node, OptionalInt plain, Map<Integer, String> taken) {
        if (spec.security() == Security.both && spec.target() == TargetKind.hosts && plain.isPresent()) {
            int port = plain.getAsInt() + NodeSpec.TLS_BEYOND;
            if (port > 65535) {
                error(
                        node.location(),
                        "its door with TLS would be at " + port + ", " + NodeSpec.TLS_BEYOND + " beyond "
                                + plain.getAsInt(),
                        "give it a lower port");
            } else {
                port(node, OptionalInt.of(port), taken);
            }
        }
    }

    private void port(NodeSpec node, OptionalInt port, Map<Integer, String> taken) {
        if (port.isPresent()) {
            String owner = taken.putIfAbsent(port.getAsInt(), node.name());
            if (owner != null) {
                String where = node.host().map(host -> " of " + host).orElse("");
                error(
                        node.location(),
                        "port " + port.getAsInt() + where + " is given to " + owner + " already",
                        where.isEmpty()
                                ? ""
                                : "give " + node.name() + " others with port:, node-port: and controller-port:");
            }
        }
    }

    private void directory(NodeSpec node, String directory, Map<Path, String> taken) {
        if (!directory.startsWith("/")) {
            error(node.location(), "directory " + directory + " is relative", "write the whole path, from / on");
        }
        if (directory.contains(",")) {
            error(node.location(), "directory " + directory + " holds a comma", "Kafka's log.dirs cannot hold one");
        }
        Path place = Path.of(directory).normalize();
        taken.forEach((other, owner) -> {
            if (place.equals(other)) {
                error(node.location(), "directory " + directory + " is given to " + owner + " already", "");
            } else if (place.startsWith(other) || other.startsWith(place)) {
                error(
                        node.location(),
                        "directory " + directory + " and " + other + " of " + owner + " lie one in the other",
                        "Kafka takes every directory in its own for a partition: set them side by side");
            }
        });
        taken.putIfAbsent(place, node.name());
    }

    /// Whoever leaves is still in the file, and somebody stays.
    private void retired() {
        Location at = spec.locate("retire");
        for (int id : new TreeSet<>(spec.members().retire())) {
            if (spec.node(id).isEmpty()) {
                error(at, "no node has the id " + id, "a node that is gone is taken out of nodes and retire alike");
            }
        }
        ClusterSpec staying = spec.staying();
        if (!spec.controllers().isEmpty() && staying.controllers().isEmpty()) {
            error(at, "no controller would stay", "castellan destroy is for a whole cluster");
        }
        if (!spec.brokers().isEmpty() && staying.brokers().isEmpty()) {
            error(at, "no broker would stay", "castellan destroy is for a whole cluster");
        }
    }

    private void replication() {
        int brokers = spec.staying().brokers().size();
        if (brokers == 0) {
            return;
        }
        for (TopicSpec topic : spec.topics()) {
            int copies = topic.replicationFactor().orElse(1);
            if (copies > brokers) {
                tooMany(spec.locate("topics." + topic.name() + ".replication-factor"), copies);
            }
            topicBrokers(topic, copies);
        }
        for (String property : REPLICATION_FACTORS) {
            String value = spec.config().getOrDefault(property, "");
            if (value.matches("\\d{1,4}") && Integer.parseInt(value) > brokers) {
                tooMany(spec.locate("config." + property), Integer.parseInt(value));
            }
        }
    }

    private void topicBrokers(TopicSpec topic, int copies) {
        Location at = spec.locate("topics." + topic.name() + ".brokers");
        for (int id : topic.brokers()) {
            if (spec.node(id).filter(NodeSpec::isBroker).isEmpty()) {
                error(at, "no broker has the id " + id, "");
            } else if (spec.members().retire().contains(id)) {
                error(at, "kafka-" + id + " is to leave", "take it out of the topic's brokers");
            }
        }
        if (!topic.brokers().isEmpty() && copies > topic.brokers().size()) {
            error(
                    at,
                    "replication factor " + copies + " needs " + copies + " brokers, " + topic.name() + " may use "
                            + topic.brokers().size(),
                    "");
        }
    }

    private void tooMany(Location at, int factor) {
        int brokers = spec.staying().brokers().size();
        String have = spec.members().retire().isEmpty() ? "the spec has " + brokers : brokers + " would stay";
        error(at, "replication factor " + factor + " needs " + factor + " brokers, " + have, "");
    }

    private void error(Location at, String what, String hint) {
        problems.add(Problem.error(at.toString(), what, hint));
    }
}
