package dev.castellan.problem;

import java.util.List;

/// One thing that is wrong: where it is, what it is, and what to do about it.
///
/// @param where `file:line:column`, a node, a property; empty when the whole command is meant
/// @param what one sentence: what is wrong, and why
/// @param hint the next thing to type or to change; empty when `what` already says it
public record Problem(Severity severity, String where, String what, String hint) {

    /// How bad: an error stops the command before anything is touched, a warning is shown and passed.
    public enum Severity {
        ERROR,
        WARNING
    }

    public static Problem error(String where, String what, String hint) {
        return new Problem(Severity.ERROR, where, what, hint);
    }

    public static Problem warning(String where, String what, String hint) {
        return new Problem(Severity.WARNING, where, what, hint);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /// The problem as a person reads it: one line, with the remedy behind it.
    public String text() {
        String place = where.isEmpty() ? "" : where + "  ";
        String weight = isError() ? "" : "warning: ";
        return place + weight + what + (hint.isEmpty() ? "" : "; " + hint);
    }

    public static List<Problem> errorsIn(List<Problem> problems) {
        return problems.stream().filter(Problem::isError).toList();
    }
}
