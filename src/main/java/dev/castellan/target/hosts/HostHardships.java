package dev.castellan.target.hosts;

import dev.castellan.machine.ssh.Script;
import dev.castellan.machine.ssh.SshMachine;
import dev.castellan.problem.WorldRefused;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.NodeSpec;
import dev.castellan.target.Hardship;
import dev.castellan.target.Hardships;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;

/// What can be done to a host with signals, nftables, tc and a file; a timer of its own systemd ends each of them.
final class HostHardships implements Hardships {
    private static final Duration QUICK = Duration.ofSeconds(20);
    /// Where a file system does not know how to set space aside, all of it has to be written.
    private static final Duration FILLING = Duration.ofMinutes(2);
    /// Large files take a while to go.
    private static final Duration CLEARING = Duration.ofMinutes(2);
    /// Half a minute for a stop in good order, then by force.
    private static final Duration STOPPING = Duration.ofSeconds(60);
    /// What lives on a file system no larger than this is no more than what was made for a trial.
    private static final long SMALL = 2L << 30;

    private static final int SSH = 22;
    private static final List<Hardship.Kind> NETWORK =
            List.of(Hardship.Kind.CUT_OFF, Hardship.Kind.LOSSY, Hardship.Kind.SLOW);

    /// What befalls a node alone, whoever lives beside it.
    private static final List<Hardship.Kind> OWN =
            List.of(Hardship.Kind.PAUSED, Hardship.Kind.DOWN, Hardship.Kind.EMPTIED);

    private final ClusterSpec spec;
    private final IntFunction<SshMachine> machines;

    HostHardships(ClusterSpec spec, IntFunction<SshMachine> machines) {
        this.spec = spec;
        this.machines = machines;
    }

    @Override
    public SortedMap<Hardship.Kind, String> obstacles(int node) {
        SortedMap<Hardship.Kind, String> obstacles = new TreeMap<>();
        Script script = Script.resource(HostsTarget.class, "bearable", directory(node), String.valueOf(SMALL));
        run(node, script, QUICK).lines().map(line -> line.split(" ", 2)).forEach(words -> {
            obstacles.put(Hardship.Kind.valueOf(words[0]), words[1]);
        });
        if (isShared(node)) {
            List.of(Hardship.Kind.values()).forEach(kind -> obstacles.put(kind, "another node lives on its machine"));
            OWN.forEach(obstacles::remove);
        }
        if (peers(node).isEmpty()) {
            NETWORK.forEach(kind -> obstacles.put(kind, "there is no other node"));
        }
        return obstacles;
    }

    @Override
    public void begin(int node, Hardship hardship, Duration most) {
        List<String> words = new ArrayList<>(List.of(
                hardship.kind().name(),
                measure(hardship),
                paths(node).unit(),
                directory(node, hardship.kind()),
                timer(node, hardship.kind()),
                String.valueOf(Math.max(1, most.toSeconds())),
                Script.resource(HostsTarget.class, "relieve").text(),
                String.valueOf(spec.hosts().port().orElse(SSH))));
        words.addAll(peers(node));
        run(node, Script.resource(HostsTarget.class, "strike", words.toArray(String[]::new)), bound(hardship));
    }

    @Override
    public void end(int node, Hardship.Kind kind) {
        String[] words = {kind.name(), paths(node).unit(), directory(node, kind), timer(node, kind)};
        Duration bound = kind == Hardship.Kind.EMPTIED ? CLEARING : QUICK;
        run(node, Script.resource(HostsTarget.class, "relieve", words), bound);
    }

    private static Duration bound(Hardship hardship) {
        return switch (hardship.kind()) {
            case FULL -> FILLING;
            case EMPTIED -> CLEARING;
            case DOWN -> STOPPING;
            case PAUSED, CUT_OFF, LOSSY, SLOW -> QUICK;
        };
    }

    private static String measure(Hardship hardship) {
        return switch (hardship) {
            case Hardship.Paused ignored -> "";
            case Hardship.Full ignored -> "";
            case Hardship.Emptied ignored -> "";
            case Hardship.Down down -> down.how().name();
            case Hardship.CutOff cut -> cut.way().name();
            case Hardship.Lossy lossy -> String.valueOf(lossy.percent());
            case Hardship.Slow slow -> String.valueOf(slow.millis());
        };
    }

    /// What nodes call the others: to there go the packets.
    private List<String> peers(int node) {
        return spec.nodes().stream()
                .filter(other -> other.id() != node)
                .map(HostsTarget::advertised)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }

    private boolean isShared(int node) {
        String host = machines.apply(node).host();
        return spec.nodes().stream()
                .map(NodeSpec::id)
                .anyMatch(other -> other != node && machines.apply(other).host().equals(host));
    }

    private String timer(int node, Hardship.Kind kind) {
        return paths(node).unit().replace(".service", "") + "-ends-"
                + kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Its data directories with commas between them where all are meant, else the first one.
    private String directory(int node, Hardship.Kind kind) {
        return kind == Hardship.Kind.EMPTIED ? String.join(",", paths(node).directories()) : directory(node);
    }

    private String directory(int node) {
        return paths(node).directories().getFirst();
    }

    private HostPaths paths(int node) {
        return HostPaths.of(spec.name(), spec.node(node).orElseThrow());
    }

    /// @throws WorldRefused where the machine does not answer, or the script ends with a complaint
    private String run(int node, Script script, Duration bound) {
        SshMachine machine = machines.apply(node);
        return machine.run(script, bound).orRefuse(machine.host());
    }
}
