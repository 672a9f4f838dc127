package dev.castellan.target.hosts;

import dev.castellan.machine.InParallel;
import dev.castellan.machine.ssh.Script;
import dev.castellan.machine.ssh.SshMachine;
import dev.castellan.problem.WorldRefused;
import java.time.Duration;
import java.util.Collection;
import java.util.stream.Collectors;

/// Where workers of Kafka Connect live, as the machines of nodes remember it: of one that the spec names no more, and
/// that has left with its host, nothing else would tell where it is.
final class WorkerHosts {
    private static final Duration QUICK = Duration.ofSeconds(20);

    private final String cluster;
    private final HostMachines machines;

    WorkerHosts(String cluster, HostMachines machines) {
        this.cluster = cluster;
        this.machines = machines;
    }

    /// Where the hosts are noted, one a line.
    static String file(String cluster) {
        return "/var/lib/castellan/" + cluster + "/worker-hosts";
    }

    static String text(Collection<String> hosts) {
        return hosts.stream().sorted().map(host -> host + "\n").collect(Collectors.joining());
    }

    /// Before the first thing of a worker is brought there.
    ///
    /// @throws WorldRefused where a machine of a node does not take the note
    void add(String host) {
        InParallel.each(machines.ofNodes(), machine -> run(machine, "add", host));
    }

    /// After the last worker has left. A machine that cannot be asked keeps a line that does no harm.
    void drop(String host) {
        InParallel.each(machines.ofNodes(), machine -> {
            try {
                run(machine, "drop", host);
            } catch (WorldRefused silent) {
                // It is looked at once more than it need be.
            }
        });
    }

    private void run(SshMachine machine, String what, String host) {
        machine.run(Script.resource(HostsTarget.class, "worker-hosts", file(cluster), what, host), QUICK)
                .orRefuse(machine.host());
    }
}
