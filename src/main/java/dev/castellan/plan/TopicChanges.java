package dev.castellan.plan;

import dev.castellan.observe.Live;
import dev.castellan.plan.Step.AddPartitions;
import dev.castellan.plan.Step.Change;
import dev.castellan.plan.Step.CreateTopic;
import dev.castellan.plan.Step.SetTopicConfig;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.TopicSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Compares the spec's topics with the cluster's. Topics the spec does not name are nobody's business here.
final class TopicChanges {
    /// A cluster that holds nothing yet.
    static final Live.Awake EMPTY =
            new Live.Awake(Set.of(), Optional.empty(), new TreeMap<>(), Map.of(), Map.of(), Live.Access.NONE);

    private final List<Step> steps = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    TopicChanges(ClusterSpec wanted, Live.Awake awake) {
        wanted.topics().stream().sorted(Comparator.comparing(TopicSpec::name)).forEach(topic -> {
            Live.Topic have = awake.topics().get(topic.name());
            if (have == null) {
                steps.add(new CreateTopic(
                        topic.name(),
                        topic.partitions(),
                        topic.replicationFactor(),
                        new TreeMap<>(topic.config()),
                        topic.location().brief()));
            } else {
                compare(topic, have);
            }
        });
    }

    List<Step> steps() {
        return List.copyOf(steps);
    }

    List<String> notes() {
        return List.copyOf(notes);
    }

    private void compare(TopicSpec topic, Live.Topic have) {
        String at = topic.location().brief();
        int partitions = have.partitions().size();
        if (partitions < topic.partitions()) {
            steps.add(new AddPartitions(topic.name(), partitions, topic.partitions(), at));
        } else if (partitions > topic.partitions()) {
            notes.add(at + "  " + topic.name() + " has " + partitions + " partitions, the spec says "
                    + topic.partitions() + ": Kafka cannot take partitions away");
        }
        if (have.replicationFactor() != topic.replicationFactor()) {
            notes.add(at + "  " + topic.name() + " has replication factor " + have.replicationFactor()
                    + ", the spec says " + topic.replicationFactor() + ": moving replicas is not supported yet");
        }
        SortedMap<String, Change> changes = new TreeMap<>();
        topic.config().forEach((name, value) -> {
            String now = have.config().getOrDefault(name, "");
            if (!now.equals(value)) {
                changes.put(name, new Change(now, value));
            }
        });
        have.config().keySet().stream()
                .sorted()
                .filter(name -> !topic.config().containsKey(name))
                .forEach(name -> notes.add(
                        at + "  " + topic.name() + " has " + name + " set, the spec does not say it: left alone"));
        if (!changes.isEmpty()) {
            steps.add(new SetTopicConfig(topic.name(), changes, at));
        }
    }
}
