package dev.castellan.cli;

import dev.castellan.cli.verb.Tools;
import dev.castellan.problem.ExitCode;
import dev.castellan.problem.UserMistake;
import dev.castellan.problem.WorldRefused;
import dev.castellan.view.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;

/// The program: wires everything by hand, runs one verb, and turns every ending into an exit code.
public final class Main {
    private final Tools tools;

    Main(Tools tools) {
        this.tools = tools;
    }

    public static void main(String[] arguments) {
        boolean verbose = List.of(arguments).contains("--verbose");
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", verbose ? "info" : "off");
        Map<String, String> environment = System.getenv();
        Console console = new Console(
                System.in,
                new PrintStream(System.out, false, StandardCharsets.UTF_8),
                new PrintStream(System.err, true, StandardCharsets.UTF_8),
                "1".equals(environment.get("CASTELLAN_TTY")));
        Tools tools = new Tools(
                console, home(environment), Path.of("").toAbsolutePath(), environment, InstantSource.system());
        int code = new Main(tools).run(arguments).code();
        console.out().flush();
        // halt after flush would skip shutdown hooks that close temp files; exit runs them.
        System.exit(code);
    }

    /// Runs one command line to its end. Never throws: whatever happened is the exit code and a message.
    ExitCode run(String... arguments) {
        try {
            return Commands.line(tools, arguments).run(arguments);
        } catch (UserMistake mistake) {
            tools.console().complain(mistake.problems());
            return ExitCode.MISTAKE;
        } catch (WorldRefused refused) {
            tools.console().complain(refused.problems());
            return ExitCode.WORLD;
        } catch (KafkaException answer) {
            tools.console().complain(List.of(Answers.explain(answer)));
            return Answers.isMistake(answer) ? ExitCode.MISTAKE : ExitCode.WORLD;
        } catch (CommandLine.ParameterException wrong) {
            tools.console().complain(List.of(Misuse.explain(wrong)));
            return ExitCode.MISTAKE;
        } catch (RuntimeException | Error defect) {
            return report(defect);
        }
    }

    private ExitCode report(Throwable defect) {
        StringWriter trace = new StringWriter();
        defect.printStackTrace(new PrintWriter(trace));
        Path file = tools.home().resolve("reports/" + tools.clock().millis() + ".txt");
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, trace.toString());
            tools.console().say("a defect in Castellan: " + defect + "; the whole story is in " + file);
        } catch (IOException e) {
            tools.console().say("a defect in Castellan:\n" + trace);
        }
        return ExitCode.BUG;
    }

    /// Below what shells mean by `~`, which is not always what the system has written down for this user.
    static Path home(Map<String, String> environment) {
        String chosen = environment.getOrDefault("CASTELLAN_HOME", "");
        if (!chosen.isEmpty()) {
            return Path.of(chosen).toAbsolutePath();
        }
        String user = environment.getOrDefault("HOME", "");
        return Path.of(user.startsWith("/") ? user : System.getProperty("user.home"), ".castellan");
    }
}
