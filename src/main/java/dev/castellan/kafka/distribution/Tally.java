package dev.castellan.kafka.distribution;

import java.util.HashSet;
import java.util.Set;

/// Adds up what the parallel downloads report, and passes it on one call at a time.
final class Tally {
    private final Progress progress;
    private final Set<String> arrived = new HashSet<>();
    private long bytes;

    Tally(Progress progress) {
        this.progress = progress;
    }

    synchronized void started(String what, int artefacts) {
        progress.started(what, artefacts);
    }

    synchronized void received(int more) {
        bytes += more;
        progress.advanced(arrived.size(), bytes);
    }

    synchronized void arrived(String fileName) {
        if (arrived.add(fileName)) {
            progress.advanced(arrived.size(), bytes);
        }
    }

    synchronized void finished() {
        progress.finished();
    }
}
