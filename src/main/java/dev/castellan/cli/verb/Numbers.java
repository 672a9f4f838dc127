package dev.castellan.cli.verb;

import dev.castellan.problem.UserMistake;

/// Whole numbers that options take, within bounds.
public final class Numbers {
    private static final int LAST_PORT = 65_535;

    private Numbers() {}

    /// @throws UserMistake when it is less than `least` or more than `most`
    public static void require(String option, int number, int least, int most) {
        if (number < least || number > most) {
            throw new UserMistake("%s %d is out of range".formatted(option, number), "from " + least + " to " + most);
        }
    }

    /// @param least 0 where any free one is wanted by it, else 1
    public static void requirePort(String option, int port, int least) {
        require(option, port, least, LAST_PORT);
    }
}
