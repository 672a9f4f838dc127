package dev.castellan.lag;

import java.util.Optional;

/// How far a group is behind in one partition.
///
/// @param committed where it stands; empty where it never committed
/// @param end after the newest record; empty where the leader did not answer
/// @param lag the records that are left to read, never negative; empty unless both are known
/// @param lost offsets that were removed before the group came to them
/// @param hidden offsets before the end that hold no record: marks of transactions, and what was taken back
/// @param client who reads the partition now
public record PartitionLag(
        Place place,
        Optional<Long> committed,
        Optional<Long> end,
        Optional<Long> lag,
        long lost,
        long hidden,
        TimeLag time,
        Optional<String> client,
        Optional<String> host) {

    static PartitionLag unknown(Place place, Look.Position position, Optional<Long> end) {
        return new PartitionLag(
                place,
                position.committed(),
                end,
                Optional.empty(),
                0,
                0,
                new TimeLag.Unknown(),
                position.client(),
                position.host());
    }
}
