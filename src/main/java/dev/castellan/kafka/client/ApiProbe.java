package dev.castellan.kafka.client;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.clients.ApiVersions;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.clients.DefaultHostResolver;
import org.apache.kafka.clients.ManualMetadataUpdater;
import org.apache.kafka.clients.NetworkClient;
import org.apache.kafka.clients.NetworkClientUtils;
import org.apache.kafka.clients.NodeApiVersions;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.LogContext;
import org.apache.kafka.common.utils.Time;

/// Asks one broker which requests it understands.
///
/// The public Admin has no call for that, but every client's network layer asks it when it connects: this is that
/// layer, connected once and asked what it learnt. So it works with whatever security the cluster has. The classes
/// are public but not promised to stay; the client's version is pinned, and the compiler tells when they move.
final class ApiProbe implements AutoCloseable {
    private final KafkaConnection connection;
    private final Metrics metrics = new Metrics();
    private final ApiVersions learnt = new ApiVersions();
    private final NetworkClient client;

    ApiProbe(KafkaConnection connection) {
        this.connection = connection;
        AdminClientConfig config = new AdminClientConfig(connection.clientProperties());
        this.client = network(config);
    }

    private NetworkClient network(AdminClientConfig config) {
        return ClientUtils.createNetworkClient(
                config,
                "castellan-probe",
                metrics,
                "castellan-probe",
                new LogContext(),
                learnt,
                Time.SYSTEM,
                1,
                (int) connection.bound().toMillis(),
                null,
                new ManualMetadataUpdater(),
                new DefaultHostResolver(),
                null,
                null);
    }

    List<Brokers.Api> ask(Node node) {
        try {
            boolean ready = NetworkClientUtils.awaitReady(
                    client, node, Time.SYSTEM, connection.bound().toMillis());
            NodeApiVersions told = learnt.get(node.idString());
            if (!ready || told == null) {
                throw new KafkaException(
                        "no answer within " + connection.bound().toSeconds() + " s");
            }
            return told.allSupportedApiVersions().entrySet().stream()
                    .map(entry -> new Brokers.Api(
                            entry.getKey().id,
                            entry.getKey().name,
                            entry.getValue().minVersion(),
                            entry.getValue().maxVersion()))
                    .sorted(Comparator.comparingInt(Brokers.Api::key))
                    .toList();
        } catch (IOException e) {
            throw new KafkaException("the connection is refused", e);
        }
    }

    @Override
    public void close() {
        client.close();
        metrics.close();
    }
}
