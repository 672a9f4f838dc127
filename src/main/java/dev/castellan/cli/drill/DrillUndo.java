package dev.castellan.cli.drill;

import dev.castellan.cli.keep.Keeping;
import dev.castellan.cli.verb.OutputOption;
import dev.castellan.cli.verb.SpecOption;
import dev.castellan.cli.verb.Tools;
import dev.castellan.cli.verb.Verb;
import dev.castellan.drill.Watch;
import dev.castellan.fault.Fault;
import dev.castellan.problem.ExitCode;
import dev.castellan.target.Hold;
import dev.castellan.view.Report;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `castellan drill undo`: puts right what a drill that was killed has left behind.
@Command(
        name = "undo",
        description = {
            "Put right what a drill that was killed has left: paused or stopped nodes, networks, full disks.",
            "A cluster that the drill made for itself is removed, and its topic from one that it did not make."
        })
public final class DrillUndo extends Verb {
    private final Tools tools;

    @Mixin
    private final SpecOption spec;

    @Mixin
    private final OutputOption output;

    DrillUndo(Tools tools) {
        this.tools = tools;
        this.spec = new SpecOption(tools);
        this.output = new OutputOption(tools);
    }

    /// The JSON form.
    record Undone(String cluster, List<String> faults, boolean clusterRemoved) {}

    @Override
    public ExitCode call() {
        DrillGround ground = new DrillGround(tools, spec);
        List<String> undone = new ArrayList<>();
        boolean removed = ground.hasScratch();
        String name = ground.spec().name();
        if (removed || !ground.isScratch()) {
            try (Keeping keeping = ground.open();
                    Hold ignored = keeping.hold("drill undo")) {
                ground.clear(keeping).stream().map(Fault::brief).forEach(undone::add);
                if (!ground.isScratch()) {
                    new Watch(keeping.target()).forget();
                }
                name = keeping.spec().name();
            }
        }
        List<String> lines = new ArrayList<>();
        undone.forEach(what -> lines.add("undone: " + what));
        if (removed) {
            lines.add(name + " is removed");
        }
        output.show(new Report(
                "DrillUndo",
                new Undone(name, undone, removed),
                lines.isEmpty() ? "nothing was left to undo" : String.join("\n", lines)));
        return ExitCode.DONE;
    }
}
