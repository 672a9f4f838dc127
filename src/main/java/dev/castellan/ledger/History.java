package dev.castellan.ledger;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// All that clients know of one run.
///
/// @param idempotent producers whose records appear once and in order
/// @param transactions what became of each transaction, by producer and number
public record History(
        List<Sent> sent, Set<Integer> idempotent, Map<Integer, Map<Long, Fate>> transactions, List<Reading> readings) {
    public History {
        sent = List.copyOf(sent);
        idempotent = Set.copyOf(idempotent);
        transactions = Map.copyOf(transactions);
        readings = List.copyOf(readings);
    }

    /// What became of a transaction, as its producer was told.
    public enum Fate {
        COMMITTED,
        ABORTED,
        UNKNOWN
    }

    Fate fate(Sent record) {
        if (record.transaction().isEmpty()) {
            return Fate.COMMITTED;
        }
        return transactions
                .getOrDefault(record.id().producer(), Map.of())
                .getOrDefault(record.transaction().getAsLong(), Fate.UNKNOWN);
    }
}
