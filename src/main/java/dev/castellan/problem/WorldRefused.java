package dev.castellan.problem;

import java.util.List;

/// A host, a broker, the disk or the network refused. What was done stays journalled. Exit code 3.
public final class WorldRefused extends RuntimeException {
    private final transient List<Problem> problems;

    public WorldRefused(List<Problem> problems) {
        super(problems.stream()
                .map(Problem::text)
                .reduce((a, b) -> a + "\n" + b)
                .orElse(""));
        this.problems = List.copyOf(problems);
    }

    public WorldRefused(String where, String what, String hint) {
        this(List.of(Problem.error(where, what, hint)));
    }

    public List<Problem> problems() {
        return problems;
    }
}
