package dev.castellan.problem;

import java.util.List;

/// What the user asked for cannot be done as asked. Nothing was changed. Exit code 2.
public final class UserMistake extends RuntimeException {
    private final transient List<Problem> problems;

    public UserMistake(List<Problem> problems) {
        super(problems.stream()
                .map(Problem::text)
                .reduce((a, b) -> a + "\n" + b)
                .orElse(""));
        this.problems = List.copyOf(problems);
    }

    public UserMistake(String what, String hint) {
        this(List.of(Problem.error("", what, hint)));
    }

    public List<Problem> problems() {
        return problems;
    }
}
