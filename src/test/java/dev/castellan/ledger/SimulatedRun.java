package dev.castellan.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;

/// A run on a cluster that keeps every promise, thrown together by a seed; then somebody may break one.
final class SimulatedRun {
    static final int PARTITIONS = 3;

    private final Random random;
    final List<Sent> sent = new ArrayList<>();
    final Map<Integer, Map<Long, History.Fate>> transactions = new HashMap<>();

    /// What the log of each partition holds.
    final List<List<Delivered>> log = new ArrayList<>();

    final List<Reading.Commit> commits = new ArrayList<>();
    private final long[] offsets = new long[PARTITIONS];
    private long now;

    SimulatedRun(long seed) {
        this.random = new Random(seed);
        for (int partition = 0; partition < PARTITIONS; partition++) {
            log.add(new ArrayList<>());
        }
        long[] numbers = new long[3];
        long transaction = 0;
        for (int round = 0; round < 40; round++) {
            int producer = random.nextInt(3);
            if (producer == 2) {
                transaction(producer, numbers, transaction++);
            } else {
                send(producer, numbers[producer]++, OptionalLong.empty());
            }
            int partition = random.nextInt(PARTITIONS);
            commits.add(new Reading.Commit(partition, offsets[partition], now));
        }
    }

    private void transaction(int producer, long[] numbers, long transaction) {
        History.Fate fate = History.Fate.values()[random.nextInt(3)];
        // Of an unknown one it is known here how it ended.
        boolean commits = fate == History.Fate.COMMITTED || (fate == History.Fate.UNKNOWN && random.nextBoolean());
        transactions.computeIfAbsent(producer, id -> new HashMap<>()).put(transaction, fate);
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            send(producer, numbers[producer]++, OptionalLong.of(transaction));
        }
        if (!commits) {
            abandoned.add(List.of((long) producer, transaction));
        }
        for (int partition = 0; partition < PARTITIONS; partition++) {
            offsets[partition]++; // the marker
        }
    }

    private final List<List<Long>> abandoned = new ArrayList<>();

    private void send(int producer, long number, OptionalLong transaction) {
        int partition = random.nextInt(PARTITIONS);
        Sent.Outcome outcome = random.nextInt(10) < 8
                ? Sent.Outcome.ACKNOWLEDGED
                : random.nextBoolean() ? Sent.Outcome.UNKNOWN : Sent.Outcome.REFUSED;
        boolean written =
                outcome == Sent.Outcome.ACKNOWLEDGED || (outcome == Sent.Outcome.UNKNOWN && random.nextBoolean());
        Id id = new Id(producer, number);
        long at = now;
        now += 1 + random.nextInt(10);
        OptionalLong offset =
                outcome == Sent.Outcome.ACKNOWLEDGED ? OptionalLong.of(offsets[partition]) : OptionalLong.empty();
        sent.add(new Sent(id, partition, transaction, at, outcome, now, offset));
        if (written) {
            log.get(partition).add(new Delivered(id, partition, offsets[partition]++, now));
        }
    }

    History history() {
        List<Delivered> all = log.stream().flatMap(List::stream).toList();
        List<Delivered> committed = all.stream().filter(this::isCommitted).toList();
        List<Delivered> group = new ArrayList<>(committed);
        if (!group.isEmpty()) {
            group.addAll(group.subList(0, 1 + random.nextInt(group.size()))); // delivered again
        }
        return new History(
                sent,
                Set.of(0, 1, 2),
                transactions,
                List.of(
                        new Reading("all", Reading.Kind.WHOLE, all, List.of()),
                        new Reading("all, again", Reading.Kind.WHOLE, all, List.of()),
                        new Reading("committed", Reading.Kind.WHOLE_COMMITTED, committed, List.of()),
                        new Reading("group", Reading.Kind.GROUP, group, commits),
                        new Reading("share", Reading.Kind.SHARE, committed.reversed(), List.of())));
    }

    private boolean isCommitted(Delivered record) {
        Sent known = sent.stream()
                .filter(one -> one.id().equals(record.id()))
                .findFirst()
                .orElseThrow();
        return known.transaction().isEmpty()
                || !abandoned.contains(List.of(
                        (long) known.id().producer(), known.transaction().getAsLong()));
    }
}
