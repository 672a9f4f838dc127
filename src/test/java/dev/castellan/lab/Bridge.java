package dev.castellan.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The switch the hosts of a lab are plugged into. This machine has the first address; nothing leads further out.
///
/// @param name of the network interface
/// @param network the first three numbers of its addresses
record Bridge(String name, String network) {
    /// Where a Docker engine is, this sends what crosses a bridge through its packet filter, which drops it.
    private static final Path FILTERED = Path.of("/proc/sys/net/bridge/bridge-nf-call-iptables");

    void up() {
        if (!Files.exists(interfaceFile())) {
            refuseWhereTaken();
            Command.must("ip", "link", "add", name, "type", "bridge");
            Command.must("ip", "address", "add", network + ".1/24", "dev", name);
        }
        Command.must("ip", "link", "set", name, "up");
    }

    void down() {
        if (Files.exists(interfaceFile())) {
            Command.must("ip", "link", "delete", name);
        }
    }

    /// @param kept remembers that the filter was on
    static void filterOff(Path kept) {
        try {
            if (Files.exists(FILTERED) && Files.readString(FILTERED).startsWith("1")) {
                Files.writeString(kept, "");
                Files.writeString(FILTERED, "0");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void filterAsBefore(Path kept) {
        try {
            if (Files.deleteIfExists(kept)) {
                Files.writeString(FILTERED, "1");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// VirtualBox, for one, has a network of the same numbers by default.
    private void refuseWhereTaken() {
        Command.must("ip", "-oneline", "-4", "address", "show")
                .lines()
                .map(line -> line.trim().split("\\s+"))
                .filter(words -> words.length > 3 && words[3].startsWith(network + "."))
                .findFirst()
                .ifPresent(words -> {
                    throw new Refused("the network " + network + ".0/24 is in use here by " + words[1]
                            + ". Another one: ./dev lab up --network 192.168.99");
                });
    }

    private Path interfaceFile() {
        return Path.of("/sys/class/net", name);
    }
}
