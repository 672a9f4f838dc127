package dev.castellan.cli.verb;

import dev.castellan.problem.UserMistake;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// `--max-unavailable N`: how many nodes may be down at once while the cluster is changed.
public final class RollOption {
    @Option(
            names = "--max-unavailable",
            paramLabel = "N",
            description = "restart up to N nodes at once where no partition goes below its min.insync.replicas; "
                    + "all for as many as can (default: the spec's max-unavailable, else 1)")
    private @Nullable String most;

    /// @return at least 1; empty where nobody said
    /// @throws UserMistake when it is neither a number above 0 nor "all"
    public OptionalInt most() {
        if (most == null) {
            return OptionalInt.empty();
        }
        if (most.equals("all")) {
            return OptionalInt.of(Integer.MAX_VALUE);
        }
        try {
            int number = Integer.parseInt(most);
            if (number > 0) {
                return OptionalInt.of(number);
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new UserMistake(
                "--max-unavailable is a number above 0, or all; it is \"" + most + "\"",
                "one node after the other: --max-unavailable 1");
    }
}
