package dev.castellan.problem;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// Guesses what was meant by a name nobody knows: for "did you mean ...?".
public final class Suggest {
    private Suggest() {}

    /// The known name closest to `wrong`, if any is close enough to be a slip of the hand.
    ///
    /// Close is one slip in four characters; case and the separators `.`, `-`, `_` weigh nothing. Of equally close
    /// names the one first in the alphabet, so that the same mistake always gets the same answer.
    public static Optional<String> closest(String wrong, Collection<String> known) {
        String plain = plain(wrong);
        int bound = Math.max(1, plain.length() / 4);
        record Guess(String name, int slips) {}
        return known.stream()
                .filter(name -> Math.abs(plain(name).length() - plain.length()) <= bound)
                .map(name -> new Guess(name, slips(plain, plain(name))))
                .filter(guess -> guess.slips <= bound && guess.slips < plain.length())
                .min(Comparator.comparingInt(Guess::slips).thenComparing(Guess::name))
                .map(Guess::name);
    }

    /// The guess as the hint of a problem, or another hint where there is none.
    public static String hint(String wrong, Collection<String> known, String otherwise) {
        return closest(wrong, known)
                .map(meant -> "did you mean \"" + meant + "\"?")
                .orElse(otherwise);
    }

    /// Damerau-Levenshtein distance (optimal string alignment): inserted, lost, wrong or swapped characters.
    static int slips(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : step(a, b, i, j, cost);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int step(String a, String b, int i, int j, int[][] cost) {
        int wrong = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int best = Math.min(cost[i - 1][j - 1] + wrong, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace('-', '.').replace('_', '.');
    }
}
