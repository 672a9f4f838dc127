package dev.castellan.lag;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// How far all groups are behind, at one moment.
///
/// @param took how long reading it took, with all that was asked about times
/// @param requests how many requests went to brokers for it
/// @param troubles what could not be read
public record LagSnapshot(Instant at, Duration took, long requests, List<GroupLag> groups, List<String> troubles) {
    public LagSnapshot {
        groups = List.copyOf(groups);
        troubles = List.copyOf(troubles);
    }

    /// The same, after more was asked.
    public LagSnapshot having(Duration all, long requestsOfAll) {
        return new LagSnapshot(at, all, requestsOfAll, groups, troubles);
    }
}
