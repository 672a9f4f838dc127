package dev.castellan.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A control group for each host, in whatever hierarchies systemd could use on this machine.
///
/// Without one all hosts would boot in the same group, and stopping a unit on one of them would kill the processes of
/// the unit of that name on all the others.
final class ControlGroup {
    private static final String OURS = "castellan-lab";

    private final Host host;

    ControlGroup(Host host) {
        this.host = host;
    }

    /// The files that a process writes its number to, to be in the group.
    List<Path> doors() {
        return hierarchies()
                .map(hierarchy -> directory(hierarchy.resolve(OURS).resolve(host.machine())))
                .map(group -> group.resolve("cgroup.procs"))
                .toList();
    }

    /// Removes the group and what the host made below it; what still has a process in it stays.
    void remove() {
        hierarchies().forEach(hierarchy -> {
            Path group = hierarchy.resolve(OURS).resolve(host.machine());
            if (Files.isDirectory(group)) {
                try (Stream<Path> below = Files.walk(group)) {
                    below.filter(Files::isDirectory)
                            .sorted(Comparator.reverseOrder())
                            .forEach(ControlGroup::tryDelete);
                } catch (IOException | UncheckedIOException e) {
                    // A group went away while it was walked: that is what was wanted.
                }
            }
            tryDelete(hierarchy.resolve(OURS));
        });
    }

    /// Of version 1 the one that is systemd's own, of version 2 the only one, of both both.
    private static Stream<Path> hierarchies() {
        return Stream.of("/sys/fs/cgroup", "/sys/fs/cgroup/systemd", "/sys/fs/cgroup/unified")
                .map(Path::of)
                .filter(path -> Files.exists(path.resolve("cgroup.procs")));
    }

    private static Path directory(Path path) {
        try {
            return Files.createDirectories(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void tryDelete(Path group) {
        try {
            Files.deleteIfExists(group);
        } catch (IOException e) {
            // It is another host's, too, or a process in it is about to end.
        }
    }
}
