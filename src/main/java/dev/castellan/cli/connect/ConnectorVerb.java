package dev.castellan.cli.connect;

import dev.castellan.cli.keep.Keeping;
import dev.castellan.cli.keep.ProgressOption;
import dev.castellan.cli.verb.OutputOption;
import dev.castellan.cli.verb.SpecOption;
import dev.castellan.cli.verb.Tools;
import dev.castellan.cli.verb.Verb;
import dev.castellan.connect.rest.ConnectRest;
import dev.castellan.observe.LiveConnect;
import dev.castellan.observe.Snapshot;
import dev.castellan.plan.Step;
import dev.castellan.problem.ExitCode;
import dev.castellan.problem.Suggest;
import dev.castellan.problem.UserMistake;
import dev.castellan.problem.WorldRefused;
import dev.castellan.target.Hold;
import dev.castellan.target.WorkerFacts;
import dev.castellan.view.Report;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// A verb that does one thing to the connectors it names.
abstract class ConnectorVerb extends Verb {
    private final Tools tools;

    @Mixin
    private final SpecOption spec;

    @Mixin
    private final OutputOption output;

    @Mixin
    private final ProgressOption progress;

    @Parameters(arity = "1..*", paramLabel = "CONNECTOR", description = "a connector's name")
    private List<String> connectors = new ArrayList<>();

    ConnectorVerb(Tools tools) {
        this.tools = tools;
        this.spec = new SpecOption(tools);
        this.output = new OutputOption(tools);
        this.progress = new ProgressOption(tools, output);
    }

    /// The JSON form.
    record Done(String cluster, String verb, List<String> connectors) {}

    /// What to do; empty where it is so already.
    abstract Optional<Step> step(String name, LiveConnect.Connector connector);

    abstract String verb();

    @Override
    public ExitCode call() {
        try (Keeping keeping = Keeping.open(tools, spec);
                Hold ignored = keeping.hold("connect " + verb())) {
            LiveConnect.Awake awake = awake(keeping);
            List<Step> steps = new ArrayList<>();
            List<String> done = new ArrayList<>();
            for (String name : connectors) {
                step(name, required(awake, name)).ifPresent(step -> {
                    steps.add(step);
                    done.add(name);
                });
            }
            if (!steps.isEmpty()) {
                keeping.apply(steps, progress.listener());
            }
            output.show(new Report(
                    "ConnectorVerb",
                    new Done(keeping.spec().name(), verb(), done),
                    done.isEmpty() ? "nothing to " + verb() : verb() + " done: " + String.join(", ", done)));
            return ExitCode.DONE;
        }
    }

    /// @throws UserMistake when there is none of that name
    static LiveConnect.Connector required(LiveConnect.Awake awake, String name) {
        LiveConnect.Connector connector = awake.connectors().get(name);
        if (connector == null) {
            List<String> known = List.copyOf(awake.connectors().keySet());
            throw new UserMistake(
                    "there is no connector \"" + name + "\"",
                    Suggest.hint(name, known, "castellan connect status lists them"));
        }
        return connector;
    }

    static LiveConnect.Awake awake(Keeping keeping) {
        return awake(keeping, keeping.observe());
    }

    /// Some worker that runs.
    static ConnectRest rest(Keeping keeping, Duration bound) {
        return new ConnectRest(url(keeping), keeping.target().workers().access(), bound);
    }

    private static String url(Keeping keeping) {
        return keeping.target().facts().workers().values().stream()
                .map(WorkerFacts::url)
                .filter(address -> !address.isEmpty())
                .findFirst()
                .orElseThrow(() -> new WorldRefused("connect", "no worker runs", "castellan up starts them"));
    }

    static LiveConnect.Awake awake(Keeping keeping, Snapshot have) {
        return switch (have.connect()) {
            case LiveConnect.Awake awake -> awake;
            case LiveConnect.Silent silent ->
                throw new WorldRefused("connect", "no worker answers: " + silent.why(), "castellan status");
            case LiveConnect.Asleep ignored ->
                throw new WorldRefused(
                        "connect",
                        "no worker runs",
                        keeping.spec().connect().isNone()
                                ? "connect: {workers: 1} in the spec gives the cluster one"
                                : "castellan up starts them");
        };
    }
}
