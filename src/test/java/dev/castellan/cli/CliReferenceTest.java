package dev.castellan.cli;

import dev.castellan.cli.verb.Tools;
import dev.castellan.testkit.Document;
import dev.castellan.testkit.Voices;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// `docs/reference/cli.md` is what the verbs themselves say.
final class CliReferenceTest {
    /// Explained once, above the verbs.
    private static final List<String> SHARED =
            List.of("--bootstrap", "--command-config", "--timeout", "--file", "--output", "--verbose", "--help");

    private static final Tools TOOLS = new Tools(
            new Voices().console(), Path.of("target/home"), Path.of("target"), Map.of(), InstantSource.system());

    @Test
    void the_reference_says_what_the_verbs_say() {
        Map<String, CommandSpec> verbs = new LinkedHashMap<>();
        collect(Commands.commandLine(TOOLS), verbs);
        StringBuilder page = new StringBuilder();
        verbs.forEach((name, verb) -> page.append(section(name, verb)));
        Document.at("docs/reference/cli.md").holds(page.toString());
    }

    private static void collect(CommandLine line, Map<String, CommandSpec> verbs) {
        line.getSubcommands().values().stream()
                .filter(verb -> !verb.getCommandSpec().usageMessage().hidden())
                .forEach(verb -> {
                    verbs.put(verb.getCommandSpec().qualifiedName(" "), verb.getCommandSpec());
                    collect(verb, verbs);
                });
    }

    private static String section(String name, CommandSpec verb) {
        StringBuilder text = new StringBuilder("\n### " + name + "\n\n");
        Arrays.stream(verb.usageMessage().description())
                .forEach(line -> text.append(line).append('\n'));
        List<? extends ArgSpec> own = verb.args().stream()
                .filter(argument -> !argument.hidden() && !isShared(argument))
                .toList();
        if (!own.isEmpty()) {
            text.append("\n| | |\n| --- | --- |\n");
            own.stream().filter(ArgSpec::isPositional).forEach(argument -> text.append(row(argument)));
            own.stream().filter(ArgSpec::isOption).forEach(argument -> text.append(row(argument)));
        }
        List<String> shared = verb.args().stream()
                .filter(CliReferenceTest::isShared)
                .flatMap(argument ->
                        Arrays.stream(((OptionSpec) argument).names()).filter(SHARED::contains))
                .filter(option -> !option.equals("--help"))
                .sorted()
                .toList();
        if (!shared.isEmpty()) {
            text.append("\nAlso: `").append(String.join("`, `", shared)).append("`.\n");
        }
        return text.toString();
    }

    private static boolean isShared(ArgSpec argument) {
        return argument instanceof OptionSpec option
                && Arrays.stream(option.names()).anyMatch(SHARED::contains);
    }

    private static String row(ArgSpec argument) {
        String name = argument instanceof OptionSpec option ? String.join(", ", option.names()) : argument.paramLabel();
        String value = argument.isOption() && argument.arity().max() > 0 ? " " + argument.paramLabel() : "";
        String said = String.join(" ", argument.description()).replace("|", "\\|");
        return "| `%s%s` | %s |%n".formatted(name, value, said);
    }
}
