package dev.castellan.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.view.Format;
import dev.castellan.view.Report;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Expected output kept in `src/test/golden/<sentence>/`. `-Dgolden=write` rewrites it, and the diff is reviewed.
///
/// A file in the folder that the test does not ask for fails it; a folder no test names fails `GoldenTest`.
public final class Golden {
    static final Path ROOT = Path.of("src/test/golden");

    private final Path folder;
    private final Set<String> given = new TreeSet<>();

    private Golden(Path folder) {
        this.folder = folder;
    }

    public static Golden folder(String sentence) {
        return new Golden(ROOT.resolve(sentence));
    }

    /// What the test starts from: a file of the folder that a person wrote.
    public String given(String name) {
        given.add(name);
        return read(name);
    }

    /// Both forms of a report, in `text.txt` and `report.json`.
    public void holds(Report report) {
        holds(Map.of("text.txt", shown(report, Format.text), "report.json", shown(report, Format.json)));
    }

    /// Exactly these files with exactly this content, beside those that were given.
    public void holds(Map<String, String> files) {
        if ("write".equals(System.getProperty("golden"))) {
            write(files);
        }
        Set<String> all = new TreeSet<>(files.keySet());
        all.addAll(given);
        assertThat(names()).as("files in %s", folder).isEqualTo(all);
        files.forEach((name, content) ->
                assertThat(content).as(folder.resolve(name).toString()).isEqualTo(read(name)));
    }

    private static String shown(Report report, Format format) {
        Voices voices = new Voices();
        voices.console().show(report, format);
        return voices.results();
    }

    private Set<String> names() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName())).collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException("no golden folder yet; write it with -Dgolden=write", e);
        }
    }

    private String read(String name) {
        try {
            return Files.readString(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(Map<String, String> files) {
        try {
            Files.createDirectories(folder);
            for (Map.Entry<String, String> file : files.entrySet()) {
                Files.writeString(folder.resolve(file.getKey()), file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
