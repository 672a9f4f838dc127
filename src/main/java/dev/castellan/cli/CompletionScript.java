package dev.castellan.cli;

import dev.castellan.cli.verb.Tools;
import dev.castellan.cli.verb.Verb;
import dev.castellan.problem.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `castellan completion bash`: one script serves bash and, through its bashcompinit, zsh.
@Command(
        name = "bash",
        description = {
            "The script for bash and zsh.",
            "bash:  source <(castellan completion bash)",
            "zsh:   the same line in ~/.zshrc, after compinit"
        })
final class CompletionScript extends Verb {
    private final Tools tools;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "this text")
    @SuppressWarnings("UnusedVariable") // picocli sets it, and Commands asks picocli
    private boolean help;

    CompletionScript(Tools tools) {
        this.tools = tools;
    }

    @Override
    public ExitCode call() {
        tools.console().out().print(script());
        return ExitCode.DONE;
    }

    private static String script() {
        try (InputStream in = Objects.requireNonNull(CompletionScript.class.getResourceAsStream("completion.bash"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
