package dev.castellan.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The machine the lab runs on.
///
/// @param codename the name of its release, which is also the hosts'
record Debian(String codename) {
    /// What the lab calls, and the package that has it.
    private static final Map<String, String> TOOLS = Map.of(
            "debootstrap", "debootstrap",
            "systemd-nspawn", "systemd-container",
            "ip", "iproute2",
            "nft", "nftables",
            "ssh", "openssh-client",
            "nsenter", "util-linux");

    /// Why no lab can be here, and what to do about it.
    static Optional<String> obstacle() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return Optional.of("needs root, to boot hosts with a network of their own: sudo ./dev lab up");
        }
        if (!"debian".equals(release().get("ID"))) {
            return Optional.of(
                    "needs Debian, this is " + release().getOrDefault("PRETTY_NAME", System.getProperty("os.name")));
        }
        if (Command.run("unshare", "--mount", "true").code() != 0) {
            return Optional.of("needs the right to mount; a container has it only when it is privileged");
        }
        return Optional.empty();
    }

    static Debian here() {
        obstacle().ifPresent(why -> {
            throw new Refused("the lab " + why);
        });
        return new Debian(release().getOrDefault("VERSION_CODENAME", ""));
    }

    /// Installs what is missing, from this machine's own apt sources.
    void equip() {
        List<String> missing = TOOLS.entrySet().stream()
                .filter(tool -> !installed(tool.getKey()))
                .map(Map.Entry::getValue)
                .distinct()
                .sorted()
                .toList();
        if (!missing.isEmpty()) {
            System.err.println("installing " + String.join(" ", missing));
            Command.run(Duration.ofMinutes(5), List.of("apt-get", "-q", "update"));
            List<String> install = new ArrayList<>(List.of(
                    "env",
                    "DEBIAN_FRONTEND=noninteractive",
                    "apt-get",
                    "-q",
                    "-y",
                    "--no-install-recommends",
                    "install"));
            install.addAll(missing);
            Command.must(Duration.ofMinutes(10), install);
        }
    }

    private static boolean installed(String tool) {
        return Stream.of("/usr/bin", "/usr/sbin", "/bin", "/sbin", "/usr/local/bin", "/usr/local/sbin")
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, tool)));
    }

    private static Map<String, String> release() {
        Map<String, String> release = new HashMap<>();
        try {
            for (String line : Files.readAllLines(Path.of("/etc/os-release"))) {
                String[] parts = line.split("=", 2);
                release.put(parts[0], parts.length < 2 ? "" : parts[1].replace("\"", ""));
            }
        } catch (IOException e) {
            return Map.of();
        }
        return release;
    }
}
