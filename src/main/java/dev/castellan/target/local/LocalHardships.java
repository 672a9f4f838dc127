package dev.castellan.target.local;

import dev.castellan.machine.LocalProcess;
import dev.castellan.machine.SafeFiles;
import dev.castellan.problem.WorldRefused;
import dev.castellan.target.Hardship;
import dev.castellan.target.Hardship.Down.How;
import dev.castellan.target.Hardships;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Processes of this machine can be paused and ended, and what is theirs taken away; what they share with everything
/// else here is left alone.
final class LocalHardships implements Hardships {
    private static final String SHARED_NETWORK = "the nodes share the loopback network of this machine";
    private static final String SHARED_DISK = "the nodes share a disk with all else on this machine";

    /// The argument by which the process is found that will continue a node. The node's own mark is none of its
    /// arguments: it would be taken for the node.
    private static final String WATCH = "castellan.continues=";

    /// It looks whose the pid is by then, and goes away early where it is nobody's any more.
    private static final String WATCHDOG = """
            pid=$1 left=$2 mark=-Dcastellan.node=${3#castellan.continues=}
            ours() {
              if [ -r /proc/self/cmdline ]; then tr '\\0' '\\n' </proc/"$pid"/cmdline | grep -qxF -- "$mark"
              else ps -ww -o args= -p "$pid" | grep -qF -- "$mark"; fi
            }
            while [ "$left" -gt 0 ]; do
              sleep 1
              left=$((left - 1))
              kill -0 "$pid" || exit 0
            done
            ours && kill -CONT "$pid"
            """;

    private static final Duration GONE = Duration.ofSeconds(10);
    private static final Duration STOPPING = Duration.ofSeconds(30);
    private static final String META = "meta.properties";

    private final ClusterFolder folder;

    LocalHardships(ClusterFolder folder) {
        this.folder = folder;
    }

    @Override
    public SortedMap<Hardship.Kind, String> obstacles(int node) {
        SortedMap<Hardship.Kind, String> obstacles = new TreeMap<>();
        Arrays.stream(Hardship.Kind.values())
                .forEach(kind -> why(kind).ifPresent(because -> obstacles.put(kind, because)));
        return obstacles;
    }

    private static Optional<String> why(Hardship.Kind kind) {
        return switch (kind) {
            case PAUSED, DOWN, EMPTIED -> Optional.empty();
            case CUT_OFF, LOSSY, SLOW -> Optional.of(SHARED_NETWORK);
            case FULL -> Optional.of(SHARED_DISK);
        };
    }

    @Override
    public void begin(int node, Hardship hardship, Duration most) {
        why(hardship.kind()).ifPresent(because -> {
            throw new WorldRefused("kafka-" + node, because, "");
        });
        switch (hardship) {
            case Hardship.Down down -> end(node, down.how());
            case Hardship.Emptied ignored -> {
                end(node, How.KILLED);
                empty(node);
            }
            default -> pause(node, most);
        }
    }

    private void end(int node, How how) {
        new NodeFolder(node, folder.node(node)).process().ifPresent(process -> {
            if (how == How.STOPPED) {
                process.terminate();
                process.awaitEnd(STOPPING);
            }
            process.kill();
            process.awaitEnd(GONE);
        });
    }

    /// First what says that there is storage: what is left of it when this is broken off is none.
    private void empty(int node) {
        List<String> directories = new NodeFolder(node, folder.node(node)).directories();
        directories.forEach(directory -> SafeFiles.delete(Path.of(directory, META)));
        directories.forEach(directory -> SafeFiles.delete(Path.of(directory)));
    }

    private void pause(int node, Duration most) {
        Path home = folder.node(node);
        LocalProcess process = new NodeFolder(node, home)
                .process()
                .orElseThrow(() -> new WorldRefused("kafka-" + node, "does not run", "castellan start kafka-" + node));
        callOff(home);
        process.pauseWhile(watch(process, home, most));
    }

    /// Before anything else, so that not even a machine on which this process is killed next stays as it is.
    private LocalProcess watch(LocalProcess process, Path home, Duration most) {
        List<String> command = List.of(
                "/bin/sh",
                "-c",
                WATCHDOG,
                "castellan",
                String.valueOf(process.pid()),
                String.valueOf(Math.max(1, most.toSeconds())),
                WATCH + home);
        return LocalProcess.start(command, folder.path(), Path.of("/dev/null"), Map.of());
    }

    @Override
    public void end(int node, Hardship.Kind kind) {
        NodeFolder files = new NodeFolder(node, folder.node(node));
        if (kind == Hardship.Kind.EMPTIED && files.process().isEmpty() && !files.hasStorage()) {
            empty(node); // of which a part may be left
        }
        if (kind == Hardship.Kind.PAUSED) {
            Path home = folder.node(node);
            Optional<LocalProcess> process = new NodeFolder(node, home).process();
            process.ifPresent(LocalProcess::resume);
            callOff(home);
            // Somebody who was about to pause it is not any more, now that nobody watches.
            process.ifPresent(LocalProcess::resume);
        }
    }

    /// Until none is left: a shell that is about to run another program looks like two for a moment.
    private static void callOff(Path home) {
        Optional<LocalProcess> watchdog = LocalProcess.search(WATCH + home);
        for (int more = 10; more > 0 && watchdog.isPresent(); more--) {
            watchdog.get().kill();
            watchdog.get().awaitEnd(GONE);
            watchdog = LocalProcess.search(WATCH + home);
        }
    }
}
