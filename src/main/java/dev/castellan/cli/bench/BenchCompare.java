package dev.castellan.cli.bench;

import dev.castellan.cli.verb.OutputOption;
import dev.castellan.cli.verb.Tools;
import dev.castellan.cli.verb.Verb;
import dev.castellan.machine.SafeFiles;
import dev.castellan.measure.HtmlPage;
import dev.castellan.measure.Result;
import dev.castellan.problem.ExitCode;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `castellan bench compare`.
@Command(
        name = "compare",
        description = {
            "Two results that --save kept, side by side, with the ratio of the second to the first.",
            "Says which settings differ."
        })
public final class BenchCompare extends Verb {
    private final Tools tools;

    @Mixin
    private final OutputOption output;

    @Parameters(index = "0", paramLabel = "A", description = "a file written with --save")
    private Path a = Path.of("");

    @Parameters(index = "1", paramLabel = "B", description = "another one")
    private Path b = Path.of("");

    @Option(names = "--html", paramLabel = "FILE", description = "write a page with both as curves")
    private @Nullable Path html;

    public BenchCompare(Tools tools) {
        this.tools = tools;
        this.output = new OutputOption(tools);
    }

    @Override
    public ExitCode call() {
        Result first = ResultFiles.read(tools.directory().resolve(a));
        Result second = ResultFiles.read(tools.directory().resolve(b));
        String nameA = String.valueOf(a.getFileName());
        String nameB = String.valueOf(b.getFileName());
        output.show(BenchReports.compare(nameA, first, nameB, second));
        if (html != null) {
            SafeFiles.write(tools.directory().resolve(html), HtmlPage.of(nameA, first, nameB, second));
            tools.console().say("  written: " + html);
        }
        return ExitCode.DONE;
    }
}
