package dev.castellan.target;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Everything a target can tell without asking Kafka.
///
/// @param nodes every node that is installed, wanted or not, by id
/// @param takenPorts ports that something else listens on, or that belong to another cluster
/// @param startup whether Kafka's classes have been prepared for a quick start
public record Facts(
        Optional<Identity> identity, Map<Integer, NodeFacts> nodes, Set<Integer> takenPorts, Startup startup) {
    public Facts {
        nodes = Map.copyOf(nodes);
        takenPorts = Set.copyOf(takenPorts);
    }

    /// Whether no node was ever started: then storage holds nothing but what it was formatted with.
    public boolean isUntouched() {
        return nodes.values().stream().noneMatch(node -> node.past().isPresent());
    }

    /// The state of the start-up cache (JEP 483, or class data sharing on older JDKs).
    public enum Startup {
        COLD,
        PREPARED
    }
}
