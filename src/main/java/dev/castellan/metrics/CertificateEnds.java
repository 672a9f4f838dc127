package dev.castellan.metrics;

import dev.castellan.security.CertificateFacts;
import dev.castellan.target.NodeCertificates;
import dev.castellan.target.NodeFacts;
import dev.castellan.target.WorkerFacts;
import dev.castellan.target.WorkerKeys;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Until when certificates are good: those of nodes, and the authorities that they trust.
final class CertificateEnds {
    private final SortedMap<String, Instant> nodes = new TreeMap<>();
    private final SortedMap<String, Instant> workers = new TreeMap<>();
    private final SortedMap<String, Instant> authorities = new TreeMap<>();

    /// The one on a node's disk, and the one that its process goes by until it loads that: the one that ends first.
    void add(NodeFacts node) {
        List<NodeCertificates> used = Stream.concat(
                        Stream.of(node.certificates()),
                        node.running().stream().flatMap(process -> process.loaded().or(process::atStart).stream()))
                .toList();
        used.forEach(certificates -> {
            CertificateFacts.parse(certificates.certificate()).stream()
                    .findFirst()
                    .ifPresent(own -> nodes.merge(node.name(), own.notAfter(), CertificateEnds::first));
            CertificateFacts.parse(certificates.authorities())
                    .forEach(authority ->
                            authorities.merge(authority.title(), authority.notAfter(), CertificateEnds::first));
        });
    }

    /// Those of workers of Kafka Connect in a cluster with TLS.
    void add(WorkerFacts worker) {
        Stream.concat(Stream.of(worker.files()), worker.running().stream().map(NodeFacts.Running::startedWith))
                .flatMap(files -> CertificateFacts.parse(files.getOrDefault(WorkerKeys.CERTIFICATE, "")).stream()
                        .limit(1))
                .forEach(own -> workers.merge(worker.name(), own.notAfter(), CertificateEnds::first));
    }

    void tell(Gauges gauges) {
        String help = "When a certificate ends, in seconds since 1970.";
        nodes.forEach((node, end) ->
                gauges.add("certificate_end_seconds", help, end.getEpochSecond(), "kind", "node", "name", node));
        workers.forEach((worker, end) ->
                gauges.add("certificate_end_seconds", help, end.getEpochSecond(), "kind", "worker", "name", worker));
        authorities.forEach((name, end) ->
                gauges.add("certificate_end_seconds", help, end.getEpochSecond(), "kind", "authority", "name", name));
    }

    private static Instant first(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
