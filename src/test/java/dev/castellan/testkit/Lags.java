package dev.castellan.testkit;

import dev.castellan.lag.GroupLag;
import dev.castellan.lag.LagSnapshot;
import dev.castellan.lag.PartitionLag;
import dev.castellan.lag.Place;
import dev.castellan.lag.TimeLag;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A snapshot of lags with one of everything in it.
public final class Lags {
    public static final Instant NOW = Instant.parse("2026-01-31T08:00:02Z");

    private static final Instant READ = NOW.minusSeconds(2);

    private Lags() {}

    public static LagSnapshot snapshot() {
        return new LagSnapshot(
                READ,
                Duration.ofMillis(321),
                11,
                List.of(billing(), odd(), silent(), share()),
                List.of("1 broker did not say which groups there are"));
    }

    private static GroupLag billing() {
        return new GroupLag(
                "billing",
                "consumer",
                "Stable",
                2,
                READ,
                List.of(
                        partition("clicks", 0, 100, 100, 0, 0, 0, new TimeLag.CaughtUp()),
                        partition("clicks", 1, 660, 1000, 340, 0, 0, about(12.3, 9, 14)),
                        partition("clicks", 2, 5, 7, 0, 0, 2, new TimeLag.CaughtUp()),
                        partition("old", 0, 10, 5000, 4000, 990, 0, new TimeLag.AtLeast(Duration.ofHours(5)))),
                Optional.empty());
    }

    private static GroupLag odd() {
        return new GroupLag(
                "odd \"group\" \\ of\nmany",
                "classic",
                "Empty",
                0,
                READ,
                List.of(new PartitionLag(
                        new Place("clicks", 0),
                        Optional.empty(),
                        Optional.of(100L),
                        Optional.empty(),
                        0,
                        0,
                        new TimeLag.Unknown(),
                        Optional.empty(),
                        Optional.empty())),
                Optional.empty());
    }

    private static GroupLag silent() {
        return new GroupLag(
                "reports",
                "streams",
                "Stable",
                1,
                READ.minusSeconds(95),
                List.of(partition("clicks", 0, 40, 90, 50, 0, 0, about(30, 25, 35))),
                Optional.of("no answer within 10 s"));
    }

    private static GroupLag share() {
        return new GroupLag(
                "workers",
                "share",
                "Stable",
                3,
                READ,
                List.of(partition("jobs", 0, 0, 7, 3, 0, 0, about(200, 0, 200))),
                Optional.empty());
    }

    private static TimeLag about(double about, double least, double most) {
        return new TimeLag.About(seconds(about), seconds(least), seconds(most));
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(1000 * seconds));
    }

    private static PartitionLag partition(
            String topic, int partition, long committed, long end, long lag, long lost, long hidden, TimeLag time) {
        return new PartitionLag(
                new Place(topic, partition),
                Optional.of(committed),
                Optional.of(end),
                Optional.of(lag),
                lost,
                hidden,
                time,
                Optional.of("reader-1"),
                Optional.of("10.0.0.1"));
    }
}
