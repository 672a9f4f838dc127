package dev.castellan.kafka.knowledge;

import dev.castellan.kafka.distribution.Distribution;
import dev.castellan.problem.WorldRefused;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipFile;

/// The command line tools of a release, under the names that its own `bin` gives them.
///
/// The names are Kafka's interface and stay; the classes move from package to package between releases, and are looked
/// up in the jars.
public final class StockTools {
    /// The simple name of the class behind each script of Kafka's `bin`. Starting and stopping brokers is systemd's.
    private static final Map<String, String> CLASSES = Map.ofEntries(
            Map.entry("kafka-acls", "AclCommand"),
            Map.entry("kafka-broker-api-versions", "BrokerApiVersionsCommand"),
            Map.entry("kafka-client-metrics", "ClientMetricsCommand"),
            Map.entry("kafka-cluster", "ClusterTool"),
            Map.entry("kafka-configs", "ConfigCommand"),
            Map.entry("kafka-console-consumer", "ConsoleConsumer"),
            Map.entry("kafka-console-producer", "ConsoleProducer"),
            Map.entry("kafka-console-share-consumer", "ConsoleShareConsumer"),
            Map.entry("kafka-consumer-groups", "ConsumerGroupCommand"),
            Map.entry("kafka-consumer-perf-test", "ConsumerPerformance"),
            Map.entry("kafka-delegation-tokens", "DelegationTokenCommand"),
            Map.entry("kafka-delete-records", "DeleteRecordsCommand"),
            Map.entry("kafka-dump-log", "DumpLogSegments"),
            Map.entry("kafka-e2e-latency", "EndToEndLatency"),
            Map.entry("kafka-features", "FeatureCommand"),
            Map.entry("kafka-get-offsets", "GetOffsetShell"),
            Map.entry("kafka-groups", "GroupsCommand"),
            Map.entry("kafka-jmx", "JmxTool"),
            Map.entry("kafka-leader-election", "LeaderElectionCommand"),
            Map.entry("kafka-log-dirs", "LogDirsCommand"),
            Map.entry("kafka-metadata-quorum", "MetadataQuorumCommand"),
            Map.entry("kafka-metadata-shell", "MetadataShell"),
            Map.entry("kafka-producer-perf-test", "ProducerPerformance"),
            Map.entry("kafka-reassign-partitions", "ReassignPartitionsCommand"),
            Map.entry("kafka-replica-verification", "ReplicaVerificationTool"),
            Map.entry("kafka-share-consumer-perf-test", "ShareConsumerPerformance"),
            Map.entry("kafka-share-groups", "ShareGroupCommand"),
            Map.entry("kafka-storage", "StorageTool"),
            Map.entry("kafka-streams-application-reset", "StreamsResetter"),
            Map.entry("kafka-streams-groups", "StreamsGroupCommand"),
            Map.entry("kafka-topics", "TopicCommand"),
            Map.entry("kafka-transactions", "TransactionsCommand"),
            Map.entry("kafka-verifiable-consumer", "VerifiableConsumer"),
            Map.entry("kafka-verifiable-producer", "VerifiableProducer"),
            Map.entry("kafka-verifiable-share-consumer", "VerifiableShareConsumer"));

    private StockTools() {}

    /// The main class of each tool that the release has.
    ///
    /// @throws WorldRefused when a jar cannot be read
    public static SortedMap<String, String> of(Distribution distribution) {
        SortedMap<String, String> tools = new TreeMap<>();
        for (Path jar : distribution.jars()) {
            String name = String.valueOf(jar.getFileName());
            if (name.startsWith("kafka-tools-") || name.startsWith("kafka-shell-") || name.startsWith("kafka_")) {
                addTools(jar, tools);
            }
        }
        return tools;
    }

    private static void addTools(Path jar, SortedMap<String, String> tools) {
        try (ZipFile file = new ZipFile(jar.toFile())) {
            CLASSES.forEach((tool, simpleName) -> file.stream()
                    .filter(entry -> entry.getName().endsWith("/" + simpleName + ".class"))
                    .findFirst()
                    .map(entry -> entry.getName().replace(".class", "").replace('/', '.'))
                    .or(() -> Optional.ofNullable(tools.get(tool)))
                    .ifPresent(main -> tools.put(tool, main)));
        } catch (IOException e) {
            throw new WorldRefused(
                    jar.toString(),
                    "cannot be read: " + e.getMessage(),
                    "remove " + jar.getParent() + " and run again: it is fetched anew");
        }
    }
}
