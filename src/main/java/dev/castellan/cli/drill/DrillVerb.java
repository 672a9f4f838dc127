package dev.castellan.cli.drill;

import dev.castellan.cli.keep.Keeping;
import dev.castellan.cli.verb.OutputOption;
import dev.castellan.cli.verb.RiskOption;
import dev.castellan.cli.verb.Spans;
import dev.castellan.cli.verb.SpecOption;
import dev.castellan.cli.verb.Tools;
import dev.castellan.cli.verb.Verb;
import dev.castellan.drill.Draw;
import dev.castellan.drill.Drill;
import dev.castellan.drill.Result;
import dev.castellan.drill.ResultPage;
import dev.castellan.drill.ResultText;
import dev.castellan.drill.Safety;
import dev.castellan.drill.Watch;
import dev.castellan.fault.Injector;
import dev.castellan.machine.SafeFiles;
import dev.castellan.plan.Question.Risk;
import dev.castellan.problem.ExitCode;
import dev.castellan.problem.UserMistake;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.target.Hold;
import dev.castellan.view.Report;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `castellan drill`: breaks things while clients work, and proves that no promise was broken.
@Command(
        name = "drill",
        description = {
            "Break things while clients work, and prove that nothing acknowledged was lost, doubled or out of order.",
            "On this machine it makes a cluster like the spec's for itself, and removes it. Clusters on hosts are",
            "drilled themselves, with --accept-risk=drill. Exit code 3 when a promise was broken."
        })
public final class DrillVerb extends Verb {
    /// What is written down is kept in memory.
    private static final int MOST = 10_000;

    private final Tools tools;

    @Mixin
    private final SpecOption spec;

    @Mixin
    private final RiskOption risk = new RiskOption();

    @Mixin
    private final OutputOption output;

    @Option(
            names = "--faults",
            paramLabel = "KIND,...",
            split = ",",
            description = "what goes wrong, in this order (default: all that is possible here, once, in any order)")
    private List<String> faults = List.of();

    @Option(
            names = "--for",
            paramLabel = "TIME",
            description = "how long at least, as 90s or 10m (default: until each fault was there)")
    private String length = "0s";

    @Option(
            names = "--hold",
            paramLabel = "TIME",
            description = "how long each fault lasts (default 12s: longer than a broker's session)")
    private String hold = "12s";

    @Option(names = "--seed", paramLabel = "N", description = "draw the same faults as the drill that printed it")
    private @Nullable Long seed;

    @Option(names = "--rate", paramLabel = "N", description = "records a second of each producer (default 200)")
    private int rate = 200;

    @Option(names = "--acks", paramLabel = "all|1|0", description = "to see what less costs (default all)")
    private String acks = "all";

    @Option(names = "--min-insync", paramLabel = "N", description = "min.insync.replicas (default 2, or what goes)")
    private @Nullable Integer minInsync;

    @Option(names = "--unclean", description = "let a replica lead that is behind, to see what that costs")
    private boolean unclean;

    @Option(names = "--report", paramLabel = "FILE", description = "write a page about it (HTML)")
    private @Nullable Path report;

    DrillVerb(Tools tools) {
        this.tools = tools;
        this.spec = new SpecOption(tools);
        this.output = new OutputOption(tools);
    }

    @Override
    public ExitCode call() {
        DrillGround ground = new DrillGround(tools, spec);
        if (!ground.isScratch() && !risk.accepted().contains(Risk.DRILL)) {
            throw new UserMistake(
                    "a drill breaks nodes of " + ground.spec().name() + ", and whoever works with it will notice",
                    "to agree: --accept-risk=" + Risk.DRILL.text());
        }
        Draws.require(faults);
        Draws.require(ground.spec().drill().faults());
        require(ground.spec());
        Duration least = time("--for", length);
        Duration each = time("--hold", hold);
        long drawn = seed == null ? ThreadLocalRandom.current().nextLong(1_000_000) : seed;
        try (Keeping keeping = ground.open();
                Hold ignored = keeping.hold("drill");
                Interruption interruption = Interruption.ofThisThread()) {
            Result result = run(ground, keeping, new Drawing(least, each, drawn), interruption);
            if (report != null) {
                SafeFiles.write(tools.directory().resolve(report), ResultPage.of(result));
            }
            output.show(new Report("Drill", result, ResultText.of(result)));
            return result.holds() ? ExitCode.DONE : ExitCode.WORLD;
        }
    }

    private void require(ClusterSpec cluster) {
        if (!List.of("all", "1", "0").contains(acks)) {
            throw new UserMistake("--acks \"" + acks + "\" is none of all, 1 and 0", "");
        }
        if (rate < 1 || rate > MOST) {
            throw new UserMistake("--rate is from 1 to " + MOST + " records a second", "");
        }
        int copies = Safety.usual(cluster.brokers().size()).copies();
        if (minInsync != null && (minInsync < 1 || minInsync > copies)) {
            throw new UserMistake("--min-insync is from 1 to " + copies + ", as many as there are copies", "");
        }
    }

    private record Drawing(Duration least, Duration each, long seed) {}

    private Result run(DrillGround ground, Keeping keeping, Drawing drawing, Interruption interruption) {
        Injector injector = ground.injector(keeping, drawing.each());
        try {
            ground.build(keeping);
            Watch watch = new Watch(keeping.target());
            ClusterSpec cluster = keeping.spec();
            Draws draws = new Draws(cluster, keeping.target(), drawing.each(), drawing.seed(), ground.radius());
            draws.requirePossible(faults, watch.awake());
            List<Draw> chosen = faults.isEmpty() ? draws.all(watch.awake()) : draws.named(faults);
            tools.console()
                    .say("seed " + drawing.seed() + ", " + chosen.size() + (chosen.size() == 1 ? " fault" : " faults"));
            Drill.Settings settings =
                    new Drill.Settings(chosen, drawing.least(), drawing.seed(), safety(cluster), rate);
            return new Drill(watch, injector, cluster, tools.clock(), tools.console()::say).run(settings);
        } finally {
            interruption.clear();
            ground.clear(keeping);
        }
    }

    private Safety safety(ClusterSpec cluster) {
        Safety usual = Safety.usual(cluster.brokers().size());
        return new Safety(usual.copies(), minInsync == null ? usual.minInsync() : minInsync, unclean, acks);
    }

    private static Duration time(String option, String text) {
        return Duration.ofMillis(Math.round(Spans.millis(option, text)));
    }
}
