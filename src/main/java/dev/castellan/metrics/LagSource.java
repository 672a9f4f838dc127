package dev.castellan.metrics;

import dev.castellan.kafka.client.KafkaConnection;
import dev.castellan.lag.Effort;
import dev.castellan.lag.Lag;
import dev.castellan.lag.LagSnapshot;
import dev.castellan.problem.WorldRefused;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The lags of all groups, for whoever asks again and again: one connection as long as it works, another when it
/// does not, and a memory that survives both.
///
/// Asked by one thread at a time.
public final class LagSource implements AutoCloseable {
    /// What is seen between two times of writing is lost with a power cut, and asked for again.
    private static final Duration KEEPING = Duration.ofMinutes(5);

    private final Supplier<KafkaConnection> door;
    private final Optional<LagFile> file;
    private final InstantSource clock;
    private volatile Lag known;
    private Instant kept;
    private @Nullable Open open;

    /// @param door opens a connection to brokers that are there
    /// @param file where what was seen is kept
    public LagSource(Supplier<KafkaConnection> door, Optional<LagFile> file, InstantSource clock) {
        this.door = door;
        this.file = file;
        this.clock = clock;
        this.known = file.map(LagFile::read).orElseGet(Lag::nothing);
        this.kept = clock.instant();
    }

    private record Open(KafkaConnection connection, LagCollector collector) {}

    public LagSnapshot read() {
        Open now = open == null ? open() : open;
        open = now;
        try {
            LagSnapshot snapshot = now.collector().collect(List.of());
            known = now.collector().known();
            return kept(snapshot);
        } catch (RuntimeException e) {
            // Whatever it was: the next time begins with brokers that are there then.
            known = now.collector().known();
            open = null;
            now.connection().close();
            throw e;
        }
    }

    private Open open() {
        KafkaConnection connection = door.get();
        return new Open(connection, new LagCollector(connection, clock, Effort.STEADY, known));
    }

    private LagSnapshot kept(LagSnapshot snapshot) {
        if (Duration.between(kept, clock.instant()).compareTo(KEEPING) < 0) {
            return snapshot;
        }
        kept = clock.instant();
        try {
            write();
            return snapshot;
        } catch (WorldRefused refused) {
            List<String> troubles = new ArrayList<>(snapshot.troubles());
            troubles.add("what was seen cannot be kept: " + refused.getMessage());
            return new LagSnapshot(snapshot.at(), snapshot.took(), snapshot.requests(), snapshot.groups(), troubles);
        }
    }

    /// Keeps what was seen.
    ///
    /// @throws WorldRefused when the disk is full, or the place may not be written
    @Override
    public void close() {
        Open last = open;
        if (last != null) {
            last.connection().close();
        }
        write();
    }

    /// A cluster that was destroyed meanwhile gets no folder back.
    private void write() {
        file.filter(memory -> Files.isDirectory(memory.path().resolveSibling(".")))
                .ifPresent(memory -> memory.write(known));
    }
}
