package dev.castellan.machine.ssh;

import dev.castellan.problem.WorldRefused;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A bash script to be run as root, and what stands in its `$1`, `$2`, ... Both show in `ps`: no secret belongs there.
public record Script(String text, List<String> arguments) {
    public Script {
        arguments = List.copyOf(arguments);
    }

    public Script(String text, String... arguments) {
        this(text, List.of(arguments));
    }

    /// A script that lies beside a class, as `name.sh`.
    public static Script resource(Class<?> beside, String name, String... arguments) {
        try (InputStream in = beside.getResourceAsStream(name + ".sh")) {
            if (in == null) {
                throw new IllegalStateException("no script " + name);
            }
            return new Script(new String(in.readAllBytes(), StandardCharsets.UTF_8), arguments);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// This one and another after it, in one run: what the first has begun the second ends. Both get these arguments.
    public Script then(Script second) {
        return new Script(text + second.text, arguments);
    }

    /// One word for a POSIX shell, whatever is in it.
    static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    /// What a script left behind.
    public record Result(int exitCode, String output, String errors) {
        private static final String FULL = "No space left";

        /// The output of a script that ended well.
        ///
        /// @param where whose it is, for the message
        /// @throws WorldRefused with what it said where it did not
        public String orRefuse(String where) {
            if (exitCode != 0) {
                throw new WorldRefused(where, said(), hint());
            }
            return output;
        }

        /// The last line in which it complained: of a full disk, where it did that, for all else follows from it.
        public String said() {
            boolean full = errors.contains(FULL);
            return errors.lines()
                    .filter(line -> !line.isBlank() && (!full || line.contains(FULL)))
                    .reduce((first, second) -> second)
                    .orElse("a script ended with code " + exitCode)
                    .strip();
        }

        private String hint() {
            return errors.contains(FULL) || errors.contains("enough free space")
                    ? "free some space there and run the same command again"
                    : "see to it and run the same command again";
        }
    }
}
