package dev.castellan.view;

import dev.castellan.problem.Problem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Speaks to the person at the terminal. Results go to standard output, everything else to standard error.
public final class Console {
    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;
    private final boolean interactive;

    /// @param interactive whether a person watches standard error: then progress may overwrite its own line
    public Console(InputStream in, PrintStream out, PrintStream err, boolean interactive) {
        this.in = in;
        this.out = out;
        this.err = err;
        this.interactive = interactive;
    }

    /// The raw standard output, for verbs whose result is a stream of records.
    public PrintStream out() {
        return out;
    }

    public InputStream in() {
        return in;
    }

    public boolean isInteractive() {
        return interactive;
    }

    /// Prints a result, the whole of it, in the form asked for.
    public void show(Report report, Format format) {
        switch (format) {
            case text -> {
                if (!report.text().isEmpty()) {
                    out.println(report.text());
                }
            }
            case json -> out.println(Json.pretty(report));
        }
        out.flush();
    }

    /// Prints a result that takes the place of the one before: on a terminal on a clean screen, for a program
    /// as one line.
    public void showNext(Report report, Format format) {
        switch (format) {
            case text -> out.println((interactive ? "\u001b[H\u001b[2J" : "") + report.text());
            case json -> out.println(Json.line(report));
        }
        out.flush();
    }

    /// A line of progress that stays.
    public void say(String line) {
        clearPassing();
        err.println(line);
    }

    /// A line of progress that the next one replaces; not printed where nobody watches.
    public void pass(String line) {
        if (interactive) {
            // Cut off at the edge: of a line that goes on in the next row, a part would stay.
            err.print("\r\u001b[K\u001b[?7l" + line + "\u001b[?7h");
            err.flush();
        }
    }

    public void complain(List<Problem> problems) {
        clearPassing();
        problems.forEach(problem -> err.println(problem.text()));
    }

    /// Asks and returns the answer, trimmed; the empty string when nobody is there to answer.
    public String ask(String question) {
        clearPassing();
        err.print(question + " ");
        err.flush();
        try {
            String line = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine();
            return line == null ? "" : line.strip();
        } catch (IOException e) {
            return "";
        }
    }

    /// Asks for what nobody may see, without showing what is typed; nothing where there is no terminal to type at.
    @SuppressWarnings("SystemConsoleNull") // null on Java 21, which is enough to run on
    public Optional<String> askSecret(String question) {
        java.io.@Nullable Console terminal = System.console();
        if (!interactive || terminal == null) {
            return Optional.empty();
        }
        clearPassing();
        char @Nullable [] typed = terminal.readPassword("%s ", question);
        return Optional.ofNullable(typed).map(String::new);
    }

    private void clearPassing() {
        if (interactive) {
            err.print("\r\u001b[K");
        }
    }
}
