package dev.castellan.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/// The files with which ssh reaches the hosts of a lab: a key, whom to expect, and a configuration that names both.
///
/// @param home the directory of the lab
record Access(Path home) {
    Path configuration() {
        return home.resolve("ssh_config");
    }

    private Path key() {
        return home.resolve("id_ed25519");
    }

    private Path knownHosts() {
        return home.resolve("known_hosts");
    }

    /// Writes the key and the configuration where they are missing.
    ///
    /// @return the public key
    String prepare(String network) {
        try {
            if (!Files.exists(key())) {
                Command.must("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "lab", "-f", key().toString());
            }
            Files.writeString(configuration(), """
                    Host %s.*
                      User admin
                      IdentityFile %s
                      IdentitiesOnly yes
                      UserKnownHostsFile %s
                    """.formatted(network, key(), knownHosts()));
            return Files.readString(home.resolve("id_ed25519.pub"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Writes whom to expect at which address.
    void expect(List<Host> hosts) {
        StringBuilder lines = new StringBuilder();
        for (Host host : hosts) {
            String[] key = new Identity(host).publicHostKey().split(" ");
            lines.append("%s %s %s%n".formatted(host.address(), key[0], key[1]));
        }
        try {
            Path part = Files.writeString(home.resolve("known_hosts.part"), lines);
            Files.move(part, knownHosts(), StandardCopyOption.ATOMIC_MOVE);
            give();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Who called through sudo reaches the hosts without it from now on.
    private void give() throws IOException {
        String user = System.getenv().getOrDefault("SUDO_UID", "0");
        for (Path path : List.of(home, key(), home.resolve("id_ed25519.pub"), configuration(), knownHosts())) {
            Files.setAttribute(path, "unix:uid", Integer.valueOf(user));
        }
    }
}
