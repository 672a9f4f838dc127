package dev.castellan.ledger;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a history proves. Times are nanoseconds since the beginning of the run.
///
/// @param breaches what was found of each kind; kinds without any have no entry
/// @param outages when a partition took no record, by partition
/// @param wholeOutages when no partition did
public record Verdict(
        Counts counts,
        Map<Breach, Found> breaches,
        SortedMap<Integer, List<Window>> outages,
        List<Window> wholeOutages) {
    public Verdict {
        breaches = breaches.isEmpty() ? Map.of() : new EnumMap<>(breaches);
        outages = new TreeMap<>(outages);
        wholeOutages = List.copyOf(wholeOutages);
    }

    public boolean holds() {
        return breaches.isEmpty();
    }

    public long count(Breach breach) {
        Found found = breaches.get(breach);
        return found == null ? 0 : found.count();
    }

    /// @param unknownThere of the records whose outcome nobody knew, those that are there
    public record Counts(long sent, long acknowledged, long refused, long unknown, long unknownThere, long delivered) {}

    /// @param examples the first few, for a person
    public record Found(long count, List<String> examples) {
        public Found {
            examples = List.copyOf(examples);
        }
    }

    /// From when until when.
    public record Window(long from, long to) {
        public double seconds() {
            return (to - from) / 1e9;
        }
    }

    /// The longest outage of each partition that had one, in seconds.
    public SortedMap<Integer, Double> longestOutages() {
        SortedMap<Integer, Double> longest = new TreeMap<>();
        outages.forEach((partition, windows) ->
                windows.forEach(window -> longest.merge(partition, window.seconds(), Math::max)));
        return longest;
    }

    /// The longest of all partitions; 0 where there is none.
    public double longestOutage() {
        return longestOutages().values().stream()
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(0);
    }
}
