package dev.castellan.target;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/// Where the nodes of one cluster live. Every method may be repeated: what is done already stays done.
///
/// All of them throw [dev.castellan.problem.WorldRefused] when the machine refuses.
public interface Target {
    /// Reads what is there. Changes nothing.
    Facts facts();

    Blueprint blueprint();

    /// Prepares what makes starting quick; slow once, then nothing to do. May fail without consequence.
    void prepare();

    void writeIdentity(Identity identity);

    void writeFiles(int node, SortedMap<String, String> files);

    /// Formats the storage of nodes with Kafka's own code. A directory that is formatted already is left alone.
    ///
    /// @param initialControllers the first voters as Kafka's `--initial-controllers` takes them
    void format(Map<Integer, Format> nodes, String clusterId, String initialControllers);

    /// How a node's storage is formatted.
    enum Format {
        FIRST_VOTER,
        JOINS_LATER
    }

    /// Starts the process, and returns at once.
    void start(int node);

    /// Asks the process to end, waits for it, and ends it by force when it outlives the bound.
    ///
    /// @return whether it ended by itself
    boolean stop(int node, Duration bound);

    /// Pulls the plug.
    void kill(int node);

    /// A quick look at one node, for waiting.
    Pulse pulse(int node);

    /// One look.
    ///
    /// @param logBytes how much the node has logged: while it grows, something happens
    record Pulse(boolean alive, long logBytes) {}

    /// The end of a node's log, for a message about a node that would not start.
    List<String> lastLogLines(int node, int count);

    /// Removes the given nodes and what Castellan put there, data included.
    void remove(Set<Integer> nodes);
}
