package dev.castellan.cli.verb;

import dev.castellan.problem.UserMistake;
import picocli.CommandLine.Option;

/// `--max-unavailable N`: how many nodes may be down at once while the cluster is changed.
public final class RollOption {
    @Option(
            names = "--max-unavailable",
            paramLabel = "N",
            defaultValue = "1",
            description = "restart up to N nodes at once where no partition goes below its min.insync.replicas; "
                    + "all for as many as can (default: ${DEFAULT-VALUE})")
    private String most = "1";

    /// @return at least 1
    /// @throws UserMistake when it is neither a number above 0 nor "all"
    public int most() {
        if (most.equals("all")) {
            return Integer.MAX_VALUE;
        }
        try {
            int number = Integer.parseInt(most);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new UserMistake(
                "--max-unavailable is a number above 0, or all; it is \"" + most + "\"",
                "one node after the other: --max-unavailable 1");
    }
}
