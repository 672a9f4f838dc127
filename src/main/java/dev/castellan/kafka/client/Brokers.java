package dev.castellan.kafka.client;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeFeaturesOptions;
import org.apache.kafka.clients.admin.FeatureMetadata;
import org.apache.kafka.clients.admin.SupportedVersionRange;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/// Reads the brokers of a cluster and how the partitions are spread over them.
public final class Brokers {
    private final KafkaConnection connection;

    public Brokers(KafkaConnection connection) {
        this.connection = connection;
    }

    /// One broker.
    ///
    /// @param fenced alive but not yet (or no longer) serving
    /// @param metadataVersion the highest metadata.version its software knows, the nearest it comes to telling its
    ///     release; empty when it does not answer
    public record Broker(
            int id,
            String address,
            Optional<String> rack,
            boolean fenced,
            long leaders,
            long replicas,
            Optional<Short> metadataVersion) {}

    public List<Broker> read() {
        List<Node> nodes = nodes();
        Map<Integer, KafkaFuture<FeatureMetadata>> features = new LinkedHashMap<>();
        for (Node node : nodes) {
            if (!node.isFenced()) {
                DescribeFeaturesOptions options = new DescribeFeaturesOptions().nodeId(node.id());
                features.put(
                        node.id(), connection.admin().describeFeatures(options).featureMetadata());
            }
        }
        Topics topics = new Topics(connection);
        List<TopicState.Partition> partitions =
                topics.describe(topics.names(Topics.Scope.ALL), Topics.Detail.PARTITIONS).stream()
                        .flatMap(topic -> topic.partitions().stream())
                        .toList();
        return nodes.stream()
                .map(node -> broker(node, partitions, Optional.ofNullable(features.get(node.id()))))
                .toList();
    }

    /// The brokers with those that are fenced, where the cluster can tell them (from Kafka 4.0 on), by id.
    List<Node> nodes() {
        KafkaFuture<Collection<Node>> all = connection
                .admin()
                .describeCluster(new DescribeClusterOptions().includeFencedBrokers(true))
                .nodes();
        Collection<Node> nodes;
        try {
            nodes = connection.await(all);
        } catch (UnsupportedVersionException older) {
            nodes = connection.await(connection.admin().describeCluster().nodes());
        }
        return nodes.stream().sorted(Comparator.comparingInt(Node::id)).toList();
    }

    private Broker broker(
            Node node, List<TopicState.Partition> partitions, Optional<KafkaFuture<FeatureMetadata>> features) {
        return new Broker(
                node.id(),
                node.host() + ":" + node.port(),
                Optional.ofNullable(node.rack()),
                node.isFenced(),
                partitions.stream()
                        .filter(partition -> partition.leader().equals(Optional.of(node.id())))
                        .count(),
                partitions.stream()
                        .filter(partition -> partition.replicas().contains(node.id()))
                        .count(),
                features.flatMap(this::metadataVersion));
    }

    private Optional<Short> metadataVersion(KafkaFuture<FeatureMetadata> features) {
        try {
            return Optional.ofNullable(
                            connection.await(features).supportedFeatures().get("metadata.version"))
                    .map(SupportedVersionRange::maxVersion);
        } catch (ApiException untold) {
            return Optional.empty();
        }
    }

    /// Which requests each broker understands.
    ///
    /// @param apis empty with a reason when the broker does not answer
    public record Understood(int id, List<Api> apis, Optional<String> trouble) {}

    /// One kind of request and the versions of it that are understood.
    public record Api(int key, String name, int lowest, int highest) {}

    public List<Understood> apis() {
        return nodes().stream().map(this::apis).toList();
    }

    private Understood apis(Node node) {
        try (ApiProbe probe = new ApiProbe(connection)) {
            return new Understood(node.id(), probe.ask(node), Optional.empty());
        } catch (KafkaException e) {
            return new Understood(node.id(), List.of(), Optional.of(String.valueOf(e.getMessage())));
        }
    }
}
