package dev.castellan.plan;

import dev.castellan.observe.Live;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.NodeSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// Says which brokers hold a partition: as few replicas move as can be, each in a rack of its own where there are
/// racks enough, and then those brokers that hold least.
final class Placement {
    private final Map<Integer, String> racks = new HashMap<>();
    private final Map<Integer, Integer> load = new HashMap<>();
    private final Map<Integer, Integer> preferred = new HashMap<>();
    private final SortedSet<Integer> available = new TreeSet<>();
    private final Set<Integer> leaving;

    /// @param starting nodes that will run once replicas come
    Placement(ClusterSpec wanted, Live.Awake have, Set<Integer> starting) {
        for (NodeSpec node : wanted.brokers()) {
            node.rack().ifPresent(rack -> racks.put(node.id(), rack));
            if (starting.contains(node.id()) || have.brokers().contains(node.id())) {
                available.add(node.id());
            }
        }
        leaving = Set.copyOf(wanted.members().retire());
        have.partitions().forEach(partition -> count(partition.settled(), 1));
    }

    /// Where a partition should be.
    ///
    /// @param allowed the only brokers that may hold it; empty for all
    /// @return empty where too few of them run
    Optional<List<Integer>> adjusted(Live.Partition partition, int copies, Set<Integer> allowed) {
        List<Integer> places = new ArrayList<>(partition.settled());
        places.removeIf(id -> !allowed.isEmpty() && !allowed.contains(id));
        while (places.size() > copies) {
            places.remove((Object) superfluous(places, partition));
        }
        Optional<List<Integer>> filled = filled(places, partition.id(), copies, allowed);
        filled.ifPresent(then -> {
            count(partition.settled(), -1);
            count(then, 1);
        });
        return filled;
    }

    /// Where a partition should be that there is not yet.
    Optional<List<Integer>> fresh(int partition, int copies, Set<Integer> allowed) {
        Optional<List<Integer>> filled =
                filled(new ArrayList<>(), partition, copies, allowed).map(this::led);
        filled.ifPresent(then -> count(then, 1));
        return filled;
    }

    private Optional<List<Integer>> filled(List<Integer> places, int partition, int copies, Set<Integer> allowed) {
        List<Integer> candidates = new ArrayList<>(available);
        candidates.removeIf(id -> places.contains(id) || (!allowed.isEmpty() && !allowed.contains(id)));
        if (places.size() + candidates.size() < copies) {
            return Optional.empty();
        }
        int count = Math.max(1, candidates.size());
        while (places.size() < copies) {
            Comparator<Integer> best = Comparator.comparing((Integer id) -> isShared(id, places))
                    .thenComparingInt(id -> load.getOrDefault(id, 0))
                    .thenComparingInt(id -> Math.floorMod(candidates.indexOf(id) - partition, count));
            Integer next = candidates.stream()
                    .filter(id -> !places.contains(id))
                    .min(best)
                    .orElseThrow();
            places.add(next);
        }
        return Optional.of(List.copyOf(places));
    }

    /// The one to give up: on a broker that leaves before others, out of sync before in sync, in a rack with another
    /// before alone, full before empty, last before first, as the first is the preferred leader.
    private Integer superfluous(List<Integer> places, Live.Partition partition) {
        Comparator<Integer> worst = Comparator.comparing((Integer id) -> leaving.contains(id))
                .thenComparing(id -> !partition.isr().contains(id))
                .thenComparing(id -> isShared(id, places))
                .thenComparing(id -> places.indexOf(id) > 0)
                .thenComparingInt(id -> load.getOrDefault(id, 0))
                .thenComparingInt(places::indexOf);
        return places.stream().max(worst).orElseThrow();
    }

    /// Whether another of these is in the same rack. Where no racks are known, none is.
    private boolean isShared(Integer id, Collection<Integer> places) {
        String rack = racks.get(id);
        return rack != null && places.stream().anyMatch(other -> !other.equals(id) && rack.equals(racks.get(other)));
    }

    /// The same brokers, first the one that is the preferred leader of fewest partitions.
    private List<Integer> led(List<Integer> places) {
        List<Integer> sorted = new ArrayList<>(places);
        Integer leader = places.stream()
                .min(Comparator.comparingInt(id -> preferred.getOrDefault(id, 0)))
                .orElseThrow();
        sorted.remove((Object) leader);
        sorted.addFirst(leader);
        return List.copyOf(sorted);
    }

    private void count(List<Integer> places, int more) {
        places.forEach(id -> load.merge(id, more, Integer::sum));
        places.stream().limit(1).forEach(id -> preferred.merge(id, more, Integer::sum));
    }
}
