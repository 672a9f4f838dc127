package dev.castellan.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The root of a host: the layers it shares, its identity, and on top what it writes.
final class Disk {
    private final Host host;

    Disk(Host host) {
        this.host = host;
    }

    /// Mounts what is not mounted; after a reboot of this machine that is all of it.
    void mount(Host.Make make) {
        try {
            Files.createDirectories(host.disk());
            Files.createDirectories(host.root());
            if (make.disk().isPresent() && !isMounted(host.disk())) {
                String options = "mode=755,size=" + make.disk().get();
                Command.must(
                        "mount",
                        "-t",
                        "tmpfs",
                        "-o",
                        options,
                        "tmpfs",
                        host.disk().toString());
            }
            if (!isMounted(host.root())) {
                mountRoot(make.layers());
            }
            if (!Files.exists(host.root().resolve("usr/bin/systemctl"))) {
                throw host.refuses("lost the layer it stands on: was the cache deleted? Next: ./dev lab down");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void mountRoot(List<Path> layers) throws IOException {
        for (Path layer : layers) {
            if (!Files.isDirectory(layer)) {
                throw host.refuses("lost the layer it stands on: " + layer + ". Next: ./dev lab down " + host.name());
            }
        }
        Path upper = Files.createDirectories(host.disk().resolve("upper"));
        Files.setPosixFilePermissions(upper, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path work = Files.createDirectories(host.disk().resolve("work"));
        List<String> lower = new ArrayList<>(List.of(host.identity().toString()));
        layers.forEach(layer -> lower.add(layer.toString()));
        String options = "lowerdir=" + String.join(":", lower) + ",upperdir=" + upper + ",workdir=" + work;
        Command.must(
                "mount", "-t", "overlay", "-o", options, "overlay", host.root().toString());
    }

    /// Unmounts and deletes everything of the host. Its container must have ended.
    void remove() {
        unmount(host.root());
        unmount(host.disk());
        Command.must("rm", "-rf", "--one-file-system", host.directory().toString());
    }

    private static void unmount(Path path) {
        if (isMounted(path) && Command.run("umount", path.toString()).code() != 0) {
            Command.must("umount", "--lazy", path.toString()); // a shell of somebody stands in it
        }
    }

    private static boolean isMounted(Path path) {
        try (Stream<String> mounts = Files.lines(Path.of("/proc/self/mountinfo"))) {
            return mounts.anyMatch(line -> line.split(" ")[4].equals(path.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
