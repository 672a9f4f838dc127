package dev.castellan.plan;

import dev.castellan.observe.Live;
import dev.castellan.plan.Step.MoveReplicas;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.MembersSpec.Rebalance;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// Which replicas move because brokers come or go: as steps, together with those that the topics of a spec ask for.
final class Relocation {
    private final Membership membership;
    private final ClusterSpec wanted;
    private final Live.Awake awake;

    Relocation(Membership membership, Live.Awake awake) {
        this.membership = membership;
        this.wanted = membership.staying().wanted();
        this.awake = awake;
    }

    /// @param moved what moves anyway
    /// @param doomed topics that are deleted
    List<Step> with(List<Step> moved, Collection<String> doomed) {
        if (isIdle()) {
            return moved;
        }
        SortedMap<String, MoveReplicas> asked = new TreeMap<>();
        moved.forEach(step -> asked.put(((MoveReplicas) step).topic(), (MoveReplicas) step));
        Map<Live.Place, List<Integer>> spread = spread(asked, doomed);
        List<Step> steps = new ArrayList<>();
        for (Live.Topic topic : awake.topics().values()) {
            MoveReplicas own = asked.get(topic.name());
            SortedMap<Integer, List<Integer>> before = new TreeMap<>();
            SortedMap<Integer, List<Integer>> after = new TreeMap<>();
            for (Live.Partition partition : topic.partitions()) {
                List<Integer> then = spread.get(new Live.Place(topic.name(), partition.id()));
                boolean wantedAnyway = own != null && own.after().containsKey(partition.id());
                if (then != null && (wantedAnyway || isAffected(partition, then))) {
                    before.put(partition.id(), partition.left());
                    after.put(partition.id(), then);
                }
            }
            if (!after.isEmpty()) {
                String why = why(topic, before, after);
                String both = own == null || why.isEmpty() ? why : own.why() + "; " + why;
                steps.add(new MoveReplicas(
                        topic.name(),
                        before,
                        after,
                        wanted.moveRate(),
                        own != null && why.isEmpty() ? own.why() : both));
            }
        }
        return steps;
    }

    /// Bytes that brokers get.
    SortedMap<Integer, Long> incoming() {
        SortedMap<Integer, Long> incoming = new TreeMap<>();
        Map<Live.Place, List<Integer>> spread = spread(new TreeMap<>(), Set.of());
        awake.partitions().forEach(partition -> {
            Live.Place place = new Live.Place(partition.topic(), partition.id());
            long bytes = awake.room().sizes().getOrDefault(place, 0L);
            spread.getOrDefault(place, List.of()).stream()
                    .filter(id -> !partition.replicas().contains(id))
                    .forEach(id -> incoming.merge(id, bytes, Long::sum));
        });
        return incoming;
    }

    private boolean isIdle() {
        return membership.emptied().isEmpty()
                && membership.filling().isEmpty()
                && wanted.members().rebalance() != Rebalance.ALL;
    }

    private Map<Live.Place, List<Integer>> spread(Map<String, MoveReplicas> asked, Collection<String> doomed) {
        Map<Integer, String> racks = new HashMap<>();
        membership
                .full()
                .wanted()
                .brokers()
                .forEach(node -> racks.put(node.id(), node.rack().orElse("")));
        Spread spread = new Spread(membership.remainingBrokers(), racks);
        Map<String, Set<Integer>> allowed = new HashMap<>();
        wanted.topics().forEach(topic -> allowed.put(topic.name(), topic.brokers()));
        for (Live.Topic topic : awake.topics().values()) {
            if (!doomed.contains(topic.name())) {
                MoveReplicas own = asked.get(topic.name());
                for (Live.Partition partition : topic.partitions()) {
                    List<Integer> places = own == null
                            ? kept(topic, partition)
                            : own.after().getOrDefault(partition.id(), partition.settled());
                    spread.add(
                            new Live.Place(topic.name(), partition.id()),
                            places,
                            allowed.getOrDefault(topic.name(), Set.of()));
                }
            }
        }
        spread.drain();
        if (wanted.members().rebalance() == Rebalance.ALL) {
            spread.even();
        } else if (!membership.filling().isEmpty()) {
            spread.fill(membership.filling());
        }
        return spread.places();
    }

    /// The replicas that it is to have; of a topic of Castellan's no more than there are brokers.
    private List<Integer> kept(Live.Topic topic, Live.Partition partition) {
        Set<Integer> stay = membership.remainingBrokers();
        if (!topic.isCastellans() || partition.settled().size() <= stay.size()) {
            return partition.settled();
        }
        List<Integer> staying =
                partition.settled().stream().filter(stay::contains).toList();
        return (staying.isEmpty() ? partition.settled() : staying)
                .stream().limit(stay.size()).toList();
    }

    /// Also what an earlier run has set in motion: it is waited for.
    private boolean isAffected(Live.Partition partition, List<Integer> then) {
        Set<Integer> involved = new TreeSet<>(membership.emptied());
        involved.addAll(membership.filling());
        return !then.equals(partition.settled())
                || (partition.isMoving() && partition.replicas().stream().anyMatch(involved::contains));
    }

    private String why(Live.Topic topic, Map<Integer, List<Integer>> before, Map<Integer, List<Integer>> after) {
        Set<Integer> emptied = new TreeSet<>(membership.emptied());
        emptied.retainAll(members(before.values()));
        Set<Integer> left = new TreeSet<>(emptied);
        left.retainAll(membership.leaving());
        emptied.removeAll(left);
        Set<Integer> filled = new TreeSet<>(membership.filling());
        filled.retainAll(members(after.values()));
        List<String> reasons = new ArrayList<>();
        if (!left.isEmpty()) {
            reasons.add(PlanEntry.names(left) + (left.size() == 1 ? " leaves" : " leave"));
        }
        if (!emptied.isEmpty()) {
            reasons.add(
                    PlanEntry.names(emptied) + (emptied.size() == 1 ? " is to be no broker" : " are to be no brokers"));
        }
        if (!filled.isEmpty()) {
            reasons.add(PlanEntry.names(filled) + (filled.size() == 1 ? " is new" : " are new"));
        }
        if (reasons.isEmpty() && wanted.members().rebalance() == Rebalance.ALL) {
            reasons.add("rebalance: all");
        }
        if (topic.isMoving()) {
            reasons.add("goes on");
        }
        return String.join(", ", reasons);
    }

    private static Set<Integer> members(Collection<List<Integer>> places) {
        Set<Integer> members = new TreeSet<>();
        places.forEach(members::addAll);
        return members;
    }
}
