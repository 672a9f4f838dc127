package dev.castellan.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A page of the documentation that must say what the code says. `-Dgolden=write` rewrites what is generated.
public record Document(Path path) {
    private static final String BEGIN = "<!-- generated: ./dev golden writes it -->\n";
    private static final String END = "<!-- end of what is generated -->\n";

    /// @param path from the root of the repository
    public static Document at(String path) {
        return new Document(Path.of(path));
    }

    /// Every page there is.
    public static List<Document> all() {
        try (Stream<Path> pages = Stream.of(Path.of("."), Path.of("docs"), Path.of("changelog"))
                .flatMap(folder -> pages(folder, folder.equals(Path.of(".")) ? 1 : 9))) {
            return pages.map(Path::normalize).sorted().map(Document::new).toList();
        }
    }

    public String text() {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The part between the two marks is exactly this.
    public void holds(String generated) {
        String text = text();
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        int end = text.indexOf(END);
        assertThat(end).as("the marks in %s", path).isGreaterThanOrEqualTo(begin);
        if ("write".equals(System.getProperty("golden"))) {
            write(text.substring(0, begin) + generated + text.substring(end));
        }
        assertThat(text())
                .as("%s is stale; ./dev golden writes it anew", path)
                .isEqualTo(text.substring(0, begin) + generated + text.substring(end));
    }

    /// The first cell of each row of the page's tables, without its backticks, in order.
    public List<String> firstCells() {
        return text().lines().flatMap(line -> firstCell(line).stream()).toList();
    }

    /// The fenced blocks of one language, `yaml` or `console`.
    public List<String> blocks(String language) {
        List<String> blocks = new ArrayList<>();
        Matcher matcher = Pattern.compile("(?s)```" + language + "\\n(.*?)```").matcher(text());
        while (matcher.find()) {
            blocks.add(matcher.group(1));
        }
        return blocks;
    }

    private static Optional<String> firstCell(String line) {
        String[] cells = line.split("\\|", -1);
        return cells.length > 2 && cells[0].isBlank()
                ? Optional.of(cells[1].strip().replace("`", ""))
                : Optional.empty();
    }

    private void write(String text) {
        try {
            Files.writeString(path, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> pages(Path folder, int depth) {
        try {
            return Files.walk(folder, depth).filter(path -> path.toString().endsWith(".md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
