package dev.castellan.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The machine that Castellan itself runs on.
public final class ThisMachine {
    private ThisMachine() {}

    /// What it calls itself; `localhost` where it does not say. Asks no network.
    public static String name() {
        for (String file : List.of("/proc/sys/kernel/hostname", "/etc/hostname")) {
            try {
                String name = Files.readString(Path.of(file)).strip();
                if (!name.isEmpty()) {
                    return name;
                }
            } catch (IOException elsewhere) {
                // Not on this system: the next one may be.
            }
        }
        return System.getenv().getOrDefault("HOSTNAME", "localhost");
    }
}
