package dev.castellan.cli.node;

import dev.castellan.cli.keep.Keeping;
import dev.castellan.cli.verb.OutputOption;
import dev.castellan.cli.verb.SpecOption;
import dev.castellan.cli.verb.Tools;
import dev.castellan.cli.verb.Verb;
import dev.castellan.problem.ExitCode;
import dev.castellan.problem.UserMistake;
import dev.castellan.spec.NodeSpec;
import dev.castellan.target.Target;
import dev.castellan.view.Format;
import dev.castellan.view.Json;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `castellan logs [-f] NODE`: what a node says.
@Command(name = "logs", description = "Show the end of a node's log; -f goes on as it grows.")
public final class LogsCommand extends Verb {
    private final Tools tools;

    @Mixin
    private final SpecOption spec;

    @Mixin
    private final OutputOption output;

    @Option(
            names = {"-f", "--follow"},
            description = "go on until Ctrl-C")
    private boolean follow;

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "N",
            description = "how many lines (default 100)")
    private int lines = 100;

    @Option(names = "--jvm", description = "what the JVM itself printed, instead of Kafka's log")
    private boolean jvm;

    @Parameters(paramLabel = "NODE", description = "kafka-1, or 1")
    private String node = "";

    LogsCommand(Tools tools) {
        this.tools = tools;
        this.spec = new SpecOption(tools);
        this.output = new OutputOption(tools);
    }

    @Override
    public ExitCode call() {
        try (Keeping keeping = Keeping.open(tools, spec)) {
            NodeSpec chosen = keeping.node(node);
            Target.Until until = follow ? Target.Until.INTERRUPTED : Target.Until.ITS_END;
            if (!keeping.target()
                    .readLog(
                            chosen.id(),
                            jvm ? Target.Log.JVM : Target.Log.KAFKA,
                            lines,
                            until,
                            line -> show(chosen.name(), line))) {
                throw new UserMistake(
                        chosen.name() + " of " + keeping.spec().name() + " has logged nothing yet",
                        jvm
                                ? "castellan up starts it"
                                : "castellan up starts it; castellan logs --jvm " + chosen.name()
                                        + " shows what its JVM said");
            }
            return ExitCode.DONE;
        }
    }

    /// @return whether anybody still reads
    private boolean show(String name, String line) {
        tools.console()
                .out()
                .println(output.format() == Format.json ? Json.line(Map.of("node", name, "line", line)) : line);
        tools.console().out().flush();
        return !tools.console().out().checkError();
    }
}
