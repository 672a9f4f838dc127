package dev.castellan.apply;

import java.util.List;

/// The line of a log that most likely says why a node ended.
final class Complaint {
    private Complaint() {}

    /// The last exception or error, else the last line at all.
    static String in(List<String> lines) {
        String found = lines.isEmpty() ? "nothing" : lines.getLast();
        for (String line : lines) {
            if (line.contains("Exception:")
                    || line.contains(" ERROR ")
                    || line.contains(" FATAL ")
                    || line.startsWith("Error")) {
                found = line;
            }
        }
        return found.strip();
    }
}
