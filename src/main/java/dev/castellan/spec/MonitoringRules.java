package dev.castellan.spec;

import dev.castellan.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What must hold of a Prometheus that is to be installed.
final class MonitoringRules {
    private final ClusterSpec spec;
    private final MonitoringSpec wanted;
    private final List<Problem> problems = new ArrayList<>();

    private MonitoringRules(ClusterSpec spec) {
        this.spec = spec;
        this.wanted = spec.monitoring();
    }

    static List<Problem> check(ClusterSpec spec) {
        MonitoringRules rules = new MonitoringRules(spec);
        if (rules.wanted.install() == MonitoringSpec.Install.none) {
            rules.nothing();
        } else if (spec.target() == TargetKind.local) {
            rules.error(
                    "monitoring.install",
                    "a Prometheus is installed on hosts, and the nodes of this cluster live on this machine",
                    "install it yourself; castellan monitoring write DIR writes what it needs");
        } else {
            rules.place();
            rules.ports();
            rules.targets();
        }
        return rules.problems;
    }

    private void nothing() {
        if (!wanted.isOfAny()) {
            error("monitoring", "monitoring says where, and not what is to be installed", "add install: prometheus");
        }
    }

    private void place() {
        wanted.host().filter(host -> MonitoringSpec.place(spec).isEmpty()).ifPresent(host -> {
            boolean leaves = spec.nodes().stream().anyMatch(node -> node.host().equals(wanted.host()));
            error(
                    "monitoring.host",
                    leaves
                            ? "each node of " + host + " is to leave, and Castellan lets go of that host with them"
                            : "no node lives on " + host,
                    "name one of " + hosts());
        });
    }

    private String hosts() {
        return spec.staying().nodes().stream()
                .flatMap(node -> node.host().stream())
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private void ports() {
        if (wanted.port() == wanted.alertmanagerPort()) {
            error("monitoring", "Prometheus and Alertmanager are both given port " + wanted.port(), "");
        }
        MonitoringSpec.place(spec).stream()
                .flatMap(place ->
                        spec.nodes().stream().filter(node -> node.host().equals(place.host())))
                .forEach(node -> ports(node)
                        .filter(port -> port == wanted.port() || port == wanted.alertmanagerPort())
                        .forEach(port ->
                                error("monitoring", "port " + port + " is given to " + node.name() + " already", "")));
    }

    /// All that a node may listen on, whatever its roles are.
    private IntStream ports(NodeSpec node) {
        int client = node.port().orElse(NodeSpec.USUAL_PORT);
        int controller = node.controllerPort().orElse(NodeSpec.USUAL_CONTROLLER_PORT);
        return IntStream.of(
                client,
                client + NodeSpec.TLS_BEYOND,
                controller,
                controller + NodeSpec.TLS_BEYOND,
                node.nodePort().orElse(NodeSpec.USUAL_NODE_PORT),
                AgentPort.of(spec, node).orElse(client));
    }

    /// A Prometheus that asks nobody would look as if all were well.
    private void targets() {
        if (spec.metrics() == Metrics.none && wanted.serve().isEmpty()) {
            error(
                    "monitoring.install",
                    "a Prometheus of this cluster would have nobody to ask",
                    "add metrics: agent to the spec");
        }
    }

    private void error(String path, String what, String hint) {
        problems.add(Problem.error(spec.locate(path).toString(), what, hint));
    }
}
