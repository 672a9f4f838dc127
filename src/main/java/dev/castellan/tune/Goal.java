package dev.castellan.tune;

/// What settings are to be good for. Durability is no goal: it is kept, whatever the goal.
public enum Goal {
    /// As many records as the machines take; each may wait a little for others.
    throughput,
    /// Each record as soon as it may be, at the rate that is named.
    latency
}
