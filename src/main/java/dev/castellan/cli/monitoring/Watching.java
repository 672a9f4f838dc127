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
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// What is collected of one cluster in the background, and the pages that tell it.
final class Watching implements AutoCloseable {
    /// A collection is a few calls in a row, each within the bound of one.
    private static final int CALLS = 6;

    /// A plan is made once while other things are read so often.
    private static final int CALM = 20;

    private final Scrape scrape;
    private final Time time;
    private final Collecting<ClusterLook> look;
    private final Collecting<LagSnapshot> lag;
    private final Optional<Collecting<Scrape.Wanted>> plan;
    private final Optional<Probing> probe;
    private final Optional<Passage> passage;

    /// @param every from one collection to the next
    /// @param call how long any one call may take
    record Time(Duration every, Duration call, InstantSource clock) {
        Collecting.Pace pace() {
            return new Collecting.Pace(every, call.multipliedBy(CALLS));
        }

        /// A plan looks at every node and every topic. However seldom the rest is read, it is not told for ever.
        Collecting.Pace unhurried() {
            Duration calm = every.multipliedBy(CALM);
            Duration most = Scrape.OLDEST_PLAN.dividedBy(2);
            return new Collecting.Pace(calm.compareTo(most) < 0 ? calm : most, every, call.multipliedBy(2L * CALLS));
        }
    }

    /// @param plan what a plan made now says; empty where no spec is kept
    /// @param probe empty where nothing is written
    /// @param passage for a Prometheus elsewhere; begun by whoever knows the port
    record Sources(
            ClusterReader cluster,
            LagSource lags,
            Optional<Supplier<Scrape.Wanted>> plan,
            Optional<Probing> probe,
            Optional<Passage> passage) {}

    Watching(Scrape scrape, Sources sources, Time time) {
        this.scrape = scrape;
        this.time = time;
        this.look = new Collecting<>("cluster", sources.cluster()::read, time.pace(), time.clock());
        this.lag = new Collecting<>("lag", sources.lags()::read, time.pace(), time.clock());
        this.plan = sources.plan().map(wanted -> new Collecting<>("plan", wanted, time.unhurried(), time.clock()));
        this.probe = sources.probe();
        this.passage = sources.passage();
    }

    void start() {
        look.start();
        lag.start();
        plan.ifPresent(Collecting::start);
        probe.ifPresent(Probing::start);
    }

    Map<String, Supplier<Page>> pages() {
        return Map.of("/metrics", this::metrics, "/health", this::health);
    }

    private Page metrics() {
        return new Page(
                200,
                Exposition.CONTENT_TYPE,
                scrape.text(
                        new Scrape.Known(
                                look.now(),
                                lag.now(),
                                plan.map(Collecting::now),
                                probe.map(Probing::seen).orElseGet(TreeMap::new)),
                        time.clock().instant()));
    }

    private Page health() {
        Instant now = time.clock().instant();
        return Health.page(
                Stream.concat(Stream.of(part(look, now), part(lag, now)), passage.map(way -> way.part(now)).stream())
                        .toList());
    }

    private Health.Part part(Collecting<?> collecting, Instant now) {
        Collected<?> known = collecting.now();
        return new Health.Part(
                collecting.name(), known.age(now), collecting.pace().oldest(known.took()), known.trouble());
    }

    @Override
    public void close() {
        look.close();
        lag.close();
        plan.ifPresent(Collecting::close);
        probe.ifPresent(Probing::close);
        passage.ifPresent(Passage::close);
    }
}
