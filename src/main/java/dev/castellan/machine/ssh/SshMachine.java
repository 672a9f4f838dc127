package dev.castellan.machine.ssh;

import dev.castellan.machine.Discretion;
import dev.castellan.machine.SafeFiles;
import dev.castellan.machine.Tunnel;
import dev.castellan.problem.WorldRefused;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// One machine behind sshd, on which scripts run as root.
///
/// The first command opens a connection that later ones share, of this process and of the next ones; OpenSSH closes it
/// a minute after the last of them (`ControlPersist`). Host keys are checked whatever `ssh_config` says.
public final class SshMachine {
    private static final Duration CONNECT = Duration.ofSeconds(12);
    /// On top of what a script may take: for the way there and back.
    private static final Duration WAY = Duration.ofSeconds(10);
    /// What `ssh` itself ends with when the connection does not work.
    private static final int SSH_FAILED = 255;
    /// A Unix socket's name may be 108 bytes long, and ssh adds 18 for a moment, beside the 16 of the name itself.
    private static final int LONGEST_DIRECTORY = 67;
    private static final String MARK = "castellan-begins-here";

    private final SshAddress address;
    private final Path sockets;
    private final Optional<Supplier<String>> password;
    private boolean connected;

    /// @param sockets a directory for the shared connections; made with mode 0700
    /// @param password what sudo wants; empty where it wants none
    public SshMachine(SshAddress address, Path sockets, Optional<Supplier<String>> password) {
        this.address = address;
        this.sockets = sockets.toString().length() <= LONGEST_DIRECTORY ? sockets : elsewhere(sockets);
        this.password = password;
    }

    public String host() {
        return address.host();
    }

    /// What goes into a script's standard input.
    public interface Payload {
        Payload NONE = out -> {};

        void write(OutputStream out) throws IOException;
    }

    /// Runs a script to its end, and ends it there too when it outlives the bound.
    ///
    /// @throws WorldRefused when the machine cannot be reached, sudo refuses, or the bound passes
    public Script.Result run(Script script, Duration bound) {
        return run(script, bound, Payload.NONE);
    }

