package dev.castellan.testkit;

import dev.castellan.observe.Doubt;
import dev.castellan.observe.Live;
import dev.castellan.plan.Step;
import dev.castellan.spec.ClusterSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// The topics of a [FakeWorld].
public final class FakeTopics {
    private final SortedMap<String, FakeTopic> topics = new TreeMap<>();
    private final SortedMap<String, Long> records = new TreeMap<>();

    /// @param replicas brokers by partition
    /// @param coming where partitions are on their way to
    private record FakeTopic(
            SortedMap<Integer, List<Integer>> replicas,
            SortedMap<String, String> config,
            SortedMap<Integer, List<Integer>> coming) {
        long holders() {
            return replicas.values().stream().flatMap(List::stream).distinct().count();
        }
    }

    /// Somebody writes records with keys, all of them old and each a byte.
    public void hold(String topic, long count) {
        records.put(topic, count);
    }

    /// Somebody deletes a topic by hand.
    public void delete(String topic) {
        topics.remove(topic);
    }

    /// Somebody makes a topic by hand.
    public void add(String topic, int partitions, List<Integer> brokers) {
        SortedMap<Integer, List<Integer>> replicas = new TreeMap<>();
        for (int id = 0; id < partitions; id++) {
            replicas.put(id, List.of(brokers.get(id % brokers.size())));
        }
        topics.put(topic, new FakeTopic(replicas, new TreeMap<>(), new TreeMap<>()));
    }

    /// Somebody sets a property by hand.
    public void configure(String topic, String name, String value) {
        topic(topic).config().put(name, value);
    }

    /// A move of replicas is cut off before a partition has arrived.
    public void interrupt(String topic, int partition, List<Integer> places) {
        topic(topic).coming().put(partition, List.copyOf(places));
    }

    void putAll(FakeTopics others) {
        others.topics.forEach((name, topic) -> topics.put(
                name,
                new FakeTopic(
                        new TreeMap<>(topic.replicas()),
                        new TreeMap<>(topic.config()),
                        new TreeMap<>(topic.coming()))));
        records.putAll(others.records);
    }

    /// @param brokers those that run
    void execute(Step.OfTopic step, List<Integer> brokers) {
        switch (step) {
            case Step.CreateTopic create -> {
                FakeWorld.check(brokers.size() >= create.replicationFactor(), "there are brokers for every copy");
                FakeTopic made = new FakeTopic(
                        new TreeMap<>(create.replicas()), new TreeMap<>(create.config()), new TreeMap<>());
                for (int id = 0; id < create.partitions(); id++) {
                    made.replicas().putIfAbsent(id, spread(id, create.replicationFactor(), brokers));
                }
                topics.putIfAbsent(create.topic(), made);
            }
            case Step.AddPartitions add -> {
                SortedMap<Integer, List<Integer>> replicas = topic(add.topic()).replicas();
                FakeWorld.check(replicas.size() < add.after(), "partitions only become more");
                int copies = replicas.firstEntry().getValue().size();
                for (int id = replicas.size(); id < add.after(); id++) {
                    replicas.put(id, add.replicas().getOrDefault(id, spread(id, copies, brokers)));
                }
            }
            case Step.SetTopicConfig set ->
                set.changes().forEach((name, change) -> {
                    SortedMap<String, String> config = topic(set.topic()).config();
                    FakeWorld.check(change.before().equals(config.getOrDefault(name, "")), "a change tells what was");
                    if (change.after().isEmpty()) {
                        config.remove(name);
                    } else {
                        config.put(name, change.after());
                    }
                });
            case Step.MoveReplicas move -> {
                FakeTopic topic = topic(move.topic());
                move.after().forEach((id, places) -> {
                    FakeWorld.check(
                            Set.copyOf(topic.replicas().get(id))
                                    .equals(Set.copyOf(move.before().get(id))),
                            "a move tells what was");
                    FakeWorld.check(Set.copyOf(places).size() == places.size(), "a broker holds a partition once");
                    topic.replicas().put(id, places);
                    topic.coming().remove(id);
                });
                topic.config().keySet().removeIf(name -> name.endsWith("throttled.replicas"));
            }
            case Step.DeleteTopic delete ->
                FakeWorld.check(topics.remove(delete.topic()) != null, "what is deleted is there");
        }
    }

    /// Brokers that hold anything.
    Set<Integer> holders() {
        Set<Integer> holders = new TreeSet<>();
        topics.values().forEach(topic -> topic.replicas().values().forEach(holders::addAll));
        return holders;
    }

    private FakeTopic topic(String name) {
        return Objects.requireNonNull(topics.get(name), name);
    }

    private static List<Integer> spread(int partition, int copies, List<Integer> brokers) {
        List<Integer> places = new ArrayList<>();
        for (int copy = 0; copy < copies; copy++) {
            places.add(brokers.get((partition + copy) % brokers.size()));
        }
        return places;
    }

    SortedMap<String, Live.Topic> live(List<Integer> brokers) {
        SortedMap<String, Live.Topic> live = new TreeMap<>();
        topics.forEach((name, topic) -> {
            List<Live.Partition> partitions = new ArrayList<>();
            topic.replicas().forEach((id, replicas) -> partitions.add(partition(name, id, topic, brokers)));
            long millis = Long.parseLong(topic.config().getOrDefault("retention.ms", "604800000"));
            long bytes = Long.parseLong(topic.config().getOrDefault("retention.bytes", "-1"));
            live.put(
                    name,
                    new Live.Topic(
                            name,
                            false,
                            partitions,
                            topic.config(),
                            new Live.Retention(
                                    millis, bytes, Set.of(topic.config().getOrDefault("cleanup.policy", "delete"))),
                            topic.holders() >= 3 ? 2 : 1));
        });
        return live;
    }

    private static Live.Partition partition(String name, int id, FakeTopic topic, List<Integer> brokers) {
        List<Integer> before = topic.replicas().getOrDefault(id, List.of());
        List<Integer> then = topic.coming().getOrDefault(id, before);
        List<Integer> all = new ArrayList<>(then);
        before.stream().filter(broker -> !then.contains(broker)).forEach(all::add);
        List<Integer> up = before.stream().filter(brokers::contains).toList();
        return new Live.Partition(
                name,
                id,
                up.stream().mapToInt(Integer::intValue).findFirst(),
                all,
                up.isEmpty() ? List.of(before.getFirst()) : up,
                then.stream().filter(broker -> !before.contains(broker)).toList(),
                before.stream().filter(broker -> !then.contains(broker)).toList());
    }

    /// What a reader of these topics would find out about a spec's doubts.
    Map<Doubt, Live.Stake> stakes(ClusterSpec wanted, Live.Awake awake) {
        Map<Doubt, Live.Stake> stakes = new HashMap<>();
        for (Doubt doubt : Doubt.of(wanted, awake)) {
            long held = records.getOrDefault(doubt.topic(), 0L);
            stakes.put(doubt, doubt instanceof Doubt.Beyond ? new Live.Stake(0, held) : new Live.Stake(held, 0));
        }
        return stakes;
    }

    /// Copies by partition, not their places: where a replica is best put depends on what else is there by then.
    Object state() {
        SortedMap<String, Object> state = new TreeMap<>();
        topics.forEach((name, topic) -> state.put(
                name, List.of(topic.replicas().values().stream().map(List::size).toList(), topic.config())));
        return state;
    }
}
