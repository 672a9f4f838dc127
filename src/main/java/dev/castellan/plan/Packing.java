package dev.castellan.plan;

import dev.castellan.observe.Live;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// Puts nodes that may be down together into few batches, from where the replicas are and nothing else: a rack label
/// promises nothing that the assignment does not keep.
///
/// The fewest batches there can be is the colouring of a graph, which nobody finds quickly for a thousand brokers; so
/// several orders are tried, rack by rack among them, and the best is taken. Where every partition has its replicas in
/// different racks and one to spare, that is a batch for each rack.
final class Packing {
    private final Map<Integer, int[]> partitions = new HashMap<>();
    private final int[] spare;
    private final Set<Integer> voters;
    private final int leader;

    /// @param awake replicas that are not in sync are taken for in sync: whoever restarts a batch waits for that
    Packing(Live.Awake awake, Collection<Integer> nodes) {
        this.voters = awake.quorum().map(quorum -> quorum.lag().keySet()).orElse(Set.of());
        this.leader = awake.quorum().map(Live.Quorum::leader).orElse(-1);
        Set<Integer> wanted = new HashSet<>(nodes);
        Map<Integer, List<Integer>> held = new HashMap<>();
        List<Integer> spares = new ArrayList<>();
        for (Live.Topic topic : awake.topics().values()) {
            for (Live.Partition partition : topic.partitions()) {
                List<Integer> replicas = partition.settled();
                if (replicas.size() > topic.minInsyncReplicas()) {
                    int index = spares.size();
                    spares.add(replicas.size() - topic.minInsyncReplicas());
                    replicas.stream()
                            .filter(wanted::contains)
                            .forEach(id -> held.computeIfAbsent(id, node -> new ArrayList<>())
                                    .add(index));
                }
            }
        }
        this.spare = spares.stream().mapToInt(Integer::intValue).toArray();
        held.forEach((id, indexes) ->
                partitions.put(id, indexes.stream().mapToInt(Integer::intValue).toArray()));
    }

    /// @param racks of nodes, where they have one
    /// @param most how many nodes may be down at once, at least 1
    /// @return every node once, that of the active controller in the last batch
    List<SortedSet<Integer>> batches(Collection<Integer> nodes, Map<Integer, String> racks, int most) {
        Comparator<Integer> byId = Comparator.naturalOrder();
        Comparator<Integer> byRack = Comparator.comparing((Integer id) -> racks.getOrDefault(id, ""));
        Comparator<Integer> heavyFirst =
                Comparator.comparingInt((Integer id) -> -partitions.getOrDefault(id, new int[0]).length);
        List<SortedSet<Integer>> best = List.of();
        for (Comparator<Integer> order : List.of(byId, byRack.thenComparing(byId), heavyFirst.thenComparing(byId))) {
            List<SortedSet<Integer>> found =
                    first(nodes.stream().distinct().sorted(order).toList(), most);
            if (best.isEmpty() || found.size() < best.size()) {
                best = found;
            }
            if (most == 1) {
                break;
            }
        }
        return best;
    }

    /// Each node goes into the first batch that has room for it.
    private List<SortedSet<Integer>> first(List<Integer> order, int most) {
        List<Integer> left = new ArrayList<>(order);
        boolean leads = left.remove(Integer.valueOf(leader));
        List<SortedSet<Integer>> batches = new ArrayList<>();
        int last = -1;
        while (!left.isEmpty()) {
            Batch batch = new Batch(most);
            left.removeIf(batch::takes);
            if (leads && batch.takes(leader)) {
                leads = false;
                last = batches.size();
            }
            batches.add(batch.nodes);
        }
        if (leads) {
            batches.add(new TreeSet<>(Set.of(leader)));
        } else if (last >= 0) {
            batches.add(batches.remove(last));
        }
        return batches;
    }

    /// Nodes that may be down together.
    private final class Batch {
        private final SortedSet<Integer> nodes = new TreeSet<>();
        private final int most;
        private final int[] left = Arrays.copyOf(spare, spare.length);
        private int votes = Math.max(1, (voters.size() - 1) / 2);

        private Batch(int most) {
            this.most = most;
        }

        private boolean takes(int node) {
            boolean votesToo = voters.contains(node) && voters.size() > 1;
            int[] held = partitions.getOrDefault(node, new int[0]);
            if (nodes.size() >= most || (votesToo && votes <= 0) || !hasRoom(held)) {
                return false;
            }
            nodes.add(node);
            votes -= votesToo ? 1 : 0;
            for (int partition : held) {
                left[partition]--;
            }
            return true;
        }

        private boolean hasRoom(int[] held) {
            for (int partition : held) {
                if (left[partition] == 0) {
                    return false;
                }
            }
            return true;
        }
    }
}
