package dev.castellan.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/// What changes in files, line by line.
final class FileDifference {
    private static final int LONGEST = 160;

    private FileDifference() {}

    static List<String> lines(SortedMap<String, String> had, SortedMap<String, String> has) {
        List<String> lines = new ArrayList<>();
        has.forEach((file, after) -> {
            List<String> before = had.getOrDefault(file, "").lines().toList();
            List<String> now = after.lines().toList();
            before.stream().filter(line -> !now.contains(line)).forEach(line -> lines.add("- " + shortened(line)));
            now.stream().filter(line -> !before.contains(line)).forEach(line -> lines.add("+ " + shortened(line)));
        });
        return lines;
    }

    private static String shortened(String line) {
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 3) + "...";
    }
}
