package dev.castellan.history;

import java.util.List;

/// What a step does, in the words of the journal.
///
/// @param step the kind of the step, as `RestartNode`
/// @param nodes the nodes it touches; none where that is the cluster
/// @param where the same for a person: `kafka-1 kafka-2`, `cluster`
/// @param what in one line: `restart`, `server.properties`
/// @param why its reason; empty where none was given
/// @param changes the lines of files that it changes, as `+ num.io.threads=8`
public record Deed(String step, List<Integer> nodes, String where, String what, String why, List<String> changes) {
    /// The kinds that leave a node with another process than before.
    private static final String STARTS = "StartNodes";

    private static final String RESTARTS = "RestartNode";
    private static final String STOPS = "StopNodes";
    private static final String REMOVES = "RemoveNodes";

    /// Without a broker it is for all of them.
    private static final String CONFIGURES = "SetBrokerConfig";

    public Deed {
        nodes = List.copyOf(nodes);
        changes = List.copyOf(changes);
    }

    /// Whether this is part of the story of a node.
    boolean concerns(int node) {
        return nodes.contains(node) || (nodes.isEmpty() && step.equals(CONFIGURES));
    }

    /// `RestartNode`, and `RestartNodes` too.
    boolean starts() {
        return step.equals(STARTS) || step.startsWith(RESTARTS);
    }

    boolean stops() {
        return step.equals(STOPS) || step.equals(REMOVES);
    }
}
