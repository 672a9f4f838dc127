package dev.castellan.cli;

import dev.castellan.cli.verb.Tools;
import dev.castellan.cli.verb.Verb;
import dev.castellan.problem.ExitCode;
import dev.castellan.problem.Suggest;
import dev.castellan.problem.UserMistake;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `castellan help [VERB...]`.
@Command(name = "help", description = "All verbs, or one of them in full.")
final class HelpVerb extends Verb {
    private final Tools tools;

    @Parameters(paramLabel = "VERB", arity = "0..*", description = "for example: topics create")
    private List<String> words = new ArrayList<>();

    HelpVerb(Tools tools) {
        this.tools = tools;
    }

    @Override
    public ExitCode call() {
        tools.console().out().println(words.isEmpty() ? Commands.help() : usage());
        return ExitCode.DONE;
    }

    private String usage() {
        CommandLine line = Commands.commandLine(tools, words.toArray(String[]::new));
        for (String word : words) {
            CommandLine next = line.getSubcommands().get(word);
            if (next == null) {
                throw new UserMistake(
                        "there is no verb \"" + word + "\"",
                        Suggest.hint(word, line.getSubcommands().keySet(), "castellan help"));
            }
            line = next;
        }
        return Commands.usage(line);
    }
}
