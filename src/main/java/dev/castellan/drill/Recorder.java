package dev.castellan.drill;

import dev.castellan.ledger.Delivered;
import dev.castellan.ledger.History;
import dev.castellan.ledger.Id;
import dev.castellan.ledger.Reading;
import dev.castellan.ledger.Sent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Writes down what clients see, as they see it. Any number of them may write at once.
final class Recorder {
    private final long begun = System.nanoTime();
    private final Map<Id, Open> open = new HashMap<>();
    private final List<Sent> sent = new ArrayList<>();
    private final Set<Integer> idempotent = new HashSet<>();
    private final Map<Integer, Map<Long, History.Fate>> transactions = new HashMap<>();
    private final Map<Integer, Long> newest = new HashMap<>();
    private final Map<String, Book> books = new LinkedHashMap<>();

    /// A record that is under way.
    private record Open(int partition, OptionalLong transaction, long at) {}

    /// What the members of one reader got.
    private record Book(Reading.Kind kind, List<Delivered> records, List<Reading.Commit> commits) {}

    /// Nanoseconds since this was made.
    long now() {
        return System.nanoTime() - begun;
    }

    synchronized void promise(int producer) {
        idempotent.add(producer);
    }

    /// Before it is sent.
    synchronized void intend(Id id, int partition, OptionalLong transaction) {
        open.put(id, new Open(partition, transaction, now()));
    }

    synchronized void settle(Id id, Sent.Outcome outcome, OptionalLong offset) {
        Open record = open.remove(id);
        if (record != null) {
            if (outcome == Sent.Outcome.ACKNOWLEDGED) {
                newest.merge(record.partition(), record.at(), Math::max);
            }
            sent.add(new Sent(id, record.partition(), record.transaction(), record.at(), outcome, now(), offset));
        }
    }

    synchronized void settle(int producer, long transaction, History.Fate fate) {
        transactions.computeIfAbsent(producer, id -> new HashMap<>()).put(transaction, fate);
    }

    synchronized void deliver(String reader, Reading.Kind kind, List<Delivered> records) {
        book(reader, kind).records().addAll(records);
    }

    synchronized void commit(String reader, Reading.Kind kind, Map<Integer, Long> offsets) {
        long at = now();
        offsets.forEach(
                (partition, offset) -> book(reader, kind).commits().add(new Reading.Commit(partition, offset, at)));
    }

    private Book book(String reader, Reading.Kind kind) {
        return books.computeIfAbsent(reader, name -> new Book(kind, new ArrayList<>(), new ArrayList<>()));
    }

    /// Whether every partition has taken a record that was sent after this moment.
    synchronized boolean isTaken(int partitions, long since) {
        return IntStream.range(0, partitions).allMatch(partition -> newest.getOrDefault(partition, -1L) > since);
    }

    /// Whether a reader of committed records has got each of them.
    synchronized boolean hasAll(String reader) {
        Book book = books.get(reader);
        Set<Id> got = book == null
                ? Set.of()
                : book.records().stream().map(Delivered::id).collect(Collectors.toSet());
        return sent.stream()
                .filter(record -> record.outcome() == Sent.Outcome.ACKNOWLEDGED && isCommitted(record))
                .allMatch(record -> got.contains(record.id()));
    }

    private boolean isCommitted(Sent record) {
        return record.transaction().isEmpty()
                || transactions
                                .getOrDefault(record.id().producer(), Map.of())
                                .get(record.transaction().getAsLong())
                        == History.Fate.COMMITTED;
    }

    /// All of it. What is still under way may or may not appear.
    synchronized History history() {
        List<Sent> all = new ArrayList<>(sent);
        open.forEach((id, record) -> all.add(new Sent(
                id,
                record.partition(),
                record.transaction(),
                record.at(),
                Sent.Outcome.UNKNOWN,
                now(),
                OptionalLong.empty())));
        all.sort(Comparator.comparing(Sent::id));
        List<Reading> readings = new ArrayList<>();
        books.forEach((name, book) -> readings.add(new Reading(name, book.kind(), book.records(), book.commits())));
        Map<Integer, Map<Long, History.Fate>> fates = new HashMap<>();
        transactions.forEach((producer, one) -> fates.put(producer, Map.copyOf(one)));
        return new History(all, idempotent, fates, readings);
    }
}
