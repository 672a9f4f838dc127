package dev.castellan.observe;

import dev.castellan.kafka.client.Access;
import dev.castellan.kafka.client.KafkaConnection;
import dev.castellan.kafka.client.Quorum;
import dev.castellan.kafka.client.ReplicaSizes;
import dev.castellan.problem.WorldRefused;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConfigEntry.ConfigSource;
import org.apache.kafka.clients.admin.DescribeMetadataQuorumOptions;
import org.apache.kafka.clients.admin.DescribeMetadataQuorumResult;
import org.apache.kafka.clients.admin.FeatureMetadata;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.QuorumInfo;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/// Asks a running cluster everything a snapshot holds, in as few round trips as its questions allow.
public final class LiveReader {
    /// The quorum is asked through a broker that may wait for it in vain; whoever looks should not.
    private static final int QUORUM_BOUND_MS = 3000;

    private final KafkaConnection connection;
    private final IntPredicate answers;

    /// @param answers whether a broker is worth asking for its own properties: one that was killed stays in the
    ///     metadata until its session ends, and would cost the whole bound
    public LiveReader(KafkaConnection connection, IntPredicate answers) {
        this.connection = connection;
        this.answers = answers;
    }

    /// Never throws for a cluster in trouble: what does not answer is reported as such.
    public Live read() {
        return read(awake -> List.of());
    }

    /// @param doubts what else to find out, once it is known what there is
    Live read(Function<Live.Awake, List<Doubt>> doubts) {
        try {
            Live.Awake awake = awake();
            List<Doubt> asked = doubts.apply(awake);
            Live.Awake told = asked.contains(new Doubt.Space()) ? awake.with(room(awake)) : awake;
            return told.with(new StakeReader(connection, told, InstantSource.system()).read(asked));
        } catch (WorldRefused | KafkaException e) {
            return new Live.Silent(String.valueOf(e.getMessage()));
        }
    }

    private Live.Awake awake() {
        Admin admin = connection.admin();
        Access.Asked access = new Access(connection).ask();
        var features = admin.describeFeatures().featureMetadata();
        var moving = admin.listPartitionReassignments().reassignments();
        var nodes = admin.describeCluster().nodes();
        RosterReader roster = new RosterReader(connection);
        var names = admin.listTopics(new ListTopicsOptions().listInternal(true)).names();
        Set<Integer> brokers = connection.await(nodes).stream().map(Node::id).collect(Collectors.toUnmodifiableSet());
        // Its bound is short, and the way in through TLS may take that long on a machine that has much to do.
        DescribeMetadataQuorumResult quorum =
                admin.describeMetadataQuorum(new DescribeMetadataQuorumOptions().timeoutMs(QUORUM_BOUND_MS));
        Set<String> topics = connection.await(names);
        var descriptions = admin.describeTopics(topics).topicNameValues();
        Map<ConfigResource, KafkaFuture<Config>> configs =
                admin.describeConfigs(resources(brokers, topics)).values();
        Map<ConfigResource, Config> settings = settings(configs);
        return new Live.Awake(
                brokers,
                quorum(quorum),
                new TopicReader(settings, connection.await(moving)).topics(there(descriptions)),
                dynamic(settings.get(broker("")), ConfigSource.DYNAMIC_DEFAULT_BROKER_CONFIG),
                perBroker(brokers, settings),
                access(access.answer()),
                features(connection.await(features)),
                Map.of(),
                roster.read(brokers, quorum),
                Live.Room.UNKNOWN);
    }

    /// Without those that were deleted since they were listed.
    private List<TopicDescription> there(Map<String, KafkaFuture<TopicDescription>> asked) {
        List<TopicDescription> there = new ArrayList<>();
        asked.values().forEach(topic -> {
            try {
                there.add(connection.await(topic));
            } catch (UnknownTopicOrPartitionException gone) {
                // One fewer.
            }
        });
        return there;
    }

