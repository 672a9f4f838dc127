package dev.castellan.problem;

/// How a command ended, as the shell sees it. The table in `docs/reference/exit-codes.md` is tested against this.
public enum ExitCode {
    DONE(0, "done, or nothing to do"),
    MISTAKE(2, "a mistake in the command, the spec or a plan file; nothing was changed"),
    WORLD(3, "a host, a broker, the disk or the network refused; run the same command again once it is mended"),
    CHANGES(4, "the plan has changes (only with --detailed-exitcode)"),
    BUG(70, "a defect in Castellan; the message names the report file"),
    INTERRUPTED(130, "interrupted");

    private final int code;
    private final String meaning;

    ExitCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    public int code() {
        return code;
    }

    public String meaning() {
        return meaning;
    }
}
