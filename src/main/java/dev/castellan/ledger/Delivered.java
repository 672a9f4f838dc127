package dev.castellan.ledger;

/// One record as a reader got it. The time is nanoseconds since the beginning of the run.
public record Delivered(Id id, int partition, long offset, long at) {}
