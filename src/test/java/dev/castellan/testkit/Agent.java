package dev.castellan.testkit;

import dev.castellan.kafka.config.AgentRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// Plays the Prometheus agent in a node's JVM: the first rule that fits names the value of a bean.
public final class Agent {
    /// Beans of a broker of 4.3, as the agent writes them down before it looks for a rule.
    private static final List<String> BEANS = List.of(
            "kafka.server<type=BrokerTopicMetrics, name=MessagesInPerSec><>Count",
            "kafka.server<type=BrokerTopicMetrics, name=BytesInPerSec><>Count",
            "kafka.server<type=BrokerTopicMetrics, name=BytesOutPerSec, topic=clicks><>Count",
            "kafka.server<type=BrokerTopicMetrics, name=BytesRejectedPerSec><>Count",
            "kafka.server<type=BrokerTopicMetrics, name=FailedProduceRequestsPerSec><>Count",
            "kafka.server<type=BrokerTopicMetrics, name=FailedFetchRequestsPerSec><>Count",
            "kafka.server<type=BrokerTopicMetrics, name=TotalProduceRequestsPerSec><>Count",
            "kafka.server<type=BrokerTopicMetrics, name=TotalFetchRequestsPerSec><>Count",
            "kafka.server<type=ReplicaManager, name=IsrExpandsPerSec><>Count",
            "kafka.server<type=ReplicaManager, name=UnderReplicatedPartitions><>Value",
            "kafka.server<type=ReplicaManager, name=IsrShrinksPerSec><>Count",
            "kafka.server<type=KafkaRequestHandlerPool, name=RequestHandlerAvgIdlePercent><>OneMinuteRate",
            "kafka.server<type=raft-metrics><>current-epoch",
            "kafka.server<type=raft-metrics><>current-leader",
            "kafka.server<type=raft-metrics><>current-vote",
            "kafka.server<type=raft-metrics><>high-watermark",
            "kafka.server<type=raft-metrics><>log-end-offset",
            "kafka.server<type=raft-metrics><>append-records-rate",
            "kafka.server<type=raft-metrics><>fetch-records-rate",
            "kafka.server<type=raft-metrics><>commit-latency-avg",
            "kafka.server<type=raft-metrics><>election-latency-avg",
            "kafka.server<type=raft-metrics><>poll-idle-ratio-avg",
            "kafka.server<type=raft-metrics><>current-state",
            "kafka.server<type=raft-channel-metrics><>incoming-byte-total",
            "kafka.server<type=raft-channel-metrics><>outgoing-byte-total",
            "kafka.server<type=raft-channel-metrics><>request-total",
            "kafka.server<type=raft-channel-metrics><>response-total",
            "kafka.server<type=broker-metadata-metrics><>metadata-load-error-count",
            "kafka.server<type=broker-metadata-metrics><>metadata-apply-error-count",
            "kafka.server<type=socket-server-metrics, listener=CLIENT, networkProcessor=1><>failed-authentication-rate",
            "kafka.controller<type=KafkaController, name=ActiveControllerCount><>Value",
            "kafka.controller<type=ControllerStats, name=UncleanLeaderElectionsPerSec><>Count",
            "kafka.log<type=LogManager, name=OfflineLogDirectoryCount><>Value",
            "kafka.log<type=LogCleanerManager, name=uncleanable-partitions-count, logDirectory=\"/data\"><>Value",
            "kafka.network<type=RequestMetrics, name=TotalTimeMs, request=Produce><>99thPercentile",
            "kafka.network<type=SocketServer, name=NetworkProcessorAvgIdlePercent><>Value",
            "kafka.network<type=RequestChannel, name=RequestQueueSize><>Value",
            "java.lang<type=Memory><HeapMemoryUsage>used",
            "java.lang<type=Memory><HeapMemoryUsage>max",
            "java.lang<name=G1 Young Generation, type=GarbageCollector><>CollectionTime",
            "java.lang<type=GarbageCollector, name=G1 Young Generation><>CollectionCount",
            "java.lang<type=Threading><>ThreadCount",
            "java.lang<type=OperatingSystem><>ProcessCpuLoad",
            "java.lang<type=OperatingSystem><>OpenFileDescriptorCount",
            "java.lang<type=OperatingSystem><>MaxFileDescriptorCount");

    /// Beans of a worker of Kafka Connect with a source and a sink.
    private static final List<String> OF_WORKER = List.of(
            "kafka.connect<type=connect-worker-metrics><>connector-count",
            "kafka.connect<type=connect-worker-metrics><>task-count",
            "kafka.connect<type=connect-worker-rebalance-metrics><>completed-rebalances-total",
            "kafka.connect<type=connector-task-metrics, connector=lines, task=0><>running-ratio",
            "kafka.connect<type=source-task-metrics, connector=lines, task=0><>source-record-write-total",
            "kafka.connect<type=source-task-metrics, connector=lines, task=0><>source-record-active-count",
            "kafka.connect<type=sink-task-metrics, connector=copy, task=0><>sink-record-send-total",
            "kafka.connect<type=sink-task-metrics, connector=copy, task=0><>sink-record-active-count",
            "kafka.connect<type=task-error-metrics, connector=lines, task=0><>total-record-failures",
            "kafka.connect<type=task-error-metrics, connector=lines, task=0><>total-records-skipped");

    /// Beans of a mirror, and of a connector of Debezium.
    private static final List<String> OF_PLUGINS = List.of(
            "kafka.connect.mirror<type=MirrorSourceConnector, source=east, target=west, topic=orders, partition=0>"
                    + "<>replication-latency-ms-max",
            "kafka.connect.mirror<type=MirrorSourceConnector, source=east, target=west, topic=orders, partition=0>"
                    + "<>record-count",
            "debezium.postgres<type=connector-metrics, context=streaming, server=shop><>MilliSecondsBehindSource",
            "debezium.postgres<type=connector-metrics, context=streaming, server=shop><>TotalNumberOfEventsSeen");

    private Agent() {}

    public static List<Map<?, ?>> rules() {
        Map<?, ?> file = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(AgentRules.text());
        List<Map<?, ?>> rules = new ArrayList<>();
        ((List<?>) file.get("rules")).forEach(rule -> rules.add((Map<?, ?>) rule));
        return rules;
    }

    /// What Prometheus is told of a broker.
    public static Set<String> ofNode() {
        return names(BEANS);
    }

    /// What it is told of a worker of Kafka Connect.
    public static Set<String> ofWorker() {
        return names(OF_WORKER);
    }

    /// What some plugins tell besides.
    public static Set<String> ofPlugins() {
        return names(OF_PLUGINS);
    }

    private static Set<String> names(List<String> beans) {
        Set<String> names = new TreeSet<>();
        beans.forEach(
                bean -> names.add(name(bean).orElseThrow(() -> new IllegalStateException("no rule for " + bean))));
        return names;
    }

    /// @param attribute `domain<key=value, key=value><path>attribute`
    public static Optional<String> name(String attribute) {
        for (Map<?, ?> rule : rules()) {
            Matcher matcher =
                    Pattern.compile("^.*(?:" + rule.get("pattern") + ").*$").matcher(attribute + ": 1");
            if (matcher.matches()) {
                String name = matcher.replaceAll(String.valueOf(rule.get("name")));
                // What is said to be no counter cannot be called one either.
                return Optional.of(name.replaceAll("[^a-zA-Z0-9_]", "_")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("_total$", ""));
            }
        }
        return Optional.empty();
    }
}
