package dev.castellan.plan;

import dev.castellan.kafka.config.Endpoint;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.NodeSpec;
import dev.castellan.spec.Security;
import dev.castellan.target.Blueprint;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Gives every node its ports: what the spec insists on, else what the node has, else the next free pair from 9092.
final class Ports {
    private static final int FIRST = 9092;

    private final Set<Integer> used;
    private final Set<Integer> given;
    private int next = FIRST;

    private Ports(Set<Integer> used, Set<Integer> given) {
        this.used = used;
        this.given = given;
    }

    /// Ports are kept for good once a node of the cluster has run; until then, one that somebody else took is given up.
    static SortedMap<Integer, Endpoint> of(Question question) {
        Set<Integer> taken = new HashSet<>(question.have().facts().takenPorts());
        Map<Integer, Endpoint> installed = question.have().endpoints();
        if (question.files().numbering() == Blueprint.Numbering.USUAL_PORTS) {
            return usual(question.wanted(), question.files());
        }
        if (question.have().facts().isUntouched()) {
            installed.replaceAll((id, endpoint) -> new Endpoint(
                    endpoint.host(),
                    free(id, endpoint.clientPort(), question, taken),
                    free(id, endpoint.nodePort(), question, taken),
                    free(id, endpoint.controllerPort(), question, taken)));
        }
        return assign(question.wanted(), installed, taken, question.files());
    }

    /// Where every node has a machine, the usual ports are what people expect to find, and a taken one is for them to
    /// free.
    private static SortedMap<Integer, Endpoint> usual(ClusterSpec spec, Blueprint files) {
        SortedMap<Integer, Endpoint> assigned = new TreeMap<>();
        spec.nodes().forEach(node -> assigned.put(node.id(), Endpoint.usual(spec, node, files.host(node))));
        return assigned;
    }

    private static OptionalInt free(int node, OptionalInt port, Question question, Set<Integer> taken) {
        if (port.isEmpty() || question.holder().apply(node, port.getAsInt()).isEmpty()) {
            return port;
        }
        taken.add(port.getAsInt());
        return OptionalInt.empty();
    }

    static SortedMap<Integer, Endpoint> assign(
            ClusterSpec spec, Map<Integer, Endpoint> installed, Set<Integer> taken, Blueprint files) {
        Set<Integer> used = new HashSet<>(taken);
        installed.values().forEach(endpoint -> {
            used.addAll(endpoint.ports());
        });
        Set<Integer> given = new HashSet<>();
        spec.nodes().forEach(node -> {
            node.port().ifPresent(given::add);
            node.nodePort().ifPresent(given::add);
            node.controllerPort().ifPresent(given::add);
        });
        used.addAll(given);
        Ports ports = new Ports(used, given);
        SortedMap<Integer, Endpoint> assigned = new TreeMap<>();
        for (NodeSpec node : spec.nodes()) {
            Endpoint now = installed.getOrDefault(node.id(), Endpoint.NOWHERE);
            assigned.put(
                    node.id(),
                    new Endpoint(
                            files.host(node),
                            node.isBroker() ? ports.choose(node.port(), now.clientPort()) : OptionalInt.empty(),
                            node.isBroker() && spec.security() == Security.tls
                                    ? ports.choose(node.nodePort(), now.nodePort())
                                    : OptionalInt.empty(),
                            node.isController()
                                    ? ports.choose(node.controllerPort(), now.controllerPort())
                                    : OptionalInt.empty()));
        }
        return assigned;
    }

    private OptionalInt choose(OptionalInt wanted, OptionalInt kept) {
        if (wanted.isPresent()) {
            return wanted;
        }
        // A node makes way for one that the spec gives its port to, and for one of the same port before it.
        return kept.isPresent() && given.add(kept.getAsInt()) ? kept : OptionalInt.of(free());
    }

    private int free() {
        while (!used.add(next)) {
            next++;
        }
        return next;
    }
}
