package dev.castellan.target.hosts;

import dev.castellan.machine.ssh.Script;
import dev.castellan.machine.ssh.SshMachine;
import dev.castellan.machine.ssh.SshSession;
import dev.castellan.target.Target;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// What a node has logged: into its own file, and through the JVM into systemd's journal.
final class HostLogs {
    private static final Duration BOUND = Duration.ofSeconds(20);

    private final SshMachine machine;
    private final HostPaths paths;

    HostLogs(SshMachine machine, HostPaths paths) {
        this.machine = machine;
        this.paths = paths;
    }

    /// The end of what the JVM said since it was started last.
    List<String> last(int count) {
        String text = """
                start=$(systemctl show "$1" -p InvocationID --value)
                journalctl -u "$1" -o cat --no-pager -n "$2" ${start:+_SYSTEMD_INVOCATION_ID=$start}
                """;
        Script script = new Script(text, paths.unit(), String.valueOf(count));
        return machine.run(script, BOUND).orRefuse(machine.host()).lines().toList();
    }

    /// Whether it runs, and how much it has logged.
    Target.Pulse pulse() {
        String text = """
                systemctl show "$1" -p ActiveState --value
                du -sb "$2" 2>/dev/null | cut -f1
                """;
        List<String> lines = machine.run(new Script(text, paths.unit(), paths.logs()), BOUND)
                .orRefuse(machine.host())
                .lines()
                .toList();
        return new Target.Pulse(
                lines.getFirst().equals("active"),
                lines.size() > 1 && lines.get(1).matches("\\d{1,18}") ? Long.parseLong(lines.get(1)) : 0);
    }

    /// @return whether there is such a log
    boolean read(Target.Log log, int lines, Target.Until until, Predicate<String> taker) {
        String read = log == Target.Log.JVM ? "journalctl -u \"$1\" -o cat --no-pager -n \"$3\"" : "tail -n \"$3\"";
        String file = log == Target.Log.JVM ? "" : " \"$2/server.log\"";
        String script = until == Target.Until.ITS_END
                ? read + file
                // Whoever reads may go away while nothing is logged: the end of standard input says so.
                : "trap 'kill 0' EXIT; " + read + (log == Target.Log.JVM ? " -f" : " -F") + file + " & cat >/dev/null";
        String check = log == Target.Log.JVM ? "" : "[ -f \"$2/server.log\" ] || { echo castellan-no-log; exit 0; }\n";
        try (SshSession session =
                machine.open(new Script(check + script, paths.unit(), paths.logs(), String.valueOf(lines)))) {
            Optional<String> line = session.line(Duration.ofDays(365));
            if (line.filter("castellan-no-log"::equals).isPresent()) {
                return false;
            }
            while (line.isPresent() && taker.test(line.get())) {
                line = session.line(Duration.ofDays(365));
            }
            return true;
        }
    }
}
