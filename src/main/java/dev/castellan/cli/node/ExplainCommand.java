package dev.castellan.cli.node;

import dev.castellan.cli.keep.Keeping;
import dev.castellan.cli.verb.Moment;
import dev.castellan.cli.verb.OutputOption;
import dev.castellan.cli.verb.SpecOption;
import dev.castellan.cli.verb.Tools;
import dev.castellan.cli.verb.Verb;
import dev.castellan.history.History;
import dev.castellan.history.NodeProcess;
import dev.castellan.history.Story;
import dev.castellan.problem.ExitCode;
import dev.castellan.spec.NodeSpec;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `castellan explain NODE`: why a node restarted, and what else was done to it.
@Command(
        name = "explain",
        description = {
            "Tell what was done to a node and why, and whether that explains its process.",
            "A process that no step of Castellan's started or stopped is called that."
        })
public final class ExplainCommand extends Verb {
    private final Tools tools;

    @Mixin
    private final SpecOption spec;

    @Mixin
    private final OutputOption output;

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description = "what happened around it: 14:02, 10m (ago), 2026-01-31T08:00")
    private @Nullable String at;

    @Parameters(paramLabel = "NODE", description = "kafka-1, or 1")
    private String node = "";

    ExplainCommand(Tools tools) {
        this.tools = tools;
        this.spec = new SpecOption(tools);
        this.output = new OutputOption(tools);
    }

    @Override
    public ExitCode call() {
        ZoneId zone = ZoneId.systemDefault();
        Optional<Instant> moment = Optional.ofNullable(at)
                .map(text -> Moment.parse(text, tools.clock().instant(), zone));
        try (Keeping keeping = Keeping.open(tools, spec)) {
            NodeSpec chosen = keeping.node(node);
            History history = History.of(keeping.target().journal());
            NodeProcess process = NodeProcess.of(keeping.target().facts(), chosen.id());
            Story story = Story.of(history, chosen.id(), process, moment.map(Story.Window::around));
            output.show(new StoryReport(keeping.spec().name(), story, moment, history.unanswered(), zone).report());
            return ExitCode.DONE;
        }
    }
}
