package dev.castellan.target.hosts;

import dev.castellan.machine.InParallel;
import dev.castellan.machine.ssh.Script;
import dev.castellan.machine.ssh.SshMachine;
import dev.castellan.problem.WorldRefused;
import dev.castellan.target.JournalPart;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Reads what hosts keep of a cluster's journal, all of them at once.
final class HostJournals {
    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final String HOLDER = "holder ";

    private final String cluster;
    private final List<SshMachine> machines;

    /// @param machines each host once
    HostJournals(String cluster, List<SshMachine> machines) {
        this.cluster = cluster;
        this.machines = machines;
    }

    /// @param most bytes of each, from the end
    List<JournalPart> read(int most) {
        return List.copyOf(
                InParallel.map(machines, machine -> read(machine, most)).values());
    }

    private JournalPart read(SshMachine machine, int most) {
        try {
            Script script = Script.resource(HostsTarget.class, "journal", cluster, String.valueOf(most));
            return part(machine.host(), machine.run(script, BOUND).orRefuse(machine.host()));
        } catch (WorldRefused refused) {
            return JournalPart.unanswered(
                    machine.host(), refused.problems().getFirst().what());
        }
    }

    /// What `journal.sh` printed. Pure.
    static JournalPart part(String host, String output) {
        String rest = output;
        Optional<String> holder = Optional.empty();
        if (rest.startsWith(HOLDER)) {
            int end = end(rest);
            holder = Optional.of(rest.substring(HOLDER.length(), end).strip());
            rest = rest.substring(Math.min(rest.length(), end + 1));
        }
        int end = end(rest);
        JournalPart.Extent extent = rest.startsWith("end\n") ? JournalPart.Extent.END : JournalPart.Extent.WHOLE;
        return new JournalPart(
                host, rest.substring(Math.min(rest.length(), end + 1)), extent, holder, Optional.empty());
    }

    private static int end(String text) {
        int end = text.indexOf('\n');
        return end < 0 ? text.length() : end;
    }
}
