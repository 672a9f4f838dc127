package dev.castellan.lag;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What one look at a cluster brought. Where groups stand is read before the ends of partitions, and those before
/// their starts: so a group that keeps up is not ahead of its topic.
///
/// @param at when the ends were read
/// @param took how long the look took
/// @param requests how many requests went to brokers for it
/// @param coverage whether every broker told of its groups
/// @param topics the topics that groups stand in, each with the id that tells it from one of the same name before
/// @param ends after the newest record; a partition whose leader did not answer is missing
/// @param starts the oldest offset that is still there; asked only where a group is behind
/// @param troubles what could not be read, a sentence each
public record Look(
        Instant at,
        Duration took,
        long requests,
        Coverage coverage,
        List<Group> groups,
        Map<String, String> topics,
        Map<Place, Long> ends,
        Map<Place, Long> starts,
        List<String> troubles) {
    public Look {
        groups = List.copyOf(groups);
        troubles = List.copyOf(troubles);
    }

    /// Whether a group that is not listed is gone.
    public enum Coverage {
        WHOLE,
        IN_PART
    }

    /// A group as it was read.
    ///
    /// @param kind `consumer`, `classic`, `share` or `streams`
    /// @param trouble why where it stands is not known; empty when it is
    public record Group(
            String name,
            String kind,
            String state,
            int members,
            Map<Place, Position> positions,
            Optional<String> trouble) {
        boolean isShare() {
            return kind.equals("share");
        }
    }

    /// Where a group stands in a partition, and who reads it.
    ///
    /// @param committed empty where it never committed; of a share group, where its window of records begins
    /// @param unread how many records are left, where the broker counts them itself, as for share groups
    public record Position(
            Optional<Long> committed, Optional<Long> unread, Optional<String> client, Optional<String> host) {
        public static Position at(long committed) {
            return new Position(Optional.of(committed), Optional.empty(), Optional.empty(), Optional.empty());
        }
    }
}
