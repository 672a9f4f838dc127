package dev.castellan.ledger;

import java.util.List;

/// What one reader got, in the order it came.
///
/// @param name for a person
public record Reading(String name, Kind kind, List<Delivered> records, List<Commit> commits) {
    public Reading {
        records = List.copyOf(records);
        commits = List.copyOf(commits);
    }

    /// What can be asked of a reader.
    public enum Kind {
        /// Everything there is, from the beginning to the end, once all was over: open and aborted transactions too.
        WHOLE,
        /// The same, of what was committed.
        WHOLE_COMMITTED,
        /// A consumer group that read committed records while things happened: everything at least once.
        GROUP,
        /// A share group of committed records: everything at least once, in any order.
        SHARE
    }

    /// An offset that a group committed for a partition.
    public record Commit(int partition, long offset, long at) {}
}
