package dev.castellan.cli.bench;

import dev.castellan.cli.verb.Tools;
import dev.castellan.machine.SafeFiles;
import dev.castellan.measure.HtmlPage;
import dev.castellan.measure.Result;
import dev.castellan.problem.UserMistake;
import dev.castellan.view.Json;
import dev.castellan.view.Report;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Where results go beside the terminal, and come back from.
final class ResultFiles {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Tools tools;

    @Option(names = "--save", paramLabel = "FILE", description = "keep the result, for castellan bench compare")
    private @Nullable Path save;

    @Option(names = "--html", paramLabel = "FILE", description = "write a page with the percentiles as curves")
    private @Nullable Path html;

    ResultFiles(Tools tools) {
        this.tools = tools;
    }

    /// Both files where they were asked for, each whole or not at all.
    void write(Result result) {
        if (save != null) {
            write(save, Json.pretty(BenchReports.result(result)) + "\n");
        }
        if (html != null) {
            write(html, HtmlPage.of(result));
        }
    }

    private void write(Path file, String text) {
        SafeFiles.write(tools.directory().resolve(file), text);
        tools.console().say("  written: " + file);
    }

    static Result read(Path file) {
        String text = SafeFiles.read(file)
                .orElseThrow(() -> new UserMistake("there is no file " + file, "castellan bench produce --save FILE"));
        try {
            JsonNode document = MAPPER.readTree(text);
            if (document.path("kind").asString("").equals(BenchReports.KIND)
                    && document.path("apiVersion").asString("").equals(Report.VERSION)) {
                return MAPPER.treeToValue(document.path("body"), Result.class);
            }
        } catch (JacksonException | NullPointerException | IllegalArgumentException e) {
            throw new UserMistake(file + " is no result of a benchmark: it does not read as one", "see --save");
        }
        throw new UserMistake(file + " is no result of a benchmark", "castellan bench produce --save FILE makes one");
    }
}
