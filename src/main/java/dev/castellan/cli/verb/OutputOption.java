package dev.castellan.cli.verb;

import dev.castellan.view.Console;
import dev.castellan.view.Format;
import dev.castellan.view.Report;
import java.util.function.Function;
import picocli.CommandLine.Option;

/// `-o text|json`, `--verbose`: what every verb understands.
public final class OutputOption {
    private final Console console;
    private Function<Report, Told> others = report -> Told.TOO;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "text (default) or json")
    private Format format = Format.text;

    @Option(names = "--verbose", description = "the Kafka client's own log on standard error")
    @SuppressWarnings("UnusedVariable") // Main looks for it before anything logs
    private boolean verbose;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "this text")
    @SuppressWarnings("UnusedVariable") // picocli sets it, and Commands asks picocli
    private boolean help;

    public OutputOption(Tools tools) {
        this.console = tools.console();
    }

    public Format format() {
        return format;
    }

    public void show(Report report) {
        if (others.apply(report) == Told.TOO) {
            console.show(report, format);
        }
    }

    /// Has every report told to somebody else before it is shown.
    ///
    /// @param other says whether the report is still to be shown
    public void alsoTell(Function<Report, Told> other) {
        others = other;
    }

    /// What became of a report that was told to somebody else.
    public enum Told {
        /// It is to be shown too.
        TOO,
        /// It is not to be shown any more.
        ENOUGH
    }
}
