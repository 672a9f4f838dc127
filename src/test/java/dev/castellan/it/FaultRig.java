package dev.castellan.it;

import dev.castellan.cli.drill.KeptChanges;
import dev.castellan.cli.keep.Keeping;
import dev.castellan.cli.keep.StepProgress;
import dev.castellan.cli.verb.SpecOption;
import dev.castellan.cli.verb.Tools;
import dev.castellan.fault.Fault;
import dev.castellan.fault.FaultChoice;
import dev.castellan.fault.Ground;
import dev.castellan.fault.Injector;
import dev.castellan.observe.Live;
import dev.castellan.observe.Snapshot;
import dev.castellan.problem.WorldRefused;
import dev.castellan.target.Hold;
import dev.castellan.target.Target;
import dev.castellan.target.local.ClusterFolder;
import dev.castellan.view.Console;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;

/// Faults of the cluster in a directory. As a main class it begins one and waits to be killed.
final class FaultRig implements AutoCloseable {
    private final Keeping keeping;
    private final Hold hold;
    private final Injector injector;

    private FaultRig(Path home, Path directory, Duration most) {
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "off"); // as Main does
        Tools tools = new Tools(
                new Console(System.in, System.out, System.err, false),
                home,
                directory,
                Map.of(),
                InstantSource.system());
        this.keeping = Keeping.open(tools, new SpecOption(tools));
        this.hold = hold(keeping);
        this.injector = new Injector(
                keeping.target(),
                ClusterFolder.of(home, keeping.spec().name()).path(),
                most,
                new KeptChanges(keeping, new StepProgress(tools.console())));
    }

    /// Hosts find out within a moment that whoever held them is gone.
    private static Hold hold(Keeping keeping) {
        List<Hold> taken = new ArrayList<>();
        Sandbox.eventually("the cluster is free", Duration.ofSeconds(60), () -> {
            try {
                taken.add(keeping.hold("drill"));
                return true;
            } catch (WorldRefused held) {
                return false;
            }
        });
        return taken.getFirst();
    }

    static FaultRig open(Sandbox sandbox, Duration most) {
        return new FaultRig(sandbox.home(), sandbox.directory(), most);
    }

    /// @param arguments Castellan's home, the directory of the spec, a kind of fault, seconds that it may last
    public static void main(String[] arguments) throws InterruptedException {
        try (FaultRig rig = new FaultRig(
                Path.of(arguments[0]), Path.of(arguments[1]), Duration.ofSeconds(Long.parseLong(arguments[3])))) {
            rig.injector.begin(rig.choose(arguments[2]));
            System.out.println("begun");
            Thread.sleep(Duration.ofMinutes(10));
        }
    }

    Injector injector() {
        return injector;
    }

    Target target() {
        return keeping.target();
    }

    Fault choose(String kind) {
        Snapshot seen = keeping.observe();
        return FaultChoice.named(kind, keeping.spec(), awake(seen), ground(seen), new Random(1))
                .orElseThrow(() -> new AssertionError(kind + ": " + impossible()));
    }

    SortedMap<String, String> impossible() {
        Snapshot seen = keeping.observe();
        return FaultChoice.impossible(keeping.spec(), awake(seen), ground(seen));
    }

    private Ground ground(Snapshot seen) {
        return Ground.survey(seen.facts(), keeping.target().hardships());
    }

    private static Live.Awake awake(Snapshot seen) {
        if (seen.live() instanceof Live.Awake awake) {
            return awake;
        }
        throw new AssertionError("nobody answers: " + seen.live());
    }

    @Override
    public void close() {
        hold.close();
        keeping.close();
    }
}
