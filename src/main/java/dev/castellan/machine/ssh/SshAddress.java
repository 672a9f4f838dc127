package dev.castellan.machine.ssh;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Where a machine is and how to log in. What is empty is the user's own `ssh_config`'s to say.
///
/// @param host a name, an address, or an alias of `ssh_config`
/// @param config a file to use instead of the user's own
public record SshAddress(
        String host, Optional<String> user, OptionalInt port, Optional<Path> key, Optional<Path> config) {
    public SshAddress {
        if (host.isBlank() || host.startsWith("-")) {
            throw new IllegalArgumentException("no host: " + host);
        }
    }

    /// The options of `ssh` that say it.
    List<String> options() {
        List<String> options = new ArrayList<>();
        config.ifPresent(file -> options.addAll(List.of("-F", file.toString())));
        user.ifPresent(name -> options.addAll(List.of("-l", name)));
        port.ifPresent(number -> options.addAll(List.of("-p", String.valueOf(number))));
        key.ifPresent(file -> options.addAll(List.of("-i", file.toString())));
        return options;
    }

    /// What a person types to get there.
    String typed() {
        List<String> words = new ArrayList<>(List.of("ssh"));
        words.addAll(options());
        words.add(host);
        return String.join(" ", words);
    }
}
