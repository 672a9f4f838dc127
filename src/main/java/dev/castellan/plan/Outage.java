package dev.castellan.plan;

import dev.castellan.observe.Live;
import dev.castellan.plan.Question.Risk;
import dev.castellan.problem.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The partitions that go down with a node however carefully it is restarted: they have no more replicas than
/// `min.insync.replicas`. Named, never skipped; more than one broker and it has to be agreed to.
public final class Outage {
    private static final int NAMED = 20;

    private Outage() {}

    /// Whether a partition can stay writable while one of its replicas is away.
    static boolean canStay(Live.Topic topic, Live.Partition partition) {
        return partition.replicas().size() > topic.minInsyncReplicas();
    }

    /// Whether a quorum can keep its majority while a voter is away; with two it cannot.
    static boolean canStay(Live.Quorum quorum) {
        return quorum.lag().size() > 2;
    }

    /// Those that cannot, on these nodes, with how many replicas they have: "clicks-0 clicks-1 (1 replica)". Empty
    /// where all stay.
    public static Optional<String> of(Live.Awake awake, Collection<Integer> nodes) {
        Map<String, List<String>> partitions = new LinkedHashMap<>();
        int count = 0;
        Set<Integer> voters =
                awake.quorum().map(quorum -> quorum.lag().keySet()).orElse(Set.of());
        if (voters.size() == 2 && nodes.stream().anyMatch(voters::contains)) {
            partitions.put("2 voters", List.of("the controllers"));
            count++;
        }
        for (Live.Topic topic : awake.topics().values()) {
            for (Live.Partition partition : topic.partitions()) {
                if (!topic.isCastellans()
                        && !canStay(topic, partition)
                        && partition.replicas().stream().anyMatch(nodes::contains)) {
                    count++;
                    if (count <= NAMED) {
                        partitions
                                .computeIfAbsent(kind(topic, partition), kind -> new ArrayList<>())
                                .add(partition.topic() + "-" + partition.id());
                    }
                }
            }
        }
        if (count == 0) {
            return Optional.empty();
        }
        String names = partitions.entrySet().stream()
                .map(kind -> String.join(" ", kind.getValue()) + " (" + kind.getKey() + ")")
                .collect(Collectors.joining(", "));
        return Optional.of(names + (count > NAMED ? " and " + (count - NAMED) + " more" : ""));
    }

    /// What stands in the way of restarting these nodes, as long as nobody agreed to it. A lone broker takes all with
    /// it, which nobody has to be told.
    public static Optional<Problem> refusal(
            Live.Awake awake, Collection<Integer> nodes, Collection<Risk> accepted, String where) {
        if (awake.brokers().size() < 2 || accepted.contains(Risk.UNAVAILABLE)) {
            return Optional.empty();
        }
        return of(awake, nodes)
                .map(names -> Problem.error(
                        where,
                        "a restart takes away what has no replica to spare: " + names,
                        "give these topics more replicas than min.insync.replicas, or agree: --accept-risk="
                                + Risk.UNAVAILABLE.text()));
    }

    private static String kind(Live.Topic topic, Live.Partition partition) {
        int replicas = partition.replicas().size();
        return replicas == 1 ? "1 replica" : replicas + " replicas, min.insync.replicas " + topic.minInsyncReplicas();
    }
}
