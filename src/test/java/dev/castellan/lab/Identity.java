package dev.castellan.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.UUID;

/// Writes what makes a host this host: its name, address, machine id, host key, and whom it lets in.
final class Identity {
    /// As the base was made with.
    private static final Map<String, Integer> USERS = Map.of("admin", 1000, "locked", 1001, "plain", 1002);

    private final Host host;

    Identity(Host host) {
        this.host = host;
    }

    /// @param authorized the public key that may log in
    void write(String authorized) {
        try {
            directory("", "rwxr-xr-x", 0);
            file("etc/hostname", host.name() + "\n");
            file("etc/hosts", """
                    127.0.0.1 localhost
                    127.0.1.1 %s
                    ::1 localhost ip6-localhost ip6-loopback
                    """.formatted(host.name()));
            file("etc/machine-id", UUID.randomUUID().toString().replace("-", "") + "\n");
            file("etc/systemd/network/10-host0.network", network());
            hostKey();
            for (Map.Entry<String, Integer> user : USERS.entrySet()) {
                authorize(user.getKey(), user.getValue(), authorized);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What a client must expect from this host.
    String publicHostKey() {
        try {
            return Files.readString(host.identity().resolve("etc/ssh/ssh_host_ed25519_key.pub"))
                    .strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A pulled cable takes the connection, not the address: so does a switch that dies.
    private String network() {
        return """
                [Match]
                Name=host0
                [Network]
                Address=%s/24
                LinkLocalAddressing=no
                IPv6AcceptRA=no
                ConfigureWithoutCarrier=yes
                IgnoreCarrierLoss=yes
                """.formatted(host.address());
    }

    private void hostKey() throws IOException {
        directory("etc/ssh", "rwxr-xr-x", 0);
        Path key = host.identity().resolve("etc/ssh/ssh_host_ed25519_key");
        Command.must("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", host.name(), "-f", key.toString());
    }

    private void authorize(String user, int number, String key) throws IOException {
        directory("home/" + user, "rwxr-xr-x", number);
        directory("home/" + user + "/.ssh", "rwx------", number);
        Path file = host.identity().resolve("home/" + user + "/.ssh/authorized_keys");
        Files.writeString(file, key);
        own(file, "rw-------", number);
    }

    private void file(String name, String text) throws IOException {
        Path file = host.identity().resolve(name);
        for (Path up = Path.of(name).getParent(); up != null; up = up.getParent()) {
            directory(up.toString(), "rwxr-xr-x", 0);
        }
        Files.writeString(file, text);
        own(file, "rw-r--r--", 0);
    }

    /// An upper directory's owner and mode hide those of the same directory below.
    private void directory(String name, String mode, int owner) throws IOException {
        own(Files.createDirectories(host.identity().resolve(name)), mode, owner);
    }

    private static void own(Path path, String mode, int owner) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
        Files.setAttribute(path, "unix:uid", owner);
        Files.setAttribute(path, "unix:gid", owner);
    }
}