    public Script.Result run(Script script, Duration bound, Payload payload) {
        connect();
        String secret = secret();
        try {
            Process process = process(command(script, Optional.of(bound)));
            FutureTask<byte[]> output = reading(process.getInputStream()::readAllBytes);
            FutureTask<byte[]> errors = reading(process.getErrorStream()::readAllBytes);
            FutureTask<Boolean> input = reading(() -> feed(process, secret, payload));
            if (!process.waitFor(bound.plus(WAY).toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new WorldRefused(
                        host(),
                        "a command did not end within " + bound.plus(WAY).toSeconds() + " s",
                        "run the same command again; " + address.typed() + " shows whether the machine still answers");
            }
            input.get(1, TimeUnit.SECONDS);
            return checked(new Script.Result(process.exitValue(), text(output), text(errors)));
        } catch (IOException | ExecutionException | TimeoutException e) {
            throw new WorldRefused(host(), "ssh cannot be run: " + e.getMessage(), "install the OpenSSH client");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WorldRefused(host(), "interrupted", "");
        }
    }

    /// Starts a script that goes on until its standard input ends. Whoever asked for it ends it.
    public SshSession open(Script script) {
        connect();
        String secret = secret();
        if (password.isPresent()) {
            // A sudo that does not take the password would wait for another one on the input that stays open.
            run(new Script("true"), CONNECT).orRefuse(host());
        }
        try {
            SshSession session = new SshSession(host(), process(command(script, Optional.empty())));
            session.write(secret);
            return session;
        } catch (IOException e) {
            throw new WorldRefused(host(), "ssh cannot be run: " + e.getMessage(), "install the OpenSSH client");
        }
    }

    /// Lets programs of that machine reach a port of this one, at 127.0.0.1 of theirs; without root there.
    ///
    /// @throws WorldRefused when the machine cannot be reached, or the port there is taken or not to be had
    public Tunnel tunnel(int there, int here) {
        SafeFiles.createPrivateDirectory(sockets);
        List<String> command = ssh(List.of("ControlPath=none", "ExitOnForwardFailure=yes"));
        command.addAll(List.of("-R", "127.0.0.1:" + there + ":127.0.0.1:" + here));
        try {
            return SshTunnel.open(address, command, said(), CONNECT);
        } catch (IOException e) {
            throw new WorldRefused(host(), "ssh cannot be run: " + e.getMessage(), "install the OpenSSH client");
        }
    }

    /// Opens the connection that all commands share; a second time it costs nothing.
    public synchronized void connect() {
        if (connected) {
            return;
        }
        SafeFiles.createPrivateDirectory(sockets);
        Path said = said();
        try {
            List<String> command = shared("auto");
            command.addAll(List.of(host(), "true"));
            // Into a file: the connection outlives this command, and would keep a pipe open.
            Process process = Discretion.without(new ProcessBuilder(command))
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(Path.of("/dev/null").toFile())
                    .redirectError(said.toFile())
                    .start();
            if (!process.waitFor(CONNECT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw SshTrouble.ofSsh(address, "timed out");
            }
            if (process.exitValue() == SSH_FAILED) {
                throw SshTrouble.ofSsh(address, Files.readString(said));
            }
            connected = true;
        } catch (IOException e) {
            throw new WorldRefused("ssh", "cannot be run: " + e.getMessage(), "install the OpenSSH client");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WorldRefused(host(), "interrupted", "");
        } finally {
            SafeFiles.delete(said);
        }
    }

    private Script.Result checked(Script.Result result) {
        if (result.exitCode() == SSH_FAILED) {
            throw SshTrouble.ofSsh(address, result.errors());
        }
        if (result.exitCode() == 124 || result.exitCode() == 137) {
            throw new WorldRefused(host(), "a command took too long there and was ended", "run the same command again");
        }
        if (result.exitCode() != 0 && SshTrouble.isSudo(result.errors())) {
            throw SshTrouble.ofSudo(address, result.errors());
        }
        return result;
    }

    /// What sudo is told before the script's own input begins; asked for before anything runs there.
    private String secret() {
        return password.map(ask -> ask.get() + "\n" + MARK + "\n").orElse("");
    }

    private static boolean feed(Process process, String secret, Payload payload) {
        try (OutputStream out = process.getOutputStream()) {
            out.write(secret.getBytes(StandardCharsets.UTF_8));
            payload.write(out);
            return true;
        } catch (IOException e) {
            // It ended without reading on; its exit code says why.
            return false;
        }
    }

    private List<String> command(Script script, Optional<Duration> bound) {
        List<String> command = shared("no");
        command.addAll(List.of(host(), "exec sh -c " + Script.quoted(remote(script, bound))));
        return command;
    }

    /// What the machine's shell is told. Sudo reads the password from the same input as the script reads its
    /// own: a mark between them serves whether sudo asked or not.
    private String remote(Script script, Optional<Duration> bound) {
        String sudo = password.isPresent() ? "sudo -k -S -p \"\" --" : "sudo -n --";
        String limit = bound.map(most -> "timeout -k 5 " + Math.max(1, most.toSeconds()) + " ")
                .orElse("");
        String skip =
                password.isPresent() ? "while IFS= read -r line && [ \"$line\" != " + MARK + " ]; do :; done\n" : "";
        StringBuilder text = new StringBuilder("export LC_ALL=C; S=; [ \"$(id -u)\" = 0 ] || S='" + sudo + "'; exec $S "
                + limit + "bash -c " + Script.quoted(skip + script.text()) + " castellan");
        script.arguments().forEach(word -> text.append(' ').append(Script.quoted(word)));
        return text.toString();
    }

    /// Where one thread's ssh writes what it complains of.
    private Path said() {
        return sockets.resolve("said-" + ProcessHandle.current().pid() + "-"
                + Thread.currentThread().threadId());
    }

    private List<String> shared(String master) {
        return ssh(List.of(
                "ControlMaster=" + master,
                "ControlPersist=60",
                "ControlPath=" + sockets.resolve(hash(address.toString()))));
    }

    private List<String> ssh(List<String> more) {
        List<String> command = new ArrayList<>(List.of("ssh"));
        command.addAll(address.options());
        Stream.concat(
                        Stream.of(
                                "BatchMode=yes",
                                "StrictHostKeyChecking=yes",
                                "ConnectTimeout=5",
                                "ServerAliveInterval=5",
                                "ServerAliveCountMax=3"),
                        more.stream())
                .forEach(option -> command.addAll(List.of("-o", option)));
        command.add("-T");
        return command;
    }

    private static Process process(List<String> command) throws IOException {
        return Discretion.without(new ProcessBuilder(command)).start();
    }

    /// Where sockets go whose own directory has too long a name: one for each such directory, as private as that.
    private static Path elsewhere(Path sockets) {
        return Path.of(
                System.getProperty("java.io.tmpdir"),
                "castellan-" + System.getProperty("user.name") + "-" + hash(sockets.toString()));
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static <T> FutureTask<T> reading(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread.ofVirtual().start(task);
        return task;
    }

    private static String text(FutureTask<byte[]> task)
            throws ExecutionException, InterruptedException, TimeoutException {
        return new String(task.get(WAY.toMillis(), TimeUnit.MILLISECONDS), StandardCharsets.UTF_8);
    }
}
