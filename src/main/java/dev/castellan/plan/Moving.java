package dev.castellan.plan;

import dev.castellan.plan.Step.MoveReplicas;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// A move of replicas as a person reads it.
final class Moving {
    /// So many partitions are shown.
    private static final int FEW = 4;

    private Moving() {}

    /// `topic orders, replication factor 1 -> 3, 6 partitions at 50 MiB/s`
    static String brief(MoveReplicas move) {
        SortedSet<Integer> before = factors(move.before().values());
        SortedSet<Integer> after = factors(move.after().values());
        String what = before.equals(after)
                ? "replicas to other brokers"
                : "replication factor " + words(before) + " -> " + words(after);
        int count = move.after().size();
        return "topic " + move.topic() + ", " + what + ", " + count + (count == 1 ? " partition" : " partitions")
                + " at " + move.rate() + " MiB/s";
    }

    /// `partition 0: 1 -> 1 2 3`
    static List<String> details(MoveReplicas move) {
        List<String> lines = new ArrayList<>();
        move.after().forEach((partition, places) -> {
            if (lines.size() < FEW) {
                lines.add("partition " + partition + ": " + words(move.before().getOrDefault(partition, List.of()))
                        + " -> " + words(places));
            }
        });
        if (move.after().size() > FEW) {
            lines.add("and " + (move.after().size() - FEW) + " more");
        }
        return lines;
    }

    private static SortedSet<Integer> factors(Iterable<List<Integer>> placed) {
        SortedSet<Integer> factors = new TreeSet<>();
        placed.forEach(places -> factors.add(places.size()));
        return factors;
    }

    private static String words(Iterable<Integer> numbers) {
        List<String> words = new ArrayList<>();
        numbers.forEach(number -> words.add(String.valueOf(number)));
        return words.stream().collect(Collectors.joining(" "));
    }
}
