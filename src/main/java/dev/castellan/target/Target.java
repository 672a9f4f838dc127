package dev.castellan.target;

import dev.castellan.machine.Counters;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Where the nodes of one cluster live. Every method may be repeated: what is done already stays done.
///
/// All of them throw [dev.castellan.problem.WorldRefused] when the machine refuses. Nodes that live on different
/// machines may be worked on by several threads at once.
public interface Target extends AutoCloseable {
    /// Reads what is there. Changes nothing.
    Facts facts();

    /// What nodes should have on the machines that these facts are about.
    Blueprint blueprint(Facts facts);

    /// How Castellan's own clients get in.
    Entrance entrance(Facts facts);

    /// Takes the right to change the cluster.
    ///
    /// @param holder a line for whoever is refused: who holds it and what for
    /// @throws dev.castellan.problem.WorldRefused at once when somebody else holds it, naming who
    Hold hold(String holder);

    /// Reads the end of the cluster's journal wherever it is kept, within a bound. Changes nothing, and refuses
    /// nothing: a place that does not answer is one of the parts.
    ///
    /// @param most bytes of each part, from the end; few for whoever only wants to know who changes the cluster
    List<JournalPart> journal(int most);

    default List<JournalPart> journal() {
        return journal(JournalPart.MOST_BYTES);
    }

    /// Prepares what makes starting quick; slow once, then nothing to do. May fail without consequence.
    void prepare();

    void writeIdentity(Identity identity);

    /// Installs what the blueprint says is missing on a node's machine.
    ///
    /// @param saying hears how far it is
    void install(int node, Consumer<String> saying);

    /// Mends settings of a node's machine. What its kernel refuses, as in a container, stays as it is.
    void mend(int node, SortedSet<Mending> mendings);

    /// Gives a node a private key, made where it lives, a certificate from the cluster's authority, and those to trust.
    void certify(int node);

    /// Notes that a node which runs has loaded the certificates that lie on its disk.
    void noteLoaded(int node);

    /// @param files all files that differ, with their text
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

    /// What else can be done to nodes for a drill.
    Hardships hardships();

    /// The workers of Kafka Connect, where this target keeps any.
    default Workers workers() {
        return new NoWorkers();
    }

    /// The Prometheus of the cluster, where this target keeps any.
    default Prometheus prometheus() {
        throw new IllegalStateException("no Prometheus is kept here: no plan names any");
    }

    /// A quick look at one node, for waiting.
    Pulse pulse(int node);

    /// One look.
    ///
    /// @param logBytes how much the node has logged: while it grows, something happens
    record Pulse(boolean alive, long logBytes) {}

    /// The end of a node's log since it was started last, for a message about a node that would not start.
    List<String> lastLogLines(int node, int count);

    /// Reads a node's log to a person.
    ///
    /// @param lines how many of the last lines come first
    /// @param taker takes each line, and says whether it wants another
    /// @return whether there is such a log
    boolean readLog(int node, Log log, int lines, Until until, Predicate<String> taker);

    /// Which log.
    enum Log {
        KAFKA,
        /// What the JVM itself printed.
        JVM
    }

    /// When to stop reading.
    enum Until {
        ITS_END,
        INTERRUPTED
    }

    /// What the machines of the nodes count now, by their names, for those who measure. This machine is not among them,
    /// nor is one that cannot be asked.
    SortedMap<String, Counters> counters();

    /// Who listens on a port of a node's machine, or keeps it: `java, pid 4711`.
    Optional<String> holder(int node, int port);

    /// Removes the given nodes and what Castellan put there for them.
    void remove(Set<Integer> nodes, Fate data);

    /// What becomes of the data directories of a node that is removed.
    enum Fate {
        DELETED,
        KEPT
    }

    @Override
    void close();
}
