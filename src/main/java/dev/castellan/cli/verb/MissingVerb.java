package dev.castellan.cli.verb;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/// A noun without its verb.
public final class MissingVerb extends ParameterException {
    MissingVerb(CommandLine noun) {
        super(noun, verbsOf(noun));
    }

    private static String verbsOf(CommandLine noun) {
        StringBuilder text = new StringBuilder(
                "%s needs a verb:".formatted(noun.getCommandSpec().qualifiedName(" ")));
        noun.getSubcommands().forEach((name, verb) -> {
            String[] description = verb.getCommandSpec().usageMessage().description();
            text.append("\n  %-10s %s".formatted(name, description.length == 0 ? "" : description[0]));
        });
        return text.toString();
    }
}
