package dev.castellan.spec;

import java.util.Optional;
import java.util.OptionalInt;

/// How the machines of a cluster on hosts are reached and prepared. What is empty here is `~/.ssh/config`'s to say.
///
/// @param user who logs in
/// @param port where sshd listens
/// @param key a private key's file, as written in the spec
/// @param config an `ssh_config` file to use instead of the user's own, as written in the spec
public record HostsSpec(
        Optional<String> user,
        OptionalInt port,
        Optional<String> key,
        Optional<String> config,
        Sudo sudo,
        Java java,
        EtcHosts etcHosts) {
    public static final HostsSpec DEFAULT = new HostsSpec(
            Optional.empty(),
            OptionalInt.empty(),
            Optional.empty(),
            Optional.empty(),
            Sudo.none,
            Java.install,
            EtcHosts.untouched);

    /// Whether sudo asks for a password. The constants are the words of the spec.
    public enum Sudo {
        none,
        password
    }

    /// Whether Castellan may install a Java where there is none. The constants are the words of the spec.
    public enum Java {
        install,
        provided
    }

    /// Whether `/etc/hosts` gets a block with the names of all nodes. The constants are the words of the spec.
    public enum EtcHosts {
        untouched,
        managed
    }
}
