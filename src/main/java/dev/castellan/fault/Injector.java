package dev.castellan.fault;

import dev.castellan.fault.FaultFile.Entry;
import dev.castellan.fault.FaultFile.Stage;
import dev.castellan.machine.InParallel;
import dev.castellan.problem.Problem;
import dev.castellan.problem.WorldRefused;
import dev.castellan.target.Hardship;
import dev.castellan.target.Hardship.CutOff.Way;
import dev.castellan.target.Hardship.Down.How;
import dev.castellan.target.Hardship.Kind;
import dev.castellan.target.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Begins faults and ends them. What is begun is written down before, so that it can be put right by another process.
///
/// Whoever begins or undoes has the right to change the cluster, see [Target#hold]. Used by one thread.
public final class Injector {
    private final Target target;
    private final FaultFile file;
    private final Duration most;
    private final Changes changes;
    private final List<Fault> begun = new ArrayList<>();

    /// @param folder the cluster's own on this machine
    /// @param most how long a pause, a network that fails, a full disk or, on hosts, a node that is down lasts
    ///     where nobody ends it
    /// @param changes makes those faults that are changes of Castellan's own
    public Injector(Target target, Path folder, Duration most, Changes changes) {
        this.target = target;
        this.file = new FaultFile(folder);
        this.most = most;
        this.changes = changes;
    }

    /// The faults that were begun, by whomever, and are not ended.
    public List<Fault> underWay() {
        return file.read().stream().map(Entry::fault).toList();
    }

    /// Begins a fault; where that fails, it is ended at once.
    ///
    /// @throws WorldRefused when the world does not let it, or what somebody else began is not undone yet
    public void begin(Fault fault) {
        List<Entry> entries = new ArrayList<>(file.read());
        if (!entries.stream().map(Entry::fault).toList().equals(begun)) {
            throw new WorldRefused(
                    "",
                    "a drill was broken off and has left "
                            + entries.getFirst().fault().brief(),
                    "castellan drill undo puts it right");
        }
        entries.add(new Entry(fault, Stage.BEGINNING));
        file.write(entries);
        begun.add(fault);
        try {
            strike(fault);
            entries.set(entries.size() - 1, new Entry(fault, Stage.BEGUN));
            file.write(entries);
        } catch (RuntimeException e) {
            try {
                end(fault);
            } catch (RuntimeException further) {
                e.addSuppressed(further);
            }
            throw e;
        }
    }

    /// Ends a fault, and returns once its nodes are on their way back. A fault that has ended is no trouble.
    public void end(Fault fault) {
        relieve(fault);
        begun.remove(fault);
        List<Entry> left = new ArrayList<>(file.read());
        left.removeIf(entry -> entry.fault().equals(fault));
        file.write(left);
    }

    /// Puts right what is written down, also by a process that was killed in the middle of it.
    ///
    /// @return what was put right, the newest first
    /// @throws WorldRefused with everything that could not be, which stays written down
    public List<Fault> undo() {
        List<Problem> problems = new ArrayList<>();
        List<Fault> undone = new ArrayList<>();
        for (Entry entry : file.read().reversed()) {
            try {
                settle(entry);
                end(entry.fault());
                undone.add(entry.fault());
            } catch (WorldRefused refused) {
                problems.addAll(refused.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new WorldRefused(problems);
        }
        return undone;
    }

    /// A process that was told to end, and has not yet, would look like one that need not be started.
    private void settle(Entry entry) {
        boolean ends = entry.fault() instanceof Fault.Kill || entry.fault() instanceof Fault.Stop;
        if (ends && entry.stage() == Stage.BEGINNING) {
            strike(entry.fault());
        }
    }

    private void strike(Fault fault) {
        switch (fault) {
            case Fault.Kill ignored -> begin(fault, new Hardship.Down(How.KILLED));
            case Fault.Stop ignored -> begin(fault, new Hardship.Down(How.STOPPED));
            case Fault.Pause ignored -> begin(fault, new Hardship.Paused());
            case Fault.Cut ignored -> begin(fault, new Hardship.CutOff(Way.BOTH));
            case Fault.CutOneWay ignored -> begin(fault, new Hardship.CutOff(Way.TOWARDS_IT));
            case Fault.Delay delay -> begin(fault, new Hardship.Slow(delay.millis()));
            case Fault.Loss loss -> begin(fault, new Hardship.Lossy(loss.percent()));
            case Fault.FullDisk ignored -> begin(fault, new Hardship.Full());
            case Fault.Wipe ignored -> begin(fault, new Hardship.Emptied());
            case Fault.Changed changed -> changes.make(changed.change(), changed.nodes());
        }
    }

    private void begin(Fault fault, Hardship hardship) {
        InParallel.each(fault.nodes(), node -> target.hardships().begin(node, hardship, most));
    }

    private void relieve(Fault fault) {
        switch (fault) {
            case Fault.Kill ignored -> endAndStart(fault, Kind.DOWN);
            case Fault.Stop ignored -> endAndStart(fault, Kind.DOWN);
            case Fault.Pause ignored -> end(fault, Kind.PAUSED);
            case Fault.Cut ignored -> end(fault, Kind.CUT_OFF);
            case Fault.CutOneWay ignored -> end(fault, Kind.CUT_OFF);
            case Fault.Delay ignored -> end(fault, Kind.SLOW);
            case Fault.Loss ignored -> end(fault, Kind.LOSSY);
            case Fault.FullDisk ignored -> endAndStart(fault, Kind.FULL); // Kafka ends itself where it cannot write
            case Fault.Wipe ignored -> {
                end(fault, Kind.EMPTIED);
                changes.refill(fault.nodes());
            }
            case Fault.Changed changed -> changes.settle(changed.change(), changed.nodes());
        }
    }

    private void end(Fault fault, Kind kind) {
        InParallel.each(fault.nodes(), node -> target.hardships().end(node, kind));
    }

    private void endAndStart(Fault fault, Kind kind) {
        InParallel.each(fault.nodes(), node -> {
            target.hardships().end(node, kind);
            target.start(node);
        });
    }
}
