package dev.castellan.plan;

import dev.castellan.observe.Live;
import dev.castellan.plan.Step.RestartNodes;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.NodeSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// How nodes that have to restart are put in order: in batches that may be down together, the active controller in the
/// last.
public final class Rolling {
    private final Live.Awake awake;
    private final SortedMap<Integer, List<String>> because;
    private final SortedMap<Integer, String> racks = new TreeMap<>();
    private final Packing packing;

    /// @param because why each node restarts
    public Rolling(ClusterSpec spec, Live.Awake awake, SortedMap<Integer, List<String>> because) {
        this.awake = awake;
        this.because = because;
        this.packing = new Packing(awake, because.keySet());
        for (NodeSpec node : spec.nodes()) {
            node.rack().ifPresent(rack -> racks.put(node.id(), rack));
        }
    }

    /// @param most how many nodes may be down at once, at least 1
    public List<RestartNodes> steps(int most) {
        return batches(most).stream().map(this::step).toList();
    }

    /// The nodes as they go down together; that of the active controller is in the last batch.
    public List<SortedSet<Integer>> batches(int most) {
        return packing.batches(because.keySet(), racks, most);
    }

    /// What goes down whatever one does, and what more nodes at once would save.
    public List<String> notes(int most) {
        List<String> notes = new ArrayList<>();
        Outage.of(awake, because.keySet())
                .ifPresent(names -> notes.add("down while their nodes restart, having no replica to spare: " + names));
        faster(most).ifPresent(notes::add);
        return notes;
    }

    private Optional<String> faster(int most) {
        if (because.size() < 2 || most >= because.size()) {
            return Optional.empty();
        }
        List<SortedSet<Integer>> free = batches(because.size());
        int now = batches(most).size();
        int largest = free.stream().mapToInt(batch -> batch.size()).max().orElse(1);
        return free.size() >= now
                ? Optional.empty()
                : Optional.of("with --max-unavailable " + largest + " these " + because.size()
                        + " restarts would be " + PlanText.count(free.size(), "batch", "batches") + " instead of "
                        + now + ", and no partition would go below its min.insync.replicas");
    }

    private RestartNodes step(SortedSet<Integer> nodes) {
        return step(nodes, because);
    }

    /// A batch of some nodes.
    static RestartNodes step(SortedSet<Integer> nodes, SortedMap<Integer, List<String>> because) {
        SortedMap<Integer, List<String>> reasons = new TreeMap<>();
        nodes.forEach(id -> reasons.put(id, because.getOrDefault(id, List.of())));
        return new RestartNodes(nodes, reasons, why(reasons));
    }

    /// What all have in common first; what only some have names them.
    private static String why(SortedMap<Integer, List<String>> reasons) {
        Map<String, SortedSet<Integer>> nodes = new LinkedHashMap<>();
        reasons.forEach((id, all) -> all.forEach(
                reason -> nodes.computeIfAbsent(reason, any -> new TreeSet<>()).add(id)));
        return nodes.entrySet().stream()
                .map(entry -> entry.getValue().size() == reasons.size()
                        ? entry.getKey()
                        : PlanEntry.names(entry.getValue()) + ": " + entry.getKey())
                .collect(Collectors.joining("; "));
    }
}
