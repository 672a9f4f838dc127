package dev.castellan.connect.postgres;

import dev.castellan.problem.Problem;
import java.util.List;

/// One thing that keeps changes from being captured, or will.
///
/// @param what one sentence: what is so, and what follows
/// @param sql what mends it, statement by statement; a person decides, and runs it
public record Finding(Problem.Severity severity, String what, List<String> sql) {
    public Finding {
        sql = List.copyOf(sql);
    }

    static Finding error(String what, String... sql) {
        return new Finding(Problem.Severity.ERROR, what, List.of(sql));
    }

    static Finding warning(String what, String... sql) {
        return new Finding(Problem.Severity.WARNING, what, List.of(sql));
    }

    public boolean isError() {
        return severity == Problem.Severity.ERROR;
    }
}
