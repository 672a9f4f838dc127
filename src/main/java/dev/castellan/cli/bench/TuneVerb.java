package dev.castellan.cli.bench;

import dev.castellan.cli.keep.Keeping;
import dev.castellan.cli.verb.ConnectionOptions;
import dev.castellan.cli.verb.OutputOption;
import dev.castellan.cli.verb.Tools;
import dev.castellan.cli.verb.Verb;
import dev.castellan.machine.SafeFiles;
import dev.castellan.measure.Trial;
import dev.castellan.problem.ExitCode;
import dev.castellan.problem.UserMistake;
import dev.castellan.tune.Goal;
import dev.castellan.tune.Recommendation;
import dev.castellan.tune.Situation;
import dev.castellan.tune.Stock;
import dev.castellan.tune.Tuner;
import dev.castellan.view.Report;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `castellan tune`.
@Command(
        name = "tune",
        description = {
            "Which settings of brokers, topics and clients suit a goal on these machines, and why.",
            "Only what should differ from how it comes; durability is never traded. Changes nothing."
        })
public final class TuneVerb extends Verb {
    private static final String MARK = "# Written by castellan tune";

    private final Tools tools;

    @Mixin
    private final ConnectionOptions connection;

    @Mixin
    private final OutputOption output;

    @Mixin
    private final TuneFacts facts = new TuneFacts();

    @Mixin
    private final TuneTrial trial;

    @Parameters(index = "0", paramLabel = "throughput|latency", description = "what the settings are to be good for")
    private Goal goal = Goal.throughput;

    @Option(names = "--record-size", paramLabel = "BYTES", description = "of the records you have (default 100)")
    private int recordSize = 100;

    @Option(names = "--rate", paramLabel = "N", description = "how many of them a second; for latency it decides much")
    private @Nullable Double rate;

    @Option(
            names = "--write",
            description = "write tune-GOAL.yaml, lines for cluster.yaml, and tune-GOAL.properties for clients")
    private boolean write;

    public TuneVerb(Tools tools) {
        this.tools = tools;
        this.connection = new ConnectionOptions(tools);
        this.output = new OutputOption(tools);
        this.trial = new TuneTrial(tools);
    }

    @Override
    public ExitCode call() {
        if (recordSize < 1 || recordSize > 16 * 1024 * 1024) {
            throw new UserMistake("--record-size %d is out of range".formatted(recordSize), "from 1 to 16 MiB");
        }
        Optional<Double> perSecond = Measuring.rate(rate);
        try (Keeping keeping = Keeping.open(tools, connection.spec())) {
            Situation.Machine machine = facts.machine(keeping, connection);
            Situation situation = new Situation(
                    goal, machine, TuneFacts.cluster(keeping, connection), new Situation.Load(recordSize, perSecond));
            Stock stock = TuneFacts.stock(keeping.knowledge());
            Recommendation tuned = new Recommendation(situation, Tuner.tune(situation, stock));
            if (write) {
                write(tuned);
            }
            String name =
                    connection.isForeign() ? "this cluster" : keeping.spec().name();
            Optional<Trial> measured = trial.run(connection, keeping, tuned, stock);
            Report report = TuneReports.of(name, tuned, measured);
            output.show(report);
            trial.write(measured);
            return ExitCode.DONE;
        }
    }

    private void write(Recommendation tuned) {
        String head = MARK + " " + goal + "\n";
        write(
                "tune-" + goal + ".yaml",
                head + "# Merge these lines into cluster.yaml, then: castellan apply\n",
                tuned.yaml());
        write("tune-" + goal + ".properties", head, tuned.clientProperties());
    }

    /// A file of the user's own is not written over.
    private void write(String name, String head, String lines) {
        Path file = tools.directory().resolve(name);
        if (SafeFiles.read(file).filter(text -> !text.startsWith(MARK)).isPresent()) {
            throw new UserMistake(name + " is here already, and not from castellan tune", "move it away");
        }
        SafeFiles.write(file, head + lines + "\n");
        tools.console().say("  written: " + name);
    }
}
