package dev.castellan.lag;

/// What came back to a [Question].
public sealed interface Answer {
    /// The first record from a time on.
    ///
    /// @param timestamp its own
    record Found(Question.FirstSince to, long offset, long timestamp) implements Answer {}

    /// There is no record from that time on.
    record NoneSince(Question.FirstSince to) implements Answer {}

    /// The first record from an offset on; where the partition ended when there is none.
    record Next(Question.AnyFrom to, long offset) implements Answer {}

    /// Nothing came back, or it was refused.
    record Silence(Question to) implements Answer {}

    Question to();
}
