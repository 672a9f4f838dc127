package dev.castellan.view;

import dev.castellan.kafka.distribution.Progress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/// Draws how far a download has come, on one line that overwrites itself; where nobody watches, one line at its end.
public final class ProgressBar implements Progress {
    private static final int WIDTH = 24;
    private static final Duration FRAME = Duration.ofMillis(100);

    private final Console console;
    private final InstantSource clock;
    private Instant begin = Instant.EPOCH;
    private Instant drawn = Instant.EPOCH;
    private String what = "";
    private int wanted;
    private int arrived;
    private long bytes;

    public ProgressBar(Console console, InstantSource clock) {
        this.console = console;
        this.clock = clock;
    }

    @Override
    public void waiting(String why) {
        console.say("  " + why);
    }

    @Override
    public void started(String what, int artefacts) {
        this.what = what;
        wanted = artefacts;
        arrived = 0;
        bytes = 0;
        begin = clock.instant();
        draw();
    }

    @Override
    public void advanced(int artefacts, long bytes) {
        arrived = artefacts;
        this.bytes = bytes;
        if (Duration.between(drawn, clock.instant()).compareTo(FRAME) >= 0) {
            draw();
        }
    }

    @Override
    public void finished() {
        double seconds = Duration.between(begin, clock.instant()).toMillis() / 1000.0;
        String size = bytes == 0 ? "" : ", " + megabytes();
        console.say(String.format(Locale.ROOT, "  %s  %d jars%s, checked  %.1f s", what, arrived, size, seconds));
    }

    private void draw() {
        drawn = clock.instant();
        if (wanted == 0) { // an archive does not say beforehand how many it holds
            console.pass("  " + what + "  " + arrived + " jars");
            return;
        }
        int full = Math.min(WIDTH, WIDTH * arrived / wanted);
        String bar = "#".repeat(full) + "-".repeat(WIDTH - full);
        console.pass("  " + what + "  [" + bar + "] " + arrived + " of " + wanted + " jars, " + megabytes());
    }

    private String megabytes() {
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1_000_000.0);
    }
}
