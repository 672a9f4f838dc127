package dev.castellan.plan;

import dev.castellan.observe.Doubt;
import dev.castellan.observe.Live;
import dev.castellan.plan.Step.AddPartitions;
import dev.castellan.plan.Step.Change;
import dev.castellan.plan.Step.CreateTopic;
import dev.castellan.plan.Step.DeleteTopic;
import dev.castellan.plan.Step.MoveReplicas;
import dev.castellan.plan.Step.SetBrokerConfig;
import dev.castellan.plan.Step.SetTopicConfig;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.MirrorConnectors;
import dev.castellan.spec.TopicSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// Compares the spec's topics with the cluster's.
final class TopicChanges {
    /// A cluster that holds nothing yet.
    static final Live.Awake EMPTY =
            new Live.Awake(Set.of(), Optional.empty(), new TreeMap<>(), Map.of(), Map.of(), Live.Access.NONE, Map.of());

    /// So many are named.
    private static final int FEW = 5;

    private final ClusterSpec wanted;
    private final Live.Awake awake;
    private final Placement placement;
    private final List<Step> created = new ArrayList<>();
    private final List<Step> altered = new ArrayList<>();
    private final List<Step> moved = new ArrayList<>();
    private final List<Step> grown = new ArrayList<>();
    private final List<Step> deleted = new ArrayList<>();
    private final Set<String> moving = new HashSet<>();
    private final List<Live.Topic> freed = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /// @param starting nodes that do not run, and will before anything is done to topics
    TopicChanges(ClusterSpec wanted, Live.Awake awake, Set<Integer> starting) {
        this.wanted = wanted;
        this.awake = awake;
        this.placement = new Placement(wanted, awake, starting);
        wanted.topics().stream().sorted(Comparator.comparing(TopicSpec::name)).forEach(topic -> {
            Live.Topic have = awake.topics().get(topic.name());
            if (have == null) {
                create(topic);
            } else {
                move(topic, have);
                grow(topic, have);
                configure(topic, have);
            }
        });
        strangers();
    }

    /// Moved before widened: new partitions get as many copies as the others have.
    List<Step> steps() {
        return steps(moves -> moves);
    }

    /// @param relocation makes of these moves all that there are
    List<Step> steps(UnaryOperator<List<Step>> relocation) {
        List<Step> steps = new ArrayList<>(unthrottled());
        steps.addAll(created);
        steps.addAll(altered);
        steps.addAll(relocation.apply(List.copyOf(moved)));
        steps.addAll(grown);
        steps.addAll(deleted);
        return steps;
    }

    /// Topics that are deleted.
    Set<String> doomed() {
        return deleted.stream().map(step -> ((DeleteTopic) step).topic()).collect(Collectors.toSet());
    }

    List<String> notes() {
        return List.copyOf(notes);
    }

    private void create(TopicSpec topic) {
        int partitions = topic.partitions().orElse(1);
        int copies = topic.replicationFactor().orElse(usualCopies(topic));
        SortedMap<Integer, List<Integer>> replicas = placed(topic, 0, partitions, copies);
        if (replicas.isEmpty() && !topic.brokers().isEmpty()) {
            notes.add(tooFew(topic, copies));
            return;
        }
        created.add(new CreateTopic(
                topic.name(),
                partitions,
                copies,
                replicas,
                new TreeMap<>(topic.config()),
                topic.location().brief()));
    }

    private int usualCopies(TopicSpec topic) {
        int most = topic.brokers().isEmpty()
                ? wanted.usualCopies()
                : topic.brokers().size();
        return Math.min(wanted.usualCopies(), most);
    }

    /// Where partitions go that there are not yet; empty where that is Kafka's to say, or too few brokers run.
    private SortedMap<Integer, List<Integer>> placed(TopicSpec topic, int from, int to, int copies) {
        SortedMap<Integer, List<Integer>> replicas = new TreeMap<>();
        // Kafka would choose among those that leave, too.
        if (!topic.brokers().isEmpty() || !wanted.members().retired().isEmpty()) {
            for (int id = from; id < to; id++) {
                int partition = id;
                placement.fresh(id, copies, topic.brokers()).ifPresent(places -> replicas.put(partition, places));
            }
        }
        return replicas;
    }

    /// Where the spec says nothing of copies and brokers, replicas that move are somebody else's business.
    private void move(TopicSpec topic, Live.Topic have) {
        if (topic.replicationFactor().isEmpty() && topic.brokers().isEmpty()) {
            return;
        }
        int copies = topic.replicationFactor().orElse(have.replicationFactor());
        SortedMap<Integer, List<Integer>> before = new TreeMap<>();
        SortedMap<Integer, List<Integer>> after = new TreeMap<>();
        boolean possible = true;
        for (Live.Partition partition : have.partitions()) {
            Optional<List<Integer>> then = placement.adjusted(partition, copies, topic.brokers());
            possible &= then.isPresent();
            then.filter(places -> partition.isMoving() || !places.equals(partition.replicas()))
                    .ifPresent(places -> {
                        before.put(partition.id(), partition.left());
                        after.put(partition.id(), places);
                    });
        }
        if (!possible) {
            notes.add(tooFew(topic, copies));
        } else if (!after.isEmpty()) {
            String at = at(topic, topic.brokers().isEmpty() ? "replication-factor" : "brokers");
            String why = have.isMoving() ? at + ", goes on" : at;
            moving.add(topic.name());
            moved.add(new MoveReplicas(topic.name(), before, after, wanted.moveRate(), why));
        }
    }

