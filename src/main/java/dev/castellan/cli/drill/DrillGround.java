package dev.castellan.cli.drill;

import dev.castellan.cli.keep.Keeping;
import dev.castellan.cli.keep.StepProgress;
import dev.castellan.cli.verb.SpecOption;
import dev.castellan.cli.verb.Tools;
import dev.castellan.drill.Scratch;
import dev.castellan.fault.Fault;
import dev.castellan.fault.Injector;
import dev.castellan.fault.Radius;
import dev.castellan.machine.Ports;
import dev.castellan.machine.SafeFiles;
import dev.castellan.problem.WorldRefused;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.TargetKind;
import dev.castellan.target.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;

/// The cluster that a drill breaks: one made for it on this machine, or the one on hosts itself.
final class DrillGround {
    /// So long after its time a fault ends by itself, where nobody ends it.
    private static final Duration GRACE = Duration.ofMinutes(2);

    private final Tools tools;
    private final SpecOption option;
    private final ClusterSpec spec;

    DrillGround(Tools tools, SpecOption option) {
        this.tools = tools;
        this.option = option;
        this.spec = option.read().spec();
    }

    boolean isScratch() {
        return spec.target() == TargetKind.local;
    }

    ClusterSpec spec() {
        return spec;
    }

    /// All of a cluster that is made to be broken; of another one what its spec says.
    Radius radius() {
        return isScratch()
                ? Radius.ALL
                : new Radius(
                        spec.drill().nodesAtOnce(),
                        spec.drill().faults(),
                        spec.drill().spare());
    }

    /// The cluster that is meant; made of the spec's own where that is on this machine.
    Keeping open() {
        if (!isScratch()) {
            return Keeping.open(tools, option);
        }
        Path file = scratchFile();
        if (!Files.exists(file)) {
            SafeFiles.write(file, Scratch.yaml(spec, option.folder(), freePorts()));
        }
        return Keeping.open(tools, SpecOption.of(tools, file));
    }

    /// Far from where others look for theirs first, as while a node is down nobody keeps its port.
    private static IntSupplier freePorts() {
        int first = 20_000 + ThreadLocalRandom.current().nextInt(10_000);
        return IntStream.iterate(first, port -> port + 1).filter(Ports::isFree).iterator()::nextInt;
    }

    /// Whether a drill was broken off before it removed its own cluster.
    boolean hasScratch() {
        return isScratch() && Files.exists(scratchFile());
    }

    void build(Keeping keeping) {
        if (isScratch()) {
            keeping.build(progress());
        }
    }

    /// Puts right what faults have left, and removes what was made for a drill.
    ///
    /// @return what was put right
    List<Fault> clear(Keeping keeping) {
        if (!isScratch()) {
            return injector(keeping, Duration.ZERO).undo();
        }
        Injector injector = injector(keeping, Duration.ZERO);
        List<Fault> undone = injector.underWay();
        try {
            injector.undo(); // what watches over a fault ends with it
        } catch (WorldRefused e) {
            // A node that does not come back goes with its cluster.
        }
        keeping.demolish(Target.Fate.DELETED, progress());
        SafeFiles.delete(scratchFile());
        return undone;
    }

    /// @param hold how long a fault is to last
    Injector injector(Keeping keeping, Duration hold) {
        return new Injector(keeping.target(), keeping.folder(), hold.plus(GRACE), new KeptChanges(keeping, progress()));
    }

    private StepProgress progress() {
        return new StepProgress(tools.console());
    }

    private Path scratchFile() {
        return tools.home().resolve("drills").resolve(Scratch.name(spec) + ".yaml");
    }
}
