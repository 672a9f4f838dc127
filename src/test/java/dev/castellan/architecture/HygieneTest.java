package dev.castellan.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The budgets of the source files, and the words that must not stand in them.
class HygieneTest {
    private static final int LONGEST_FILE = 400;
    private static final int LONGEST_METHOD = 50;

    /// How many warnings are silenced in the whole of the product. Raising it is a decision, so it is made here.
    private static final int SUPPRESSIONS = 12;

    private static final Path ROOT = Path.of("").toAbsolutePath();
    private static final Path MAIN = ROOT.resolve("src/main/java");
    private static final Path TEST = ROOT.resolve("src/test/java");

    /// Addresses that belong in a user's settings, paths of one machine, and mocks. Written as patterns that do not
    /// match themselves.
    private static final Pattern FORBIDDEN = Pattern.compile(
            "repo1?[.]maven[.](org|apache)|maven[-]central[.]|registry[.]npm|registry-1[.]docker|(deb|archive)[.](debian|ubuntu)"
                    + "|(^|[\\s\"'=(:])[/]work[/]|org[.]mockito");

    @Test
    void no_file_is_longer_than_its_budget() {
        List<SourceFile> sources = SourceFile.under(MAIN, TEST);
        System.out.println("lines a file: "
                + Sizes.of(sources.stream().map(source -> source.lines().size())));
        assertThat(sources.stream()
                        .filter(source -> source.lines().size() > LONGEST_FILE)
                        .map(source -> place(source) + ": " + source.lines().size()))
                .isEmpty();
    }

    @Test
    void no_method_is_longer_than_its_budget() {
        List<SourceFile> sources = SourceFile.under(MAIN, TEST);
        System.out.println("lines a method: "
                + Sizes.of(sources.stream()
                        .flatMap(source -> source.methods().stream())
                        .map(SourceFile.Method::lines)));
        assertThat(sources.stream()
                        .flatMap(source -> source.methods().stream()
                                .filter(method -> method.lines() > LONGEST_METHOD)
                                .map(method -> place(source) + ": " + method.where() + ": " + method.lines())))
                .isEmpty();
    }

    @Test
    void every_suppression_says_why_and_they_are_few() {
        List<String> silent = new ArrayList<>();
        int count = 0;
        for (SourceFile source : SourceFile.under(MAIN)) {
            for (int at = 0; at < source.lines().size(); at++) {
                String line = source.lines().get(at).strip();
                if (line.startsWith("@SuppressWarnings")) {
                    count++;
                    String above = source.lines().get(Math.max(0, at - 1)).strip();
                    if (!line.contains("//") && !above.startsWith("//")) {
                        silent.add(place(source) + ":" + (at + 1));
                    }
                }
            }
        }
        System.out.println("suppressions: " + count);
        assertThat(silent).as("suppressions without a reason").isEmpty();
        assertThat(count).isLessThanOrEqualTo(SUPPRESSIONS);
    }

    @Test
    void every_package_says_what_lives_in_it() throws IOException {
        List<String> mute = new ArrayList<>();
        for (Path directory : packages()) {
            Path info = directory.resolve("package-info.java");
            String said = Files.exists(info) ? Files.readString(info) : "";
            if (!said.startsWith("///") || !said.contains("@NullMarked")) {
                mute.add(MAIN.relativize(directory).toString());
            }
        }
        assertThat(mute)
                .as("packages without a package-info with a sentence and @NullMarked")
                .isEmpty();
    }

    @Test
    void nothing_names_a_registry_or_a_path_of_one_machine() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : texts()) {
            List<String> lines = lines(file);
            for (int at = 0; at < lines.size(); at++) {
                if (FORBIDDEN.matcher(lines.get(at)).find()) {
                    found.add(ROOT.relativize(file) + ":" + (at + 1) + ": "
                            + lines.get(at).strip());
                }
            }
        }
        assertThat(found).isEmpty();
    }

    private static Set<Path> packages() {
        Set<Path> packages = new TreeSet<>();
        SourceFile.under(MAIN)
                .forEach(source ->
                        packages.add(Objects.requireNonNull(source.path().getParent())));
        return packages;
    }

    private static List<Path> texts() throws IOException {
        Predicate<Path> ours = path -> !path.startsWith(ROOT.resolve("target"))
                && !ROOT.relativize(path).toString().matches("[.](git|idea|vscode)(/.*)?");
        try (Stream<Path> walk = Files.walk(ROOT)) {
            return walk.filter(ours).filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static List<String> lines(Path file) throws IOException {
        try {
            return Files.readAllLines(file);
        } catch (MalformedInputException binary) {
            return List.of();
        }
    }

    private static String place(SourceFile source) {
        return ROOT.relativize(source.path()).toString();
    }

    /// A few numbers about many sizes.
    private record Sizes(int count, int median, int p95, int most) {
        static Sizes of(Stream<Integer> sizes) {
            List<Integer> sorted = sizes.sorted().toList();
            return new Sizes(
                    sorted.size(),
                    sorted.get(sorted.size() / 2),
                    sorted.get((int) (sorted.size() * 0.95)),
                    sorted.getLast());
        }
    }
}
