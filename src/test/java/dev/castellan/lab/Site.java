package dev.castellan.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What the hosts of one lab share: a directory, a network, a key.
final class Site {
    private static final Path LABS = Path.of("/var/lib/castellan-lab");

    /// For all labs, because the filter is one for the whole machine.
    private static final Path FILTER_WAS_ON = LABS.resolve("bridge-filter-was-on");

    private final String lab;
    private final String network;
    private final Path home;
    private final Bridge bridge;
    private final Access access;

    Site(String lab, String network) {
        this.lab = lab;
        this.network = network;
        this.home = LABS.resolve(lab);
        this.bridge = new Bridge("lab-" + lab, network);
        this.access = new Access(home);
    }

    /// The network of a lab that exists.
    static Optional<String> networkOf(String lab) {
        try {
            return Optional.of(Files.readString(LABS.resolve(lab).resolve("network")));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    Access access() {
        return access;
    }

    String bridge() {
        return bridge.name();
    }

    Host host(int number) {
        return new Host(home, lab, network, number);
    }

    /// Those that have a directory, be it half made.
    List<Host> hosts() {
        if (!Files.isDirectory(home)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(home)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.matches("kafka-\\d+"))
                    .map(file -> Integer.parseInt(file.substring("kafka-".length())))
                    .sorted()
                    .map(this::host)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Makes what is missing; the network is, after a reboot of this machine.
    ///
    /// @return the public key that the hosts let in
    String prepare() {
        networkOf(lab).filter(kept -> !kept.equals(network)).ifPresent(kept -> {
            throw new Mistake("the lab " + lab + " has the network " + kept + ", not " + network);
        });
        bridge.up();
        try {
            Files.createDirectories(home);
            Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
            Files.writeString(home.resolve("network"), network);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Bridge.filterOff(FILTER_WAS_ON);
        return access.prepare(network);
    }

    void remove() {
        bridge.down();
        Command.must("rm", "-rf", "--one-file-system", home.toString());
        try (Stream<Path> labs = Files.exists(LABS) ? Files.list(LABS) : Stream.empty()) {
            if (labs.noneMatch(Files::isDirectory)) {
                Bridge.filterAsBefore(FILTER_WAS_ON);
                Files.deleteIfExists(LABS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
