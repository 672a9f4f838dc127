package dev.castellan.cli.keep;

import dev.castellan.cli.verb.OutputOption;
import dev.castellan.cli.verb.SpecOption;
import dev.castellan.cli.verb.Tools;
import dev.castellan.cli.verb.Verb;
import dev.castellan.plan.Affected;
import dev.castellan.plan.NarrowPlans;
import dev.castellan.plan.Step;
import dev.castellan.problem.ExitCode;
import dev.castellan.target.Hold;
import dev.castellan.view.Report;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `castellan down`: stops every node and keeps all data.
@Command(name = "down", description = "Stop every node; all data stays.")
public final class DownCommand extends Verb {
    private final Tools tools;

    @Mixin
    private final SpecOption spec;

    @Mixin
    private final OutputOption output;

    @Mixin
    private final ProgressOption progress;

    DownCommand(Tools tools) {
        this.tools = tools;
        this.spec = new SpecOption(tools);
        this.output = new OutputOption(tools);
        this.progress = new ProgressOption(tools, output);
    }

    /// The JSON form.
    record Down(String cluster, SortedSet<Integer> stopped) {}

    @Override
    public ExitCode call() {
        try (Keeping keeping = Keeping.open(tools, spec);
                Hold ignored = keeping.hold("down")) {
            String name = keeping.spec().name();
            List<Step> steps = NarrowPlans.stop(keeping.target().facts());
            SortedSet<Integer> running = new TreeSet<>();
            steps.forEach(step -> running.addAll(Affected.nodes(step)));
            if (!steps.isEmpty()) {
                keeping.apply(steps, progress.listener());
            }
            output.show(new Report(
                    "Down",
                    new Down(name, running),
                    steps.isEmpty() ? name + ": nothing runs" : name + " is down, its data stays: castellan up"));
            return ExitCode.DONE;
        }
    }
}
