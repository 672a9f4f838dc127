package dev.castellan.apply;

import dev.castellan.kafka.client.KafkaConnection;
import dev.castellan.plan.Step;
import dev.castellan.problem.Problem;
import dev.castellan.problem.WorldRefused;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/// What steps about topics change inside a running cluster, those of many topics in one request. Each may be repeated.
final class TopicResources {
    /// A controller takes up to 10,000 partitions in a request, all or none (KAFKA-17877); smaller ones come back
    /// within the bound.
    private static final int MOST_PARTITIONS = 2000;

    private final KafkaConnection connection;

    TopicResources(KafkaConnection connection) {
        this.connection = connection;
    }

    /// @param steps of one kind, no two about the same topic
    /// @param progress hears what is waited for
    void apply(List<Step.OfTopic> steps, Moves moves, Consumer<String> progress) {
        create(kind(steps, Step.CreateTopic.class));
        widen(kind(steps, Step.AddPartitions.class));
        configure(kind(steps, Step.SetTopicConfig.class));
        delete(kind(steps, Step.DeleteTopic.class));
        List<Step.MoveReplicas> moved = kind(steps, Step.MoveReplicas.class);
        if (!moved.isEmpty()) {
            moves.carryOut(connection, moved, progress);
        }
    }

    private static <T extends Step.OfTopic> List<T> kind(List<Step.OfTopic> steps, Class<T> kind) {
        return steps.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private void create(List<Step.CreateTopic> steps) {
        List<NewTopic> request = new ArrayList<>();
        int partitions = 0;
        for (Step.CreateTopic step : steps) {
            if (partitions + step.partitions() > MOST_PARTITIONS && !request.isEmpty()) {
                create(request);
                request.clear();
                partitions = 0;
            }
            partitions += step.partitions();
            NewTopic topic = step.replicas().isEmpty()
                    ? new NewTopic(step.topic(), step.partitions(), (short) step.replicationFactor())
                    : new NewTopic(step.topic(), step.replicas());
            request.add(topic.configs(step.config()));
        }
        create(request);
    }

    private void create(Collection<NewTopic> request) {
        if (!request.isEmpty()) {
            await(connection.admin().createTopics(request).values(), Set.of(TopicExistsException.class));
        }
    }

    private void widen(List<Step.AddPartitions> steps) {
        Map<String, NewPartitions> request = new HashMap<>();
        for (Step.AddPartitions step : steps) {
            request.put(
                    step.topic(),
                    step.replicas().isEmpty()
                            ? NewPartitions.increaseTo(step.after())
                            : NewPartitions.increaseTo(
                                    step.after(), List.copyOf(step.replicas().values())));
        }
        if (!request.isEmpty()) {
            await(connection.admin().createPartitions(request).values(), Set.of());
        }
    }

    private void configure(List<Step.SetTopicConfig> steps) {
        Map<ConfigResource, Collection<AlterConfigOp>> request = new HashMap<>();
        for (Step.SetTopicConfig step : steps) {
            request.put(
                    new ConfigResource(ConfigResource.Type.TOPIC, step.topic()), Resources.operations(step.changes()));
        }
        if (!request.isEmpty()) {
            SortedMap<String, KafkaFuture<Void>> answers = new TreeMap<>();
            connection
                    .admin()
                    .incrementalAlterConfigs(request)
                    .values()
                    .forEach((resource, answer) -> answers.put(resource.name(), answer));
            await(answers, Set.of());
        }
    }

    private void delete(List<Step.DeleteTopic> steps) {
        if (!steps.isEmpty()) {
            List<String> names = steps.stream().map(Step.DeleteTopic::topic).toList();
            await(
                    connection.admin().deleteTopics(names).topicNameValues(),
                    Set.of(UnknownTopicOrPartitionException.class));
        }
    }

    /// Waits for each of them, so that all that is refused is told at once.
    ///
    /// @param done what says that an earlier run got this far; the next observation compares what it made
    private void await(Map<String, KafkaFuture<Void>> answers, Set<Class<? extends ApiException>> done) {
        List<Problem> refused = new ArrayList<>();
        answers.forEach((topic, answer) -> {
            try {
                connection.await(answer);
            } catch (ApiException e) {
                if (!done.contains(e.getClass())) {
                    refused.add(Problem.error("topic " + topic, String.valueOf(e.getMessage()), ""));
                }
            }
        });
        if (!refused.isEmpty()) {
            throw new WorldRefused(refused);
        }
    }
}
