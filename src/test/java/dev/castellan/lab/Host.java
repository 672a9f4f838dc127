package dev.castellan.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/// The names of one host and the places of its files.
///
/// @param home the directory of its lab
/// @param lab the name of its lab
/// @param network the first three numbers of its address
/// @param number 1 for kafka-1
record Host(Path home, String lab, String network, int number) {
    /// The first host's last number is 10.
    private static final int BEFORE_FIRST = 9;

    /// What it was made of, for as long as it exists.
    ///
    /// @param layers directories, the uppermost first
    /// @param disk the size of its disk, where it is a small one in memory
    record Make(Layer layer, List<Path> layers, Optional<String> disk) {
        String shown() {
            return layer.label() + disk.map(size -> ", disk " + size).orElse("");
        }
    }

    String name() {
        return "kafka-" + number;
    }

    String address() {
        return network + "." + (BEFORE_FIRST + number);
    }

    /// Unique on this machine. Short, because the network interface is named after it and may have 15 characters.
    String machine() {
        return lab + "-" + number;
    }

    /// The machine's end of the host's cable; systemd-nspawn names it so.
    String cable() {
        return "vb-" + machine();
    }

    Path directory() {
        return home.resolve(name());
    }

    /// The layer with what differs from host to host, below the disk: a disk can be lost and the host is still itself.
    Path identity() {
        return directory().resolve("identity");
    }

    Path disk() {
        return directory().resolve("disk");
    }

    Path root() {
        return directory().resolve("root");
    }

    Path console() {
        return directory().resolve("console.log");
    }

    private Path makeFile() {
        return directory().resolve("host.properties");
    }

    Optional<Make> make() {
        try (var reader = Files.newBufferedReader(makeFile())) {
            Properties kept = new Properties();
            kept.load(reader);
            return Optional.of(new Make(
                    Layer.of(kept.getProperty("layer")),
                    Stream.of(kept.getProperty("layers").split(":"))
                            .map(Path::of)
                            .toList(),
                    Optional.ofNullable(kept.getProperty("disk"))));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    void keep(Make make) {
        Properties kept = new Properties();
        kept.setProperty("layer", make.layer().label());
        kept.setProperty(
                "layers",
                String.join(":", make.layers().stream().map(Path::toString).toList()));
        make.disk().ifPresent(size -> kept.setProperty("disk", size));
        try (var writer = Files.newBufferedWriter(makeFile())) {
            kept.store(writer, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Refused refuses(String what) {
        return new Refused(name() + " " + what);
    }
}
