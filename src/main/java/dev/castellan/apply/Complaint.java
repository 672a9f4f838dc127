package dev.castellan.apply;

import java.util.List;

/// The line of a log that most likely says why a node ended.
final class Complaint {
    private Complaint() {}

    /// Above the line in which a JVM that does not even start says why.
    private static final String NO_JVM = "Error occurred during initialization of VM";

    /// The last exception or error, else the last line at all.
    static String in(List<String> lines) {
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

    private static boolean isComplaint(String line) {
        return line.contains("Exception:")
                || line.contains(" ERROR ")
                || line.contains(" FATAL ")
                || line.startsWith("Error");
    }
}
