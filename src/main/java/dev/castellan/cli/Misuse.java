package dev.castellan.cli;

import dev.castellan.cli.verb.MissingVerb;
import dev.castellan.problem.Problem;
import dev.castellan.problem.Suggest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// What a command line that cannot be parsed means to the person who typed it.
final class Misuse {
    private Misuse() {}

    static Problem explain(ParameterException wrong) {
        CommandSpec command = wrong.getCommandLine().getCommandSpec();
        String help = ("castellan help " + command.qualifiedName(" ").replaceFirst("castellan ?", "")).strip();
        return switch (wrong) {
            case MissingVerb ignored -> Problem.error("", String.valueOf(wrong.getMessage()), "");
            case UnmatchedArgumentException unmatched ->
                stray(unmatched.getUnmatched().getFirst(), command, help);
            case MissingParameterException missing -> Problem.error("", missing(missing), help);
            default -> Problem.error("", sentence(String.valueOf(wrong.getMessage())), help);
        };
    }

    private static Problem stray(String word, CommandSpec command, String help) {
        if (word.startsWith("-")) {
            List<String> options = new ArrayList<>(command.optionsMap().keySet());
            return Problem.error(
                    "",
                    "%s has no option %s".formatted(command.qualifiedName(" "), word),
                    Suggest.hint(word, options, help));
        }
        if (!command.subcommands().isEmpty()) {
            return Problem.error(
                    "",
                    "%s has no verb \"%s\"".formatted(command.qualifiedName(" "), word),
                    Suggest.hint(word, command.subcommands().keySet(), help));
        }
        return Problem.error("", "\"%s\" is one word too many".formatted(word), help);
    }

    private static String missing(MissingParameterException missing) {
        List<String> labels = missing.getMissing().stream()
                .map(argument -> argument.isOption() ? optionName(argument) : argument.paramLabel())
                .toList();
        return labels.isEmpty()
                ? sentence(String.valueOf(missing.getMessage()))
                : String.join(" and ", labels) + " is missing";
    }

    private static String optionName(CommandLine.Model.ArgSpec argument) {
        return ((CommandLine.Model.OptionSpec) argument).longestName();
    }

    private static String sentence(String said) {
        return said.isEmpty() ? said : said.substring(0, 1).toLowerCase(Locale.ROOT) + said.substring(1);
    }
}
