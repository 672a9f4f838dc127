package dev.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.cli.verb.Tools;
import dev.castellan.testkit.Document;
import dev.castellan.testkit.Voices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/// The pages show commands that exist, name every JSON form, and lead nowhere that is not there.
final class DocumentsTest {
    private static final Tools TOOLS = new Tools(
            new Voices().console(), Path.of("target/home"), Path.of("target"), Map.of(), InstantSource.system());

    /// In backticks, after a prompt or indented: a command a reader may type.
    private static final Pattern COMMAND = Pattern.compile("(?:`|^\\$ |^    |\\| |&& )(?:\\./)?castellan( [^`|>#&;]*)");

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");
    private static final Pattern REPORT = Pattern.compile("new Report\\(\\s*\"(\\w+)\"");

    @Test
    void every_command_in_a_page_is_one_the_parser_takes() {
        List<String> wrong = new ArrayList<>();
        for (Document page : Document.all()) {
            for (String line : page.text().replace("\\|", "|").lines().toList()) {
                Matcher matcher = COMMAND.matcher(line);
                while (matcher.find()) {
                    refusal(matcher.group(1).strip()).ifPresent(why -> wrong.add(page.path() + ": " + why));
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void every_link_leads_to_a_file() {
        List<String> dead = new ArrayList<>();
        for (Document page : Document.all()) {
            Matcher matcher = LINK.matcher(page.text());
            while (matcher.find()) {
                if (!Files.exists(page.path().toAbsolutePath().resolveSibling(matcher.group(1)))) {
                    dead.add(page.path() + ": " + matcher.group(1));
                }
            }
        }
        assertThat(dead).isEmpty();
    }

    @Test
    void the_page_about_json_has_a_row_for_every_form_and_for_no_other() throws IOException {
        Set<String> forms = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                Matcher matcher = REPORT.matcher(Files.readString(file));
                while (matcher.find()) {
                    forms.add(matcher.group(1));
                }
            }
        }
        Set<String> rows = new TreeSet<>(Document.at("docs/reference/json.md").firstCells());
        rows.removeIf(cell -> cell.matches("kind|-+"));
        assertThat(rows).isEqualTo(forms);
    }

    private static Optional<String> refusal(String words) {
        String[] arguments = Arrays.stream(words.split(" +"))
                .map(word -> word.replaceAll("^['\"]|['\"]$", ""))
                .filter(word -> !word.isEmpty())
                .toArray(String[]::new);
        try {
            Commands.commandLine(TOOLS, arguments).parseArgs(arguments);
            return Optional.empty();
        } catch (CommandLine.ParameterException e) {
            return Optional.of("castellan " + words + ": " + e.getMessage());
        }
    }
}
