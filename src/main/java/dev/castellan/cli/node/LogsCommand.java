package dev.castellan.cli.node;

import dev.castellan.cli.keep.Keeping;
import dev.castellan.cli.verb.OutputOption;
import dev.castellan.cli.verb.SpecOption;
import dev.castellan.cli.verb.Tools;
import dev.castellan.cli.verb.Verb;
import dev.castellan.problem.ExitCode;
import dev.castellan.problem.UserMistake;
import dev.castellan.target.Target;
import dev.castellan.target.WorkerFacts;
import dev.castellan.view.Format;
import dev.castellan.view.Json;
import java.util.Map;
import java.util.Optional;
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

    @Parameters(paramLabel = "NODE", description = "kafka-1, or 1; connect-1 for a worker")
    private String node = "";

    LogsCommand(Tools tools) {
        this.tools = tools;
        this.spec = new SpecOption(tools);
        this.output = new OutputOption(tools);
    }

    @Override
    public ExitCode call() {
        try (Keeping keeping = Keeping.open(tools, spec)) {
            Target.Until until = follow ? Target.Until.INTERRUPTED : Target.Until.ITS_END;
            Target.Log log = jvm ? Target.Log.JVM : Target.Log.KAFKA;
            Optional<WorkerFacts> worker = keeping.target().facts().workers().values().stream()
                    .filter(one -> one.name().equals(node))
                    .findFirst();
            String name = worker.map(WorkerFacts::name)
                    .orElseGet(() -> keeping.node(node).name());
            boolean read = worker.isPresent()
                    ? keeping.target().workers().readLog(worker.get().id(), log, lines, until, line -> show(name, line))
                    : keeping.target().readLog(keeping.node(node).id(), log, lines, until, line -> show(name, line));
            if (!read) {
                throw nothingYet(keeping, name);
            }
            return ExitCode.DONE;
        }
    }

    private UserMistake nothingYet(Keeping keeping, String name) {
        return new UserMistake(
                name + " of " + keeping.spec().name() + " has logged nothing yet",
                jvm
                        ? "castellan up starts it"
                        : "castellan up starts it; castellan logs --jvm " + name + " shows what its JVM said");
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
