package dev.castellan.history;

import dev.castellan.target.Facts;
import dev.castellan.target.NodeFacts;
import java.time.Instant;
import java.util.Optional;

/// What a node's process looks like at this moment.
public sealed interface NodeProcess {
    /// @param since when it started; empty where the machine does not tell
    record Up(long pid, Optional<Instant> since) implements NodeProcess {}

    /// It is installed, and does not run.
    record Down() implements NodeProcess {}

    record NotInstalled() implements NodeProcess {}

    /// Its machine cannot be asked.
    record Silent(String why) implements NodeProcess {}

    static NodeProcess of(Facts facts, int node) {
        String silent = facts.unreachable().get(node);
        if (silent != null) {
            return new Silent(silent);
        }
        NodeFacts found = facts.nodes().get(node);
        if (found == null) {
            return new NotInstalled();
        }
        return found.running()
                .<NodeProcess>map(running -> new Up(running.pid(), running.since()))
                .orElseGet(Down::new);
    }
}
