package dev.castellan.cli.verb;

import dev.castellan.problem.UserMistake;
import dev.castellan.view.Console;
import java.util.Locale;
import picocli.CommandLine.Option;

/// `--yes`, for verbs that destroy: a person is asked, a script has to say it.
public final class ConsentOption {
    private final Console console;

    @Option(
            names = {"-y", "--yes"},
            description = "do it without asking")
    private boolean yes;

    public ConsentOption(Tools tools) {
        this.console = tools.console();
    }

    /// Returns when the answer is yes.
    ///
    /// @param deed what would be done, "deleting topic clicks"
    /// @throws UserMistake when the answer is no, or nobody is there to give one
    public void obtain(String deed) {
        if (yes) {
            return;
        }
        if (!console.isInteractive()) {
            throw new UserMistake(deed + " needs a yes, and nobody is here to give it", "add --yes");
        }
        String answer = console.ask(deed + ": are you sure? [y/N]").toLowerCase(Locale.ROOT);
        if (!answer.equals("y") && !answer.equals("yes")) {
            throw new UserMistake("nothing was changed", "");
        }
    }
}
