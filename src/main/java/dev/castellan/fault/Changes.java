package dev.castellan.fault;

import java.util.SortedSet;

/// What Castellan itself changes in a cluster, for faults that are such a change. Every method may be repeated.
///
/// All of them throw [dev.castellan.problem.WorldRefused] when the world does not let it.
public interface Changes {
    /// Makes a change, and returns once it is made.
    ///
    /// @param nodes whom it is about
    void make(Change change, SortedSet<Integer> nodes);

    /// Finishes what a change that was broken off has left half done.
    void settle(Change change, SortedSet<Integer> nodes);

    /// Gives nodes that lost their storage a new one, and starts them. Those that have theirs are only started.
    void refill(SortedSet<Integer> nodes);

    /// Which change.
    enum Change {
        ROLLING_RESTART("rolling-restart", "a rolling restart"),
        RENEW_CERTIFICATES("renew-certificates", "new certificates");

        private final String text;
        private final String brief;

        Change(String text, String brief) {
            this.text = text;
            this.brief = brief;
        }

        /// As a person types it.
        public String text() {
            return text;
        }

        String brief() {
            return brief;
        }
    }
}
