package dev.castellan.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `docs/benchmarks.md`: what was not measured this time stays as it was.
final class Page {
    private static final Path FILE = Path.of("docs/benchmarks.md");

    private final Map<String, String> rows = new LinkedHashMap<>();
    private final Map<String, String> missed = new HashMap<>();

    private Page() {}

    static Page read() throws IOException {
        Page page = new Page();
        String last = "";
        for (String line : Files.exists(FILE) ? Files.readAllLines(FILE) : List.<String>of()) {
            if (line.startsWith("Missed: ")) {
                page.missed.put(line.substring("Missed: ".length(), line.length() - 1), line);
            } else if (line.startsWith("| ") && !line.startsWith("| what |") && !line.startsWith("| --- |")) {
                String name = line.substring(1, line.indexOf('|', 1)).strip();
                last = name.isEmpty() ? last : name;
                page.rows.merge(last, line + "\n", String::concat);
            }
        }
        return page;
    }

    void put(Measured measured) {
        rows.put(measured.what(), measured.rows());
        missed.remove(measured.what());
        if (!measured.holds()) {
            missed.put(measured.what(), "Missed: " + measured.what() + ".");
        }
    }

    String write() throws IOException {
        StringBuilder text = new StringBuilder("""
                # Benchmarks

                Written by `./dev bench`. Both sides run on one machine in one run, in turns; the ratio is taken pair by
                pair. Stock means the flags of Kafka's own scripts, without the time the shell needs to read them.

                The three hosts of `hosts` are containers that share the processors of this machine. The script is what
                a guide to Kafka on three machines has its reader type, without the time it takes to read and to type.
                It copies the archive from here, where the guide has each host download it, and leaves out commands that
                only look. Both sides have the release here, and give each broker a heap of 1 GiB.

                Machine: %d cores, %s, Java %s.

                | what | how | median | least | most | target |
                | --- | --- | ---: | ---: | ---: | ---: |
                """.formatted(
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("os.arch"),
                        System.getProperty("java.version")));
        rows.values().forEach(text::append);
        List<String> order = new ArrayList<>(rows.keySet());
        order.stream()
                .filter(missed::containsKey)
                .forEach(name -> text.append('\n').append(missed.get(name)).append('\n'));
        Files.createDirectories(Path.of("docs"));
        Files.writeString(FILE, text);
        return text.toString();
    }
}
