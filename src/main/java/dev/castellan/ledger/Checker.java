package dev.castellan.ledger;

import dev.castellan.ledger.Sent.Outcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Judges a history by what Kafka promises for it. Pure: the same history gives the same verdict.
public final class Checker {
    /// So many examples of each breach are kept.
    private static final int EXAMPLES = 5;

    private final History history;
    private final Map<Id, Sent> sent = new HashMap<>();
    private final Map<Breach, Long> counts = new EnumMap<>(Breach.class);
    private final Set<Id> gone = new HashSet<>();
    private final Map<Breach, List<String>> examples = new EnumMap<>(Breach.class);

    private Checker(History history) {
        this.history = history;
        history.sent().forEach(record -> sent.put(record.id(), record));
    }

    /// @param shortestOutage shorter waits are the ordinary way of things; nanoseconds
    public static Verdict judge(History history, long shortestOutage) {
        Checker checker = new Checker(history);
        history.readings().forEach(checker::reading);
        checker.agreement();
        return new Verdict(
                checker.counts(),
                checker.found(),
                checker.outages(shortestOutage),
                Outages.of(history.sent(), shortestOutage));
    }

    private void reading(Reading reading) {
        switch (reading.kind()) {
            case WHOLE -> {
                phantoms(reading);
                placed(reading);
                lost(reading, Breach.LOST);
            }
            case WHOLE_COMMITTED -> {
                phantoms(reading);
                placed(reading);
                aborted(reading);
                lost(reading, Breach.LOST);
                torn(reading);
            }
            case GROUP -> {
                phantoms(reading);
                aborted(reading);
                lost(reading, Breach.MISSED);
                commits(reading);
            }
            case SHARE -> {
                phantoms(reading);
                aborted(reading);
                lost(reading, Breach.MISSED);
            }
        }
    }

    /// A record that was refused, or that nobody sent, is nowhere.
    private void phantoms(Reading reading) {
        Set<Id> told = new HashSet<>();
        for (Delivered record : reading.records()) {
            Sent known = sent.get(record.id());
            boolean real =
                    known != null && known.outcome() != Outcome.REFUSED && known.partition() == record.partition();
            if (!real && told.add(record.id())) {
                breach(Breach.PHANTOM, record.id() + " at " + place(record) + ", " + reading.name());
            }
        }
    }

    /// Each record once, in the order of its producer, where its producer was told.
    private void placed(Reading reading) {
        Set<Id> seen = new HashSet<>();
        Map<Long, Long> newest = new HashMap<>();
        for (Delivered record : reading.records()) {
            Id id = record.id();
            boolean promised = history.idempotent().contains(id.producer());
            if (!seen.add(id)) {
                if (promised) {
                    breach(Breach.DUPLICATE, id + " again at " + place(record) + ", " + reading.name());
                }
                continue;
            }
            long line = ((long) id.producer() << 32) | record.partition();
            long before = newest.getOrDefault(line, -1L);
            if (promised && id.number() < before) {
                breach(
                        Breach.DISORDER,
                        id + " behind " + id.producer() + "-" + before + " at " + place(record) + ", "
                                + reading.name());
            }
            newest.put(line, Math.max(before, id.number()));
            Sent known = sent.get(id);
            if (promised
                    && known != null
                    && known.offset().isPresent()
                    && known.offset().getAsLong() != record.offset()) {
                breach(
                        Breach.MISPLACED,
                        id + " at " + place(record) + ", acknowledged at "
                                + known.offset().getAsLong() + ", " + reading.name());
            }
        }
    }

    /// @param breach what it is called where an acknowledged record is not there
    private void lost(Reading reading, Breach breach) {
        Set<Id> there = ids(reading);
        for (Sent record : history.sent()) {
            // A record of a transaction is promised to readers of committed records once that is committed.
            boolean promised = record.outcome() == Outcome.ACKNOWLEDGED
                    && (reading.kind() == Reading.Kind.WHOLE || history.fate(record) == History.Fate.COMMITTED);
            boolean told = breach == Breach.LOST && gone.contains(record.id());
            if (promised && !told && !there.contains(record.id())) {
                if (breach == Breach.LOST) {
                    gone.add(record.id());
                }
                String at = record.offset().isPresent()
                        ? " at offset " + record.offset().getAsLong()
                        : "";
                breach(
                        breach,
                        record.id() + " of partition " + record.partition() + ", acknowledged" + at + ", "
                                + reading.name());
            }
        }
    }

    private void aborted(Reading reading) {
        Set<Id> told = new HashSet<>();
        for (Delivered record : reading.records()) {
            Sent known = sent.get(record.id());
            if (known != null && history.fate(known) == History.Fate.ABORTED && told.add(record.id())) {
                breach(Breach.ABORTED, record.id() + " at " + place(record) + ", " + reading.name());
            }
        }
    }

