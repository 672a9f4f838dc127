package dev.castellan.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;

/// What a host says on its screen, since it was last switched on.
final class Console {
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;?]*[A-Za-z]|\r");

    private Console() {}

    static String text(Host host) {
        try {
            return COLOUR.matcher(new String(Files.readAllBytes(host.console()), StandardCharsets.UTF_8))
                    .replaceAll("");
        } catch (IOException e) {
            return "";
        }
    }

    static String tail(Host host, int most) {
        List<String> lines = text(host).lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - most), lines.size()));
    }
}
