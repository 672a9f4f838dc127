package dev.castellan.machine.ssh;

import dev.castellan.problem.WorldRefused;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/// What the OpenSSH client and sudo say, in words that name the remedy.
final class SshTrouble {
    private static final Pattern CHANGED = Pattern.compile("HOST IDENTIFICATION HAS CHANGED|host key .* has changed");

    private SshTrouble() {}

    /// One thing they say, what it means, and what to do about it there.
    private record Saying(Pattern pattern, String meaning, Function<SshAddress, String> remedy) {}

    private static final List<Saying> SAYINGS = List.of(
            new Saying(
                    CHANGED,
                    "its host key is not the one that is known: it was installed anew, or somebody stands in between",
                    at -> "compare its key with its console; if it is right: ssh-keygen -R " + at.host() + ", then "
                            + at.typed()),
            new Saying(
                    Pattern.compile("Host key verification failed|host key is known for"),
                    "its host key is not known here, and Castellan accepts none by itself",
                    at -> "log in once and compare the key it shows: " + at.typed()),
            new Saying(
                    Pattern.compile("Permission denied|Too many authentication failures"),
                    "refuses the login: none of the keys fits",
                    at -> "try " + at.typed() + "; say user and key under ssh: in the spec, or in ~/.ssh/config"),
            new Saying(
                    Pattern.compile("Could not resolve hostname"),
                    "no machine of this name is known here",
                    at -> "check the spelling, or write its address"),
            new Saying(
                    Pattern.compile("Connection refused"),
                    "the machine answers, and no sshd listens",
                    at -> "start sshd there, or say ssh: {port: N} in the spec"),
            new Saying(
                    Pattern.compile("No route to host|timed out|Network is unreachable|Host is down"),
                    "does not answer: it is off, or not connected",
                    at -> "switch it on; then " + at.typed() + " must get there"),
            new Saying(
                    Pattern.compile("Identity file .* not accessible|Can't open user config file"),
                    "the key or the configuration named for it is not there",
                    at -> "check key and config under ssh: in the spec"),
            new Saying(
                    Pattern.compile("remote port forwarding failed"),
                    "its sshd does not give away the port: somebody has it, or AllowTcpForwarding is no",
                    at -> "look there: ss -ltnp; sshd -T | grep -i forwarding"),
            // One of several that share a connection does not say a word when it goes.
            new Saying(
                    Pattern.compile(
                            "(?i)^\\s*$|server .* not responding|closed by|connection reset|broken pipe|closed$|mux_client|master.*session"),
                    "the connection was cut",
                    at -> "run the same command again: it goes on from there"));

    /// Why `ssh` itself ended.
    static WorldRefused ofSsh(SshAddress address, String said) {
        for (Saying saying : SAYINGS) {
            if (saying.pattern().matcher(said).find()) {
                return new WorldRefused(
                        address.host(), saying.meaning(), saying.remedy().apply(address));
            }
        }
        String last =
                said.lines().filter(line -> !line.isBlank()).reduce((a, b) -> b).orElse("ssh ended without a word");
        return new WorldRefused(address.host(), last.strip(), "try " + address.typed());
    }

    /// Whether sudo refused before the script began.
    static boolean isSudo(String said) {
        return said.lines().anyMatch(line -> line.startsWith("sudo:") || line.contains("not in the sudoers file"))
                || said.contains("sudo: not found")
                || said.contains("sudo: command not found");
    }

    static WorldRefused ofSudo(SshAddress address, String said) {
        if (said.contains("not found")) {
            return new WorldRefused(
                    address.host(),
                    "there is no sudo, and the user who logs in is not root",
                    "install sudo there, or log in as root: ssh: {user: root}");
        }
        if (said.contains("incorrect password")) {
            return new WorldRefused(address.host(), "sudo does not take the password", "check it and run again");
        }
        return new WorldRefused(
                address.host(),
                said.contains("password is required")
                        ? "sudo wants a password, or gives this user nothing"
                        : "sudo refuses this user",
                "allow it there without a password (NOPASSWD), or say ssh: {sudo: password} in the spec");
    }
}