    private static String tooFew(TopicSpec topic, int copies) {
        return topic.location().brief() + "  " + topic.name() + " waits until " + copies
                + (topic.brokers().isEmpty() ? "" : " of its") + " brokers run";
    }

    private void grow(TopicSpec topic, Live.Topic have) {
        int now = have.partitions().size();
        int then = topic.partitions().orElse(now);
        if (now < then) {
            int copies = topic.replicationFactor().orElse(have.replicationFactor());
            grown.add(new AddPartitions(
                    topic.name(), now, then, placed(topic, now, then, copies), at(topic, "partitions")));
        }
    }

    private void configure(TopicSpec topic, Live.Topic have) {
        String at = topic.location().brief();
        SortedMap<String, Change> changes = new TreeMap<>();
        topic.config().forEach((name, value) -> {
            String now = have.config().getOrDefault(name, "");
            if (!now.equals(value)) {
                changes.put(name, new Change(now, value));
            }
        });
        SortedSet<String> throttles = Throttle.of(have);
        have.config().keySet().stream()
                .sorted()
                .filter(name -> !topic.config().containsKey(name) && !throttles.contains(name))
                .forEach(name -> notes.add(
                        at + "  " + topic.name() + " has " + name + " set, the spec does not say it: left alone"));
        boolean moves =
                moved.stream().anyMatch(step -> ((MoveReplicas) step).topic().equals(topic.name()));
        if (!moves && !throttles.isEmpty()) {
            freed.add(have);
        }
        if (!changes.isEmpty()) {
            altered.add(new SetTopicConfig(topic.name(), changes, at));
        }
    }

    /// Takes away what a move that was cut off has left behind. The brokers' share first: the topics' tells that there
    /// is something to take away.
    private List<Step> unthrottled() {
        List<Step> steps = new ArrayList<>();
        if (freed.isEmpty() || awake.topics().values().stream().anyMatch(Live.Topic::isMoving)) {
            return steps;
        }
        String why = "left by a move of replicas that was cut off";
        new TreeMap<>(awake.brokerConfig()).forEach((id, config) -> {
            SortedSet<String> names = new TreeSet<>(Throttle.OF_BROKERS);
            names.retainAll(config.keySet());
            if (!names.isEmpty()) {
                steps.add(new SetBrokerConfig(Optional.of(id), new TreeMap<>(), names, why));
            }
        });
        for (Live.Topic have : freed) {
            SortedMap<String, Change> changes = new TreeMap<>();
            Throttle.of(have)
                    .forEach(name -> changes.put(name, new Change(have.config().getOrDefault(name, ""), "")));
            steps.add(new SetTopicConfig(have.name(), changes, why));
        }
        return steps;
    }

    /// Topics that the spec does not name: worth a word only where it speaks of topics at all.
    private void strangers() {
        Set<String> named = wanted.topicsByName().keySet();
        awake.topics().values().stream()
                .filter(topic ->
                        !named.contains(topic.name()) && !Throttle.of(topic).isEmpty())
                .filter(topic -> Throttle.isOurs(awake, wanted.moveRate())
                        || (!wanted.members().retire().isEmpty() && Throttle.isIdle(awake)))
                .forEach(freed::add);
        List<Live.Topic> strangers = awake.topics().values().stream()
                .filter(topic -> Doubt.isManaged(topic) && !named.contains(topic.name()))
                .filter(topic -> !MirrorConnectors.make(wanted, topic.name()))
                .toList();
        String file = wanted.file().orElse("the spec");
        if (wanted.prune().contains(ClusterSpec.Kind.topics)) {
            strangers.forEach(topic -> deleted.add(
                    new DeleteTopic(topic.name(), topic.partitions().size(), "not in " + file + ", and to be pruned")));
        } else if (!strangers.isEmpty() && !named.isEmpty()) {
            String few = strangers.stream().limit(FEW).map(Live.Topic::name).collect(Collectors.joining(", "));
            notes.add("topics that are not in " + file + ", left alone: " + few
                    + (strangers.size() > FEW ? " and " + (strangers.size() - FEW) + " more" : ""));
        }
    }

    private String at(TopicSpec topic, String field) {
        return Refusals.place(wanted.locate("topics." + topic.name() + "." + field), topic.location())
                .brief();
    }
}
