package dev.castellan.serve;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Whether what is served is what is so: 200 while everything is collected in time, else 503 and why.
public final class Health {
    private Health() {}

    /// One thing that is collected.
    ///
    /// @param age how old what is known of it is
    /// @param oldest beyond that it is too old
    /// @param trouble why the last try brought nothing; empty when it did
    public record Part(String name, Duration age, Duration oldest, String trouble) {
        boolean isLate() {
            return age.compareTo(oldest) > 0;
        }
    }

    public static Page page(List<Part> parts) {
        List<String> lines = new ArrayList<>();
        for (Part part : parts) {
            String trouble = part.trouble().isEmpty() ? "" : ": " + part.trouble();
            lines.add("%s %s, collected %d s ago%s"
                    .formatted(
                            part.isLate() ? "LATE" : "ok",
                            part.name(),
                            part.age().toSeconds(),
                            trouble));
        }
        return Page.lines(parts.stream().anyMatch(Part::isLate) ? 503 : 200, String.join("\n", lines));
    }
}
