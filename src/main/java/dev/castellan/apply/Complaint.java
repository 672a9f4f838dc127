package dev.castellan.apply;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The line of a log that most likely says why a node ended.
final class Complaint {
    private static final Pattern BIND = Pattern.compile("failed to bind to \\S+:(\\d{1,5}): Address already in use");

    /// What an operating system refuses with: the cause, whatever Kafka makes of it afterwards.
    private static final Pattern CAUSE = Pattern.compile(
            "No space left on device|Read-only file system|Permission denied|Too many open files|(?<!On)OutOfMemoryError");

    /// Above the line in which a JVM that does not even start says why.
    private static final String NO_JVM = "Error occurred during initialization of VM";

    /// Threads that a worker of Kafka Connect waits for while it ends of something else.
    private static final String FAREWELL = "did not terminate in time (org.apache.kafka.common.utils.ThreadUtils)";

    private Complaint() {}

    /// The last refusal of the operating system, else the last exception or error, else the last line at all.
    static String in(List<String> lines) {
        for (String line : lines.reversed()) {
            if (CAUSE.matcher(line).find()) {
                return line.strip();
            }
        }
        String found = lines.isEmpty() ? "nothing" : lines.getLast();
        String above = "";
        for (String line : lines) {
            if (above.equals(NO_JVM) || isComplaint(line)) {
                found = line;
            }
            above = line;
        }
        return found.strip();
    }

    /// The port that the node wanted and somebody else had, where that is why it ended.
    static Optional<Integer> takenPort(List<String> lines) {
        return lines.reversed().stream()
                .map(BIND::matcher)
                .filter(Matcher::find)
                .findFirst()
                .map(matcher -> Integer.parseInt(matcher.group(1)));
    }

    private static boolean isComplaint(String line) {
        return !line.endsWith(FAREWELL)
                && (line.contains("Exception:")
                        || line.contains(" ERROR ")
                        || line.contains(" FATAL ")
                        || line.startsWith("Error")
                        || line.startsWith("ERROR "));
    }
}