    private Live.Room room(Live.Awake awake) {
        ReplicaSizes.Sizes sizes = new ReplicaSizes(connection)
                .read(awake.brokers().stream().filter(answers::test).toList());
        Map<Live.Place, Long> largest = new HashMap<>();
        sizes.largest().forEach((place, bytes) -> largest.put(new Live.Place(place.topic(), place.partition()), bytes));
        return new Live.Room(sizes.usable(), largest);
    }

    private static SortedMap<String, Live.Feature> features(FeatureMetadata said) {
        SortedMap<String, Live.Feature> features = new TreeMap<>();
        said.supportedFeatures().forEach((name, range) -> {
            FinalizedVersionRange finalized = said.finalizedFeatures().get(name);
            features.put(
                    name, new Live.Feature(finalized == null ? 0 : finalized.maxVersionLevel(), range.maxVersion()));
        });
        return features;
    }

    private static Live.Access access(Access.State state) {
        return new Live.Access(state.users(), state.acls(), state.quotas());
    }

    private Map<ConfigResource, Config> settings(Map<ConfigResource, KafkaFuture<Config>> asked) {
        Map<ConfigResource, Config> settings = new HashMap<>();
        asked.forEach((resource, future) -> {
            try {
                settings.put(resource, connection.await(future));
            } catch (KafkaException | WorldRefused e) {
                if (resource.type() != ConfigResource.Type.BROKER && !(e instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
                // A broker that just left, or a topic that was just deleted: it has no properties to compare.
            }
        });
        return settings;
    }

    private Optional<Live.Quorum> quorum(DescribeMetadataQuorumResult asked) {
        try {
            QuorumInfo info = connection.await(asked.quorumInfo());
            SortedMap<Integer, Long> lag = new TreeMap<>();
            SortedMap<Integer, Long> behind = new TreeMap<>();
            Set<Integer> observers = new HashSet<>();
            for (Quorum.Replica replica : Quorum.of(info, Instant.now()).replicas()) {
                if (replica.role() == Quorum.Role.observer) {
                    observers.add(replica.node());
                } else {
                    lag.put(replica.node(), replica.lag());
                    replica.behindMillis().ifPresent(millis -> behind.put(replica.node(), millis));
                }
            }
            return Optional.of(new Live.Quorum(info.leaderId(), info.leaderEpoch(), lag, behind, observers));
        } catch (WorldRefused | KafkaException e) {
            return Optional.empty();
        }
    }

    private Collection<ConfigResource> resources(Set<Integer> brokers, Set<String> topics) {
        List<ConfigResource> resources = new ArrayList<>();
        resources.add(broker(""));
        brokers.stream().filter(answers::test).forEach(id -> resources.add(broker(String.valueOf(id))));
        topics.forEach(name -> resources.add(new ConfigResource(ConfigResource.Type.TOPIC, name)));
        return resources;
    }

    private static ConfigResource broker(String name) {
        return new ConfigResource(ConfigResource.Type.BROKER, name);
    }

    private static Map<Integer, Map<String, String>> perBroker(
            Set<Integer> brokers, Map<ConfigResource, Config> settings) {
        Map<Integer, Map<String, String>> all = new HashMap<>();
        for (int id : brokers) {
            Map<String, String> dynamic =
                    dynamic(settings.get(broker(String.valueOf(id))), ConfigSource.DYNAMIC_BROKER_CONFIG);
            if (!dynamic.isEmpty()) {
                all.put(id, dynamic);
            }
        }
        return all;
    }

    static Map<String, String> dynamic(@Nullable Config config, ConfigSource source) {
        return entries(config)
                .filter(entry -> entry.source() == source && entry.value() != null)
                .collect(Collectors.toUnmodifiableMap(ConfigEntry::name, ConfigEntry::value));
    }

    static Stream<ConfigEntry> entries(@Nullable Config config) {
        return config == null ? Stream.of() : config.entries().stream();
    }
}
