package dev.castellan.machine.ssh;

import dev.castellan.machine.Discretion;
import dev.castellan.machine.SafeFiles;
import dev.castellan.machine.Tunnel;
import dev.castellan.problem.WorldRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Programs of another machine reach a port of this one, at a port of their 127.0.0.1.
///
/// It has a connection of its own, which ends with the process that asked for it, however that ends: its input ends
/// then. Where this machine falls silent instead, the other end hears nothing any more and ends the connection itself;
/// sshd would keep the port for hours.
final class SshTunnel implements Tunnel {
    /// How long the other end waits for a sign of life; in seconds.
    private static final int SILENCE = 30;
    private static final String OPEN = "castellan-is-there";
    private static final String WAITING =
            "echo " + OPEN + "; while IFS= read -r -t " + SILENCE + " line; do :; done; kill \"$PPID\"";

    private final String host;
    private final SshSession session;

    private SshTunnel(String host, SshSession session) {
        this.host = host;
        this.session = session;
    }

    /// @param ssh the command that logs in, without a host
    /// @param said where ssh writes what it complains of
    /// @throws WorldRefused when the port there is taken or may not be had, or nobody answers within the bound
    static SshTunnel open(SshAddress address, List<String> ssh, Path said, Duration bound) throws IOException {
        ProcessBuilder command = Discretion.without(new ProcessBuilder(ssh));
        command.command().addAll(List.of(address.host(), "exec bash -c " + Script.quoted(WAITING)));
        SshSession session = new SshSession(
                address.host(), command.redirectError(said.toFile()).start());
        try {
            Optional<String> line = session.line(bound);
            if (line.filter(OPEN::equals).isEmpty()) {
                throw SshTrouble.ofSsh(address, Files.readString(said));
            }
            return new SshTunnel(address.host(), session);
        } catch (WorldRefused | IOException e) {
            session.close();
            throw e;
        } finally {
            SafeFiles.delete(said);
        }
    }

    @Override
    public void keep() {
        if (!session.isAlive()) {
            throw new WorldRefused(host, "the tunnel was cut", "");
        }
        session.write("\n");
    }

    @Override
    public void close() {
        session.close();
    }
}