    /// A transaction of which nobody knows how it ended is there as a whole or not at all.
    private void torn(Reading reading) {
        Set<Id> there = ids(reading);
        Map<List<Long>, List<Sent>> open = new HashMap<>();
        history.sent().stream()
                .filter(record -> record.transaction().isPresent()
                        && record.outcome() == Outcome.ACKNOWLEDGED
                        && history.fate(record) == History.Fate.UNKNOWN)
                .forEach(record -> open.computeIfAbsent(
                                List.of(
                                        (long) record.id().producer(),
                                        record.transaction().getAsLong()),
                                key -> new ArrayList<>())
                        .add(record));
        open.values().stream()
                .filter(records -> records.stream().anyMatch(record -> there.contains(record.id())))
                .flatMap(List::stream)
                .filter(record -> !there.contains(record.id()))
                .forEach(record -> breach(
                        Breach.HALF_COMMITTED,
                        record.id() + " of transaction " + record.transaction().getAsLong() + ", " + reading.name()));
    }

    private void commits(Reading reading) {
        Map<Integer, Long> newest = new HashMap<>();
        for (Reading.Commit commit : reading.commits()) {
            Long before = newest.put(commit.partition(), commit.offset());
            if (before != null && commit.offset() < before) {
                breach(
                        Breach.BACKWARDS,
                        "partition " + commit.partition() + " from " + before + " to " + commit.offset() + ", "
                                + reading.name());
            }
        }
    }

    /// Two whole readings of one kind hold the same record at the same offset.
    private void agreement() {
        Map<Reading.Kind, Map<String, Id>> first = new EnumMap<>(Reading.Kind.class);
        for (Reading reading : history.readings()) {
            boolean whole = reading.kind() == Reading.Kind.WHOLE || reading.kind() == Reading.Kind.WHOLE_COMMITTED;
            if (!whole) {
                continue;
            }
            Map<String, Id> places = new HashMap<>();
            reading.records().forEach(record -> places.put(place(record), record.id()));
            Map<String, Id> other = first.putIfAbsent(reading.kind(), places);
            if (other != null) {
                Set<String> all = new HashSet<>(places.keySet());
                all.addAll(other.keySet());
                all.stream()
                        .filter(place -> !String.valueOf(places.get(place)).equals(String.valueOf(other.get(place))))
                        .sorted()
                        .forEach(place -> breach(
                                Breach.DISAGREEMENT,
                                place + ": " + other.get(place) + ", then " + places.get(place) + " to "
                                        + reading.name()));
            }
        }
    }

    private Verdict.Counts counts() {
        Set<Id> there = new HashSet<>();
        long delivered = 0;
        for (Reading reading : history.readings()) {
            delivered += reading.records().size();
            there.addAll(ids(reading));
        }
        long unknownThere = history.sent().stream()
                .filter(record -> record.outcome() == Outcome.UNKNOWN && there.contains(record.id()))
                .count();
        return new Verdict.Counts(
                history.sent().size(),
                count(Outcome.ACKNOWLEDGED),
                count(Outcome.REFUSED),
                count(Outcome.UNKNOWN),
                unknownThere,
                delivered);
    }

    private long count(Outcome outcome) {
        return history.sent().stream()
                .filter(record -> record.outcome() == outcome)
                .count();
    }

    private SortedMap<Integer, List<Verdict.Window>> outages(long shortest) {
        Map<Integer, Collection<Sent>> byPartition = new HashMap<>();
        history.sent()
                .forEach(record -> byPartition
                        .computeIfAbsent(record.partition(), partition -> new ArrayList<>())
                        .add(record));
        SortedMap<Integer, List<Verdict.Window>> outages = new TreeMap<>();
        byPartition.forEach((partition, records) -> {
            List<Verdict.Window> windows = Outages.of(records, shortest);
            if (!windows.isEmpty()) {
                outages.put(partition, windows);
            }
        });
        return outages;
    }

    private static Set<Id> ids(Reading reading) {
        Set<Id> ids = new HashSet<>();
        reading.records().forEach(record -> ids.add(record.id()));
        return ids;
    }

    private static String place(Delivered record) {
        return record.partition() + ":" + record.offset();
    }

    private void breach(Breach breach, String example) {
        counts.merge(breach, 1L, Long::sum);
        List<String> known = examples.computeIfAbsent(breach, kind -> new ArrayList<>());
        if (known.size() < EXAMPLES) {
            known.add(example);
        }
    }

    private Map<Breach, Verdict.Found> found() {
        Map<Breach, Verdict.Found> found = new EnumMap<>(Breach.class);
        counts.forEach((breach, count) ->
                found.put(breach, new Verdict.Found(count, examples.getOrDefault(breach, List.of()))));
        return found;
    }
}
