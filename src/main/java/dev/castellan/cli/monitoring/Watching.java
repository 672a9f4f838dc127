package dev.castellan.cli.monitoring;

import dev.castellan.lag.LagSnapshot;
import dev.castellan.metrics.ClusterLook;
import dev.castellan.metrics.ClusterReader;
import dev.castellan.metrics.Collected;
import dev.castellan.metrics.Collecting;
import dev.castellan.metrics.Exposition;
import dev.castellan.metrics.LagSource;
import dev.castellan.metrics.Scrape;
import dev.castellan.serve.Health;
import dev.castellan.serve.Page;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// What is collected of one cluster in the background, and the pages that tell it.
final class Watching implements AutoCloseable {
    /// A collection is a few calls in a row, each within the bound of one.
    private static final int CALLS = 6;

    private final Scrape scrape;
    private final Time time;
    private final Collecting<ClusterLook> look;
    private final Collecting<LagSnapshot> lag;

    /// @param every from one collection to the next
    /// @param call how long any one call may take
    record Time(Duration every, Duration call, InstantSource clock) {
        Collecting.Pace pace() {
            return new Collecting.Pace(every, call.multipliedBy(CALLS));
        }
    }

    Watching(Scrape scrape, ClusterReader cluster, LagSource lags, Time time) {
        this.scrape = scrape;
        this.time = time;
        this.look = new Collecting<>("cluster", cluster::read, time.pace(), time.clock());
        this.lag = new Collecting<>("lag", lags::read, time.pace(), time.clock());
    }

    Watching start() {
        look.start();
        lag.start();
        return this;
    }

    Map<String, Supplier<Page>> pages() {
        return Map.of("/metrics", this::metrics, "/health", this::health);
    }

    private Page metrics() {
        return new Page(
                200,
                Exposition.CONTENT_TYPE,
                scrape.text(look.now(), lag.now(), time.clock().instant()));
    }

    private Page health() {
        Instant now = time.clock().instant();
        return Health.page(List.of(part(look, now), part(lag, now)));
    }

    private Health.Part part(Collecting<?> collecting, Instant now) {
        Collected<?> known = collecting.now();
        return new Health.Part(
                collecting.name(),
                known.age(now),
                time.every().multipliedBy(2).plus(time.pace().bound()),
                known.trouble());
    }

    @Override
    public void close() {
        look.close();
        lag.close();
    }
}
