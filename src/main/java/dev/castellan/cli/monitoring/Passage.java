package dev.castellan.cli.monitoring;

import dev.castellan.cli.verb.Tools;
import dev.castellan.machine.Tunnel;
import dev.castellan.metrics.Collecting;
import dev.castellan.problem.WorldRefused;
import dev.castellan.serve.Health;
import dev.castellan.view.Console;
import java.time.Duration;
import java.time.Instant;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Lets the Prometheus of a host ask here, for as long as this is open: a tunnel, opened again whenever it was cut.
final class Passage implements AutoCloseable {
    private static final Collecting.Pace PACE = new Collecting.Pace(Duration.ofSeconds(5), Duration.ofSeconds(30));
    private static final Duration MISSED = Duration.ofSeconds(30);

    private final String place;
    private final IntFunction<Tunnel> opening;
    private final Console console;
    private final Collecting<Tunnel> keeping;
    private volatile int port;
    private @Nullable Tunnel tunnel;
    private String said = "";

    /// @param place where it begins, for people
    /// @param opening makes one that leads to a port of this machine
    Passage(String place, IntFunction<Tunnel> opening, Tools tools) {
        this.place = place;
        this.opening = opening;
        this.console = tools.console();
        this.keeping = new Collecting<>("tunnel", this::kept, PACE, tools.clock());
    }

    /// @param here where it leads
    void start(int here) {
        port = here;
        keeping.start();
    }

    private synchronized Tunnel kept() {
        Tunnel now = tunnel;
        try {
            if (now == null) {
                now = opening.apply(port);
                tunnel = now;
                say(place + " leads here");
            }
            now.keep();
            return now;
        } catch (WorldRefused e) {
            say(place + " does not lead here, and is tried again: " + e.getMessage());
            close(now);
            tunnel = null;
            throw e;
        }
    }

    /// Each state once.
    private void say(String line) {
        if (!line.equals(said)) {
            console.say(line);
            said = line;
        }
    }

    @Override
    public String toString() {
        return place;
    }

    Health.Part part(Instant now) {
        return new Health.Part(
                keeping.name(), keeping.now().age(now), MISSED, keeping.now().trouble());
    }

    @Override
    public void close() {
        keeping.close();
        synchronized (this) {
            close(tunnel);
            tunnel = null;
        }
    }

    private static void close(@Nullable Tunnel open) {
        if (open != null) {
            open.close();
        }
    }
}
