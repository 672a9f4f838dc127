package dev.castellan.target.hosts;

import dev.castellan.machine.ssh.Script;
import dev.castellan.machine.ssh.SshMachine;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/// Files for a host, as `write.sh` takes them on its standard input: each is written whole or not at all.
final class Delivery {
    private static final Duration QUICK = Duration.ofSeconds(30);

    private final StringBuilder lines = new StringBuilder();

    /// @param kept its mode and its owner: `640 kafka`
    Delivery add(String path, String kept, String text) {
        return add(path, kept, text.getBytes(StandardCharsets.UTF_8));
    }

    Delivery add(String path, String kept, byte[] bytes) {
        lines.append(path).append(' ').append(kept).append(' ');
        lines.append(Base64.getEncoder().encodeToString(bytes)).append('\n');
        return this;
    }

    /// Without a note in the manifest of a node.
    void to(SshMachine machine) {
        to(machine, List.of(""));
    }

    /// @param manifest what is noted of them: where, by whom and of what
    /// @throws dev.castellan.problem.WorldRefused when the host does not take them within its time
    void to(SshMachine machine, List<String> manifest) {
        machine.run(
                        Script.resource(HostsTarget.class, "write", manifest.toArray(String[]::new)),
                        QUICK,
                        out -> out.write(lines.toString().getBytes(StandardCharsets.UTF_8)))
                .orRefuse(machine.host());
    }
}
