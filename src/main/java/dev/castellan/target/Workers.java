package dev.castellan.target;

import dev.castellan.kafka.config.RestAccess;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Where the workers of Kafka Connect of one cluster live. Every method may be repeated: what is done stays done.
///
/// All of them throw [dev.castellan.problem.WorldRefused] when the machine refuses.
public interface Workers {
    /// How their REST interface is entered.
    RestAccess access();

    /// Installs what the blueprint says is missing on a worker's machine.
    ///
    /// @param saying hears how far it is
    default void install(int worker, Consumer<String> saying) {
        throw new IllegalStateException("what worker " + worker + " needs is here already: no plan installs it");
    }

    /// @param files all files that differ, with their text
    void writeFiles(int worker, SortedMap<String, String> files);

    /// Starts the process, and returns at once.
    void start(int worker);

    /// Asks the process to end, waits for it, and ends it by force when it outlives the bound.
    void stop(int worker, Duration bound);

    /// A quick look at one worker, for waiting.
    Target.Pulse pulse(int worker);

    /// The end of a worker's log since it was started last, for a message about one that would not start.
    List<String> lastLogLines(int worker, int count);

    /// Reads a worker's log to a person, as [Target#readLog] does that of a node.
    boolean readLog(int worker, Target.Log log, int lines, Target.Until until, Predicate<String> taker);

    /// Removes a worker that does not run, with its files.
    void remove(int worker);
}
