package dev.castellan.spec;

import dev.castellan.problem.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// What must hold of workers and connectors, whatever Connect thinks of each property.
final class ConnectRules {
    private static final Pattern PLUGIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

    /// What no spec may write: it follows from the rest.
    private static final Set<String> OWNED = Set.of(
            "bootstrap.servers",
            "group.id",
            "listeners",
            "rest.advertised.host.name",
            "rest.advertised.port",
            "plugin.path",
            "config.storage.topic",
            "config.storage.replication.factor",
            "offset.storage.topic",
            "offset.storage.replication.factor",
            "offset.storage.partitions",
            "status.storage.topic",
            "status.storage.replication.factor",
            "status.storage.partitions");

    /// Connect has not read these since 3.0, and says nothing.
    private static final Set<String> GONE = Set.of("rest.host.name", "rest.port");

    private final ClusterSpec spec;
    private final List<Problem> problems = new ArrayList<>();

    private ConnectRules(ClusterSpec spec) {
        this.spec = spec;
    }

    static List<Problem> check(ClusterSpec spec) {
        ConnectRules rules = new ConnectRules(spec);
        rules.place();
        rules.workers();
        rules.config();
        rules.topics();
        rules.connectors();
        return rules.problems;
    }

    private void place() {
        if (spec.connect().isNone()) {
            return;
        }
        if (spec.target() == TargetKind.local) {
            spec.connect().workers().stream()
                    .filter(worker -> worker.host().isPresent())
                    .forEach(worker -> error(
                            worker.location(),
                            worker.name() + " lives on this machine, as the nodes do",
                            "take host out"));
        }
        spec.users().stream()
                .filter(user -> user.name().equals(ConnectSpec.USER) && user.auth() != UserSpec.Auth.certificate)
                .filter(user -> spec.security() != Security.none)
                .forEach(user -> error(
                        user.location(),
                        "workers of Connect are the user " + ConnectSpec.USER + ", and come with a certificate",
                        "write auth: certificate, or give this user another name"));
    }

    private void workers() {
        Map<Integer, WorkerSpec> ids = new HashMap<>();
        Map<Integer, String> ports = new HashMap<>();
        // On hosts a port is taken on a machine only; the check of the machine tells.
        spec.nodes().stream().filter(node -> node.host().isEmpty()).forEach(node -> {
            node.port().ifPresent(port -> ports.put(port, node.name()));
            node.nodePort().ifPresent(port -> ports.put(port, node.name()));
            node.controllerPort().ifPresent(port -> ports.put(port, node.name()));
        });
        for (WorkerSpec worker : spec.connect().workers()) {
            WorkerSpec twin = ids.putIfAbsent(worker.id(), worker);
            if (twin != null) {
                error(
                        worker.location(),
                        "id " + worker.id() + " is taken by the worker at "
                                + twin.location().brief(),
                        "");
            }
            worker.port().ifPresent(port -> {
                String owner = spec.target() == TargetKind.hosts ? null : ports.putIfAbsent(port, worker.name());
                if (owner != null) {
                    error(worker.location(), "port " + port + " is given to " + owner + " already", "");
                }
            });
        }
        for (String plugin : spec.connect().plugins().keySet()) {
            if (!PLUGIN.matcher(plugin).matches()) {
                error(
                        spec.locate("connect.plugins." + plugin),
                        "\"" + plugin + "\" is no name for a plugin",
                        "take letters, digits, '.', '-' and '_'");
            }
        }
    }

    private void config() {
        for (String property : new TreeSet<>(spec.connect().config().keySet())) {
            Location at = spec.locate("connect.config." + property);
            if (OWNED.contains(property)) {
                error(at, property + " follows from the rest of the spec", "take it out");
            } else if (GONE.contains(property)) {
                error(
                        at,
                        property + " is nothing that Connect reads since 3.0",
                        "take it out; a worker's port stands under connect.workers");
            }
        }
    }

    /// Workers refuse to start on a topic that forgets.
    private void topics() {
        if (spec.connect().isNone()) {
            return;
        }
        for (TopicSpec topic : spec.topics()) {
            boolean keeps = ConnectSpec.TOPICS.containsKey(topic.name());
            if (keeps && !"compact".equals(topic.config().getOrDefault("cleanup.policy", ""))) {
                error(topic.location(), topic.name() + " needs cleanup.policy: compact", "workers refuse to start");
            }
            if (topic.name().equals(ConnectSpec.CONFIGS) && topic.partitions().orElse(1) != 1) {
                error(topic.location(), topic.name() + " needs one partition and no more", "workers refuse to start");
            }
        }
    }

    private void connectors() {
        if (spec.connect().isNone() && !spec.connect().connectors().isEmpty()) {
            error(spec.locate("connectors"), "there are no workers to run connectors", "connect: {workers: 1}");
        }
        for (ConnectorSpec connector : spec.connect().connectors()) {
            if (!connector.config().isEmpty() && !connector.config().containsKey(ConnectorSpec.CLASS)) {
                error(
                        connector.location(),
                        "connector " + connector.name() + " has no " + ConnectorSpec.CLASS,
                        "castellan connect check PLUGIN lists those of a plugin");
            }
        }
    }

    private void error(Location at, String what, String hint) {
        problems.add(Problem.error(at.toString(), what, hint));
    }
}
