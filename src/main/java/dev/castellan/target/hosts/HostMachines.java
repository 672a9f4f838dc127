package dev.castellan.target.hosts;

import dev.castellan.machine.ssh.SshAddress;
import dev.castellan.machine.ssh.SshMachine;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.HostsSpec;
import dev.castellan.spec.NodeSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// The machines of a cluster by their hosts, as the spec calls those; each is reached as the spec says.
final class HostMachines {
    private final ClusterSpec spec;
    private final Path folder;
    private final Path home;
    private final Supplier<String> password;
    private final Map<String, SshMachine> machines = new ConcurrentHashMap<>();

    /// @param folder where relative paths of the spec start
    /// @param home Castellan's own directory
    /// @param password what sudo wants, where the spec says that it wants one
    HostMachines(ClusterSpec spec, Path folder, Path home, Supplier<String> password) {
        this.spec = spec;
        this.folder = folder;
        this.home = home;
        this.password = password;
    }

    SshMachine at(String host) {
        return machines.computeIfAbsent(host, this::reached);
    }

    /// That of a node of the spec.
    SshMachine of(int node) {
        return at(spec.node(node).flatMap(NodeSpec::host).orElseThrow());
    }

    /// Those of nodes, each once, in the order of the spec.
    List<SshMachine> ofNodes() {
        return spec.nodes().stream()
                .flatMap(node -> node.host().stream())
                .distinct()
                .map(this::at)
                .toList();
    }

    private SshMachine reached(String host) {
        HostsSpec how = spec.hosts();
        SshAddress address = new SshAddress(
                host,
                how.user(),
                how.port(),
                how.key().map(this::path),
                how.config().map(this::path));
        return new SshMachine(
                address,
                home.resolve("ssh"),
                how.sudo() == HostsSpec.Sudo.password ? Optional.of(password) : Optional.empty());
    }

    private Path path(String written) {
        return written.startsWith("~/")
                ? Path.of(System.getProperty("user.home"), written.substring(2))
                : folder.resolve(written);
    }
}
