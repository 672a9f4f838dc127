package dev.castellan.history;

/// Why a node's process is as it is.
public sealed interface Cause {
    /// A step of Castellan's did it.
    record ByStep(Story.Event event) implements Cause {}

    /// No step in the journal did it: it was killed or crashed, or somebody else had a hand in it.
    record NotOurs() implements Cause {}

    /// The journal cannot tell.
    ///
    /// @param why in words that follow on `it is not known why: `
    record Unknown(String why) implements Cause {}
}
