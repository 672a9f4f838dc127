package dev.castellan.ledger;

import java.util.OptionalLong;

/// What a producer knows of a record it sent. Times are nanoseconds since the beginning of the run.
///
/// @param partition where it was sent to
/// @param transaction the transaction it is part of, numbered by its producer; empty outside of any
/// @param settled when its outcome was known
/// @param offset where it was acknowledged to be; empty where it was not
public record Sent(
        Id id, int partition, OptionalLong transaction, long sent, Outcome outcome, long settled, OptionalLong offset) {
    /// What the producer was told.
    public enum Outcome {
        ACKNOWLEDGED,
        /// Refused before it was written: it must not appear.
        REFUSED,
        /// Timed out, or the connection broke: it may appear.
        UNKNOWN
    }
}
