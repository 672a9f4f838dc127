package dev.castellan.measure;

import java.util.Map;
import java.util.Optional;

/// What Kafka's clients say of themselves, under the names of our JSON.
public enum Gauge {
    /// Share of the time that sending waited for room in the producer's buffer.
    WAITING_SHARE("waitingShare"),
    BUFFER_FREE_SHARE("bufferFreeShare"),
    QUEUE_MS("recordQueueTimeMs"),
    REQUEST_MS("requestLatencyMs"),
    BATCH_BYTES("batchSizeBytes"),
    COMPRESSION("compressionRate"),
    FETCH_MS("fetchLatencyMs"),
    FETCH_BYTES("fetchSizeBytes"),
    THROTTLED_MS("throttleTimeMs");

    private final String label;

    Gauge(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    public Optional<Double> in(Map<String, Double> gauges) {
        return Optional.ofNullable(gauges.get(label));
    }
}
