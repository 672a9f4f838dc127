package dev.castellan.cli.keep;

import dev.castellan.apply.Listener;
import dev.castellan.cli.verb.OutputOption;
import dev.castellan.cli.verb.Tools;
import dev.castellan.machine.SafeFiles;
import dev.castellan.plan.Step;
import dev.castellan.problem.Problem;
import dev.castellan.problem.UserMistake;
import dev.castellan.view.Format;
import dev.castellan.view.Report;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// `--events FILE`, for verbs that change a cluster: a person watches standard error, a program this stream.
public final class ProgressOption {
    private static final String STANDARD_OUTPUT = "-";

    private final Tools tools;
    private final OutputOption output;

    @Option(
            names = "--events",
            paramLabel = "FILE",
            description = "add a line of JSON for everything that is done; - for standard output")
    private @Nullable String events;

    private @Nullable EventStream stream;
    private @Nullable FileChannel file;

    public ProgressOption(Tools tools, OutputOption output) {
        this.tools = tools;
        this.output = output;
        output.alsoTell(this::ended);
    }

    /// Who is told of each step.
    ///
    /// @throws UserMistake when the file cannot be written: nothing has been changed then
    public Listener listener() {
        StepProgress person = new StepProgress(tools.console());
        EventStream program = stream();
        return program == null ? person : new Both(person, program);
    }

    /// The last event is what the verb reports. On standard output it stands for the report.
    private OutputOption.Told ended(Report report) {
        EventStream program = stream();
        if (program != null) {
            program.ended(report);
        }
        return STANDARD_OUTPUT.equals(events) ? OutputOption.Told.ENOUGH : OutputOption.Told.TOO;
    }

    private @Nullable EventStream stream() {
        if (stream == null && events != null) {
            stream = new EventStream(
                    events.equals(STANDARD_OUTPUT) ? standardOutput() : appending(events), tools.clock());
        }
        return stream;
    }

    private Consumer<String> standardOutput() {
        if (output.format() == Format.json) {
            throw new UserMistake(
                    "-o json and --events - would both write to standard output",
                    "leave -o json away: the last event holds the report; or name a file for the events");
        }
        return line -> {
            tools.console().out().println(line);
            tools.console().out().flush();
        };
    }

    private Consumer<String> appending(String name) {
        Path path = tools.directory().resolve(name);
        try {
            FileChannel channel = FileChannel.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
            file = channel;
            return this::append;
        } catch (IOException e) {
            throw new UserMistake(
                    "--events " + name + " cannot be written: "
                            + SafeFiles.refused(path, e).problems().getFirst().what(),
                    "nothing was changed; check the path and its permissions");
        }
    }

    /// Whoever reads may go away, and a disk may fill up: what is done to a cluster goes on.
    private void append(String line) {
        FileChannel open = file;
        if (open == null) {
            return;
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                open.write(bytes);
            }
        } catch (IOException e) {
            file = null;
            tools.console()
                    .complain(List.of(Problem.warning(
                            "--events " + events,
                            "takes no more lines (" + e.getMessage() + "); the change itself goes on",
                            "")));
        }
    }

    /// Tells two.
    private record Both(Listener first, Listener second) implements Listener {
        @Override
        public void planned(List<Step> steps) {
            first.planned(steps);
            second.planned(steps);
        }

        @Override
        public void begun(Step step) {
            first.begun(step);
            second.begun(step);
        }

        @Override
        public void waiting(Step step, String what) {
            first.waiting(step, what);
            second.waiting(step, what);
        }

        @Override
        public void done(Step step, Duration took) {
            first.done(step, took);
            second.done(step, took);
        }

        @Override
        public void refused(Step step, String why, Duration took) {
            first.refused(step, why, took);
            second.refused(step, why, took);
        }
    }
}
