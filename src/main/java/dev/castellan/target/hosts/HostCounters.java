package dev.castellan.target.hosts;

import dev.castellan.machine.Counters;
import dev.castellan.machine.InParallel;
import dev.castellan.machine.ssh.Script;
import dev.castellan.machine.ssh.SshMachine;
import dev.castellan.problem.WorldRefused;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What hosts count of themselves.
final class HostCounters {
    private static final Duration BOUND = Duration.ofSeconds(10);

    private HostCounters() {}

    /// Whoever measures goes on without a host that does not answer.
    static SortedMap<String, Counters> read(Collection<SshMachine> machines) {
        SortedMap<String, Counters> counters = new TreeMap<>();
        InParallel.map(machines, HostCounters::read)
                .forEach((machine, read) -> read.ifPresent(own -> counters.put(machine.host(), own)));
        return counters;
    }

    private static Optional<Counters> read(SshMachine machine) {
        try {
            return Optional.of(
                    Counters.of(machine.run(new Script(Counters.SCRIPT), BOUND).orRefuse(machine.host())));
        } catch (WorldRefused silent) {
            return Optional.empty();
        }
    }
}
