package dev.castellan.drill;

import dev.castellan.ledger.Verdict;
import java.util.List;

/// What a drill showed. Times are seconds since its beginning.
///
/// @param begun when, as ISO 8601
/// @param seed what faults were drawn with; the same one draws the same again
/// @param seconds how long clients worked
/// @param settings how safe the topic was, for a person: `acks=all, 3 copies, min.insync.replicas=2`
/// @param unhealed what was not as before when it ended; empty where all was
/// @param leftOut which clients took no part, and why; empty where all did
public record Result(
        String cluster,
        String kafka,
        String begun,
        long seed,
        double seconds,
        String settings,
        List<Episode> episodes,
        Verdict verdict,
        List<Moment> moments,
        String unhealed,
        String leftOut) {
    public Result {
        episodes = List.copyOf(episodes);
        moments = List.copyOf(moments);
    }

    /// One fault.
    ///
    /// @param kind its name
    /// @param what for a person
    /// @param expected what it was expected to cost, for a person
    /// @param until when it was undone
    /// @param healthy when all replicas were in sync again; negative where they never were
    /// @param outage the longest time that a partition took no records, from the fault on
    public record Episode(
            String kind, String what, String expected, double from, double until, double healthy, double outage) {}

    /// One second.
    ///
    /// @param acknowledged records in it
    /// @param p99 milliseconds that the slowest hundredth of them took; 0 where there is none
    /// @param outOfSync partitions that lacked a replica, as far as anybody answered
    public record Moment(int second, int acknowledged, double p99, int outOfSync) {}

    /// Whether every promise was kept and the cluster is as before.
    public boolean holds() {
        return verdict.holds() && unhealed.isEmpty();
    }
}
