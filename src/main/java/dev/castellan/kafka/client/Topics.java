package dev.castellan.kafka.client;

import dev.castellan.problem.Problem;
import dev.castellan.problem.Suggest;
import dev.castellan.problem.UserMistake;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TopicListing;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/// Reads and changes topics.
public final class Topics {
    /// Topics that Castellan keeps its own proofs and drills in.
    public static final String OWN_PREFIX = "__castellan";

    private final KafkaConnection connection;

    public Topics(KafkaConnection connection) {
        this.connection = connection;
    }

    /// Which topics are meant: those people made, or Kafka's and Castellan's own too.
    public enum Scope {
        VISIBLE,
        ALL
    }

    /// How much of a topic to read.
    public enum Detail {
        PARTITIONS,
        PARTITIONS_AND_CONFIGS
    }

    /// What a new topic shall be; empty means the cluster's default.
    public record Wanted(
            String name, Optional<Integer> partitions, Optional<Short> replicas, Map<String, String> configs) {}

    /// The names, sorted.
    public List<String> names(Scope scope) {
        Collection<TopicListing> listings = connection.await(connection
                .admin()
                .listTopics(new ListTopicsOptions().listInternal(true))
                .listings());
        return listings.stream()
                .filter(listing -> scope == Scope.ALL || !isHidden(listing.name(), listing.isInternal()))
                .map(TopicListing::name)
                .sorted()
                .toList();
    }

    static boolean isHidden(String name, boolean internal) {
        return internal || name.startsWith(OWN_PREFIX);
    }

    /// The topics of these names, sorted.
    ///
    /// @throws UserMistake when one does not exist, naming the one that was probably meant
    public List<TopicState> describe(Collection<String> names, Detail detail) {
        Map<String, KafkaFuture<TopicDescription>> described =
                connection.admin().describeTopics(names).topicNameValues();
        Map<ConfigResource, KafkaFuture<Config>> configs = detail == Detail.PARTITIONS
                ? Map.of()
                : connection
                        .admin()
                        .describeConfigs(names.stream().map(Topics::resource).toList())
                        .values();
        List<String> missing = new ArrayList<>();
        Map<String, TopicState> states = new TreeMap<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> entry : described.entrySet()) {
            try {
                TopicDescription topic = connection.await(entry.getValue());
                KafkaFuture<Config> config = configs.get(resource(entry.getKey()));
                states.put(
                        entry.getKey(), state(topic, config == null ? List.of() : changed(connection.await(config))));
            } catch (UnknownTopicOrPartitionException e) {
                missing.add(entry.getKey());
            }
        }
        if (!missing.isEmpty()) {
            throw unknown(missing);
        }
        return List.copyOf(states.values());
    }

    /// One topic, or the mistake of naming one that is not there.
    public TopicState require(String name) {
        return describe(Set.of(name), Detail.PARTITIONS).getFirst();
    }

    private UserMistake unknown(List<String> missing) {
        List<String> existing = names(Scope.ALL);
        return new UserMistake(missing.stream()
                .map(name -> Problem.error(
                        "",
                        "there is no topic \"" + name + "\"",
                        Suggest.hint(name, existing, "castellan topics create " + name)))
                .toList());
    }

    /// Creates one topic and says what it became; empty when it was there already.
    public Optional<TopicState> create(Wanted wanted) {
        NewTopic topic = new NewTopic(wanted.name(), wanted.partitions(), wanted.replicas()).configs(wanted.configs());
        CreateTopicsResult result = connection.admin().createTopics(List.of(topic));
        try {
            connection.await(result.all());
        } catch (TopicExistsException e) {
            return Optional.empty();
        }
        return Optional.of(described(wanted.name()));
    }

    /// Another broker than the creating one may answer, a moment behind: its ignorance is not an error here.
    private TopicState described(String name) {
        long until = System.nanoTime() + connection.bound().toNanos();
        while (true) {
            try {
                return state(
                        connection
                                .await(connection
                                        .admin()
                                        .describeTopics(List.of(name))
                                        .allTopicNames())
                                .values()
                                .iterator()
                                .next(),
                        List.of());
            } catch (UnknownTopicOrPartitionException e) {
                if (System.nanoTime() > until) {
                    throw e;
                }
                Thread.onSpinWait();
            }
        }
    }

    /// Grows a topic and changes its properties; the cluster checks the properties before anything is done.
    public List<Configs.Change> alter(String name, Optional<Integer> partitions, Configs.Wish wish) {
        Configs configs = new Configs(connection);
        Configs.Entity entity = new Configs.Entity(Configs.Entity.Kind.TOPIC, name);
        if (!wish.isEmpty()) {
            configs.check(entity, wish);
        }
        if (partitions.isPresent()) {
            connection.await(connection
                    .admin()
                    .createPartitions(Map.of(name, NewPartitions.increaseTo(partitions.get())))
                    .all());
        }
        return wish.isEmpty() ? List.of() : configs.change(entity, wish);
    }

    public void delete(Collection<String> names) {
        connection.await(connection.admin().deleteTopics(names).all());
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }

    private static List<Setting> changed(Config config) {
        return Configs.settings(config).stream()
                .filter(Setting::differsFromDefault)
                .toList();
    }

    private static TopicState state(TopicDescription topic, List<Setting> configs) {
        return new TopicState(
                topic.name(),
                topic.topicId().toString(),
                topic.isInternal(),
                topic.partitions().stream().map(Topics::partition).toList(),
                configs);
    }

    private static TopicState.Partition partition(TopicPartitionInfo info) {
        Optional<Integer> leader = Optional.ofNullable(info.leader())
                .filter(node -> !node.isEmpty())
                .map(Node::id);
        return new TopicState.Partition(
                info.partition(), leader, ids(info.replicas()), ids(info.isr()), ids(info.elr()));
    }

    private static List<Integer> ids(@Nullable List<Node> nodes) {
        return nodes == null ? List.of() : nodes.stream().map(Node::id).toList();
    }
}
