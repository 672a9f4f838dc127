package dev.castellan.testkit;

import dev.castellan.view.Console;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// A console whose two voices are remembered instead of heard.
public final class Voices {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Console console = new Console(
            new ByteArrayInputStream(new byte[0]),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false);

    public Console console() {
        return console;
    }

    /// What went to standard output.
    public String results() {
        return out.toString(StandardCharsets.UTF_8);
    }

    /// What went to standard error.
    public String remarks() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
