package dev.castellan.target.hosts;

import dev.castellan.machine.ssh.SshAddress;
import dev.castellan.machine.ssh.SshMachine;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.HostsSpec;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/// The machines of nodes, each reached as the spec says.
final class HostMachines {
    private HostMachines() {}

    /// @param folder where relative paths of the spec start
    /// @param home Castellan's own directory
    /// @param password what sudo wants, where the spec says that it wants one
    /// @return the machine of each node, by the node's id
    static SortedMap<Integer, SshMachine> of(ClusterSpec spec, Path folder, Path home, Supplier<String> password) {
        SortedMap<Integer, SshMachine> machines = new TreeMap<>();
        HostsSpec how = spec.hosts();
        spec.nodes().stream().filter(node -> node.host().isPresent()).forEach(node -> {
            SshAddress address = new SshAddress(
                    node.host().orElseThrow(),
                    how.user(),
                    how.port(),
                    how.key().map(key -> path(folder, key)),
                    how.config().map(file -> path(folder, file)));
            machines.put(
                    node.id(),
                    new SshMachine(
                            address,
                            home.resolve("ssh"),
                            how.sudo() == HostsSpec.Sudo.password ? Optional.of(password) : Optional.empty()));
        });
        return machines;
    }

    /// Every machine under the first of its nodes.
    static SortedMap<Integer, SshMachine> eachOnce(SortedMap<Integer, SshMachine> machines) {
        SortedMap<Integer, SshMachine> once = new TreeMap<>();
        Set<String> seen = new HashSet<>();
        machines.forEach((id, machine) -> {
            if (seen.add(machine.host())) {
                once.put(id, machine);
            }
        });
        return once;
    }

    private static Path path(Path folder, String written) {
        return written.startsWith("~/")
                ? Path.of(System.getProperty("user.home"), written.substring(2))
                : folder.resolve(written);
    }
}
