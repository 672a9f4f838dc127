package dev.castellan.lag;

/// What is worth asking a cluster to know a time lag better.
public sealed interface Question {
    Place place();

    /// Which is the first record from this time on (`ListOffsets` with a timestamp)?
    ///
    /// @param time milliseconds since 1970; 0 asks for the first record there is
    record FirstSince(Place place, long time) implements Question {}

    /// Is there any record from here on, or are there only the marks of transactions, and what was taken back or
    /// removed?
    ///
    /// @param to where the partition ended
    record AnyFrom(Place place, long from, long to) implements Question {}
}
