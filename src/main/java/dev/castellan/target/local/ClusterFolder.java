package dev.castellan.target.local;

import dev.castellan.spec.WorkerSpec;
import java.nio.file.Path;

/// Where one cluster lies on this machine: `~/.castellan/clusters/<name>`.
///
/// | path | what |
/// | --- | --- |
/// | `identity.properties` | the cluster id and the first controllers' directory ids |
/// | `lock`, `journal.jsonl` | who changes the cluster now, and what was ever done to it |
/// | `lag.txt` | how partitions grew, for lags in time |
/// | `monitoring.txt` | directories of Prometheus whose list of nodes is kept current |
/// | `secrets` | passwords, and the key and certificate of the authority |
/// | `nodes/kafka-1/tls` | the node's private key and certificates |
/// | `nodes/kafka-1/*.properties`, `jvm.options` | the files Castellan keeps |
/// | `nodes/kafka-1/data` | Kafka's log.dirs, unless the spec names others |
/// | `nodes/kafka-1/logs` | `server.log` and what the JVM itself prints |
/// | `nodes/kafka-1/started` | the files as they were when the running process started, and its pid |
/// | `workers/connect-1` | the same for a worker of Kafka Connect: its files, `logs` and `started` |
public record ClusterFolder(Path path) {
    public static ClusterFolder of(Path home, String cluster) {
        return new ClusterFolder(home.resolve("clusters").resolve(cluster));
    }

    public Path lock() {
        return path.resolve("lock");
    }

    public Path journal() {
        return path.resolve("journal.jsonl");
    }

    /// How partitions grew, as far as that was seen, see [dev.castellan.metrics]; only a memory.
    public Path lag() {
        return path.resolve("lag.txt");
    }

    /// Where Prometheus has lists of the nodes: a directory a line.
    public Path monitoring() {
        return path.resolve("monitoring.txt");
    }

    /// Passwords and the authority's key; of this machine only, also for a cluster on hosts.
    public Path secrets() {
        return path.resolve("secrets");
    }

    Path identity() {
        return path.resolve("identity.properties");
    }

    Path nodes() {
        return path.resolve("nodes");
    }

    Path node(int id) {
        return nodes().resolve("kafka-" + id);
    }

    /// The node's certificates and its private key.
    Path tls(int node) {
        return node(node).resolve("tls");
    }

    public Path logs(int id) {
        return node(id).resolve("logs");
    }

    Path workers() {
        return path.resolve("workers");
    }

    Path worker(int id) {
        return workers().resolve(WorkerSpec.name(id));
    }

    /// The worker's certificates, its private key, and who may use its REST interface.
    Path workerTls(int id) {
        return worker(id).resolve("tls");
    }

    Path workerLogs(int id) {
        return worker(id).resolve("logs");
    }

    Path started(int id) {
        return node(id).resolve("started");
    }
}
