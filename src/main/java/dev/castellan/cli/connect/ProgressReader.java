package dev.castellan.cli.connect;

import dev.castellan.cli.keep.Keeping;
import dev.castellan.connect.rest.ConnectRest;
import dev.castellan.connect.rest.Reply;
import dev.castellan.connect.rest.SourceOffsets;
import dev.castellan.kafka.client.KafkaConnection;
import dev.castellan.lag.ConnectorProgress;
import dev.castellan.lag.Effort;
import dev.castellan.lag.LagSnapshot;
import dev.castellan.metrics.LagCollector;
import dev.castellan.metrics.LagFile;
import dev.castellan.observe.LiveConnect;
import dev.castellan.observe.Snapshot;
import dev.castellan.problem.WorldRefused;
import dev.castellan.target.Entrance;
import dev.castellan.target.WorkerFacts;
import dev.castellan.target.local.ClusterFolder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads how far connectors have come: sinks from brokers, sources from a worker.
///
/// Whoever does not answer in time leaves out what only they know; the rest of a status does not wait for it.
final class ProgressReader {
    private static final Duration BOUND = Duration.ofSeconds(6);

    private final Keeping keeping;
    private final InstantSource clock;

    ProgressReader(Keeping keeping, InstantSource clock) {
        this.keeping = keeping;
        this.clock = clock;
    }

    /// By the connectors' names.
    SortedMap<String, ConnectorProgress> read(LiveConnect.Awake awake) {
        SortedMap<String, ConnectorProgress> progress = new TreeMap<>();
        if (has(awake, LiveConnect.Direction.SINK)) {
            Optional<LagSnapshot> lags = lags();
            awake.connectors().forEach((name, connector) -> {
                if (connector.direction() == LiveConnect.Direction.SINK && lags.isPresent()) {
                    progress.put(name, ConnectorProgress.ofSink(name, connector.config(), lags.get()));
                }
            });
        }
        if (has(awake, LiveConnect.Direction.SOURCE)) {
            sources(awake, progress);
        }
        awake.connectors().keySet().forEach(name -> progress.putIfAbsent(name, new ConnectorProgress.Untold()));
        return progress;
    }

    private static boolean has(LiveConnect.Awake awake, LiveConnect.Direction direction) {
        return awake.connectors().values().stream().anyMatch(connector -> connector.direction() == direction);
    }

    private Optional<LagSnapshot> lags() {
        Entrance entrance = keeping.target().entrance(keeping.target().facts());
        String bootstrap = Snapshot.bootstrap(entrance.endpoints().values());
        LagFile seen = new LagFile(new ClusterFolder(keeping.folder()).lag());
        try (KafkaConnection kafka = new KafkaConnection(bootstrap, entrance.properties(), BOUND)) {
            return Optional.of(new LagCollector(kafka, clock, Effort.ONCE, seen.read()).collect(List.of()));
        } catch (WorldRefused e) {
            return Optional.empty();
        }
    }

    private void sources(LiveConnect.Awake awake, SortedMap<String, ConnectorProgress> progress) {
        Optional<String> url = url(keeping.target().facts().workers().values());
        if (url.isEmpty()) {
            return;
        }
        try (ConnectRest rest =
                new ConnectRest(url.get(), keeping.target().workers().access(), BOUND)) {
            awake.connectors().forEach((name, connector) -> {
                if (connector.direction() == LiveConnect.Direction.SOURCE) {
                    Reply reply = rest.offsets(name);
                    (reply.isDone() ? SourceOffsets.lastChange(reply.body()) : Optional.<Instant>empty())
                            .ifPresent(last -> progress.put(name, new ConnectorProgress.LastChange(last)));
                }
            });
        } catch (WorldRefused e) {
            // It answered a moment ago, and does not now: the rest is told all the same.
        }
    }

    private static Optional<String> url(Collection<WorkerFacts> workers) {
        return workers.stream()
                .filter(worker -> worker.running().isPresent())
                .map(WorkerFacts::url)
                .filter(address -> !address.isEmpty())
                .findFirst();
    }
}
