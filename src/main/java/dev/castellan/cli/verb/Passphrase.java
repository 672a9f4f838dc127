package dev.castellan.cli.verb;

import dev.castellan.problem.UserMistake;
import dev.castellan.security.Secret;
import dev.castellan.view.Console;
import java.util.Map;
import java.util.Optional;

/// The passphrase of sealed secrets: from the environment, or typed where nobody sees it. Never an argument, so that
/// `ps` does not show it.
public final class Passphrase {
    /// What the secrets are sealed with.
    public static final String VARIABLE = "CASTELLAN_PASSPHRASE";

    /// What they are to be sealed with from now on.
    public static final String NEXT = "CASTELLAN_NEW_PASSPHRASE";

    private static final int SHORTEST = 8;

    private final Console console;
    private final Map<String, String> environment;
    private final String cluster;

    public Passphrase(Tools tools, String cluster) {
        this.console = tools.console();
        this.environment = tools.environment();
        this.cluster = cluster;
    }

    /// The one that opens what is sealed.
    public Secret known() {
        return fromEnvironment(VARIABLE)
                .or(() -> console.askSecret("passphrase of the secrets of " + cluster + ":"))
                .filter(text -> !text.isEmpty())
                .map(Secret::new)
                .orElseThrow(() -> missing("the secrets of " + cluster + " are sealed with a passphrase", VARIABLE));
    }

    /// One to seal with: typed twice, for what is mistyped opens nothing ever.
    public Secret chosen(String variable) {
        String text = fromEnvironment(variable)
                .or(() -> console.askSecret((variable.equals(NEXT) ? "the new" : "a")
                                + " passphrase for the secrets of " + cluster + ":")
                        .map(this::again))
                .filter(typed -> !typed.isEmpty())
                .orElseThrow(() -> missing("sealing needs a passphrase", variable));
        if (text.length() < SHORTEST) {
            throw new UserMistake(
                    "a passphrase of fewer than " + SHORTEST + " characters is soon guessed", "take a longer one");
        }
        return new Secret(text);
    }

    private String again(String first) {
        if (!console.askSecret("once more:").equals(Optional.of(first))) {
            throw new UserMistake("the two passphrases differ", "nothing was sealed; run the same command again");
        }
        return first;
    }

    private Optional<String> fromEnvironment(String variable) {
        return Optional.ofNullable(environment.get(variable)).filter(text -> !text.isEmpty());
    }

    private static UserMistake missing(String why, String variable) {
        return new UserMistake(
                why + ", and there is none",
                "set " + variable + ", for example with: read -rs " + variable + "; export " + variable);
    }
}
