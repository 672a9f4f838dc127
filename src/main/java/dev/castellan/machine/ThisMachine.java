package dev.castellan.machine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The machine that Castellan itself runs on.
public final class ThisMachine {
    private static final Pattern MEMORY = Pattern.compile("MemTotal: +(\\d+) kB");

    private ThisMachine() {}

    /// How much memory it has; where the system does not say, four times what a JVM takes of it by itself.
    public static long memoryBytes() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/meminfo"))) {
            return lines.map(MEMORY::matcher)
                    .filter(Matcher::matches)
                    .map(line -> Long.parseLong(line.group(1)) * 1024)
                    .findFirst()
                    .orElse(4 * Runtime.getRuntime().maxMemory());
        } catch (IOException elsewhere) {
            return 4 * Runtime.getRuntime().maxMemory();
        }
    }

    /// Whether this is the machine of that name or address. Who is not known is another.
    public static boolean is(String host) {
        try {
            InetAddress address = InetAddress.getByName(host);
            return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
        } catch (UnknownHostException | SocketException unknown) {
            return false;
        }
    }

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
