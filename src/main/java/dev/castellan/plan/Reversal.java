package dev.castellan.plan;

import dev.castellan.plan.Step.RestartNodes;
import dev.castellan.plan.Step.StartNodes;
import dev.castellan.plan.Step.StopNodes;
import dev.castellan.plan.Step.WriteFiles;
import dev.castellan.target.NodeFacts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The way back from a change of the release that was refused on its way.
public final class Reversal {
    private Reversal() {}

    /// Steps that give nodes their files back and make them run with these, the ones touched last first. Nothing where
    /// what was refused has nothing to do with the nodes that have another release.
    ///
    /// @param begun what was begun, in its order; the last was refused
    public static List<Step> of(List<Step> begun) {
        Map<Integer, WriteFiles> writes = new LinkedHashMap<>();
        SortedSet<Integer> restarted = new TreeSet<>();
        for (Step step : begun) {
            switch (step) {
                case WriteFiles write when isOfRelease(write) -> writes.put(write.node(), write);
                case RestartNodes restart -> restarted.addAll(restart.nodes());
                case StartNodes start -> restarted.addAll(start.nodes());
                default -> {}
            }
        }
        if (begun.isEmpty() || Collections.disjoint(Affected.nodes(begun.getLast()), writes.keySet())) {
            return List.of();
        }
        List<Step> steps = new ArrayList<>();
        NavigableSet<Integer> last = new TreeSet<>(Affected.nodes(begun.getLast()));
        last.retainAll(writes.keySet());
        List<Integer> nodes = new ArrayList<>(writes.keySet());
        Collections.reverse(nodes);
        nodes.stream().filter(last::contains).forEach(node -> steps.add(back(writes, node)));
        last.retainAll(restarted);
        if (!last.isEmpty()) {
            // What failed serves nobody, so nothing is lost by taking it down: no gate would let it restart.
            steps.add(new StopNodes(last, Step.Ending.BRIEF, "it did not come back"));
            steps.add(new StartNodes(last, "with the release it had before"));
        }
        nodes.stream()
                .filter(node -> !Affected.nodes(begun.getLast()).contains(node))
                .forEach(node -> {
                    steps.add(back(writes, node));
                    if (restarted.contains(node)) {
                        steps.add(RestartNodes.of(node, List.of("with the release it had before")));
                    }
                });
        return steps;
    }

    private static boolean isOfRelease(WriteFiles write) {
        return !NodeFacts.releaseIn(write.before()).equals(NodeFacts.releaseIn(write.after()))
                && !write.before().isEmpty();
    }

    private static Step back(Map<Integer, WriteFiles> writes, int node) {
        WriteFiles write = Objects.requireNonNull(writes.get(node));
        SortedMap<String, String> now = new TreeMap<>(write.after());
        now.keySet().retainAll(write.before().keySet());
        return new WriteFiles(node, now, write.before(), "as they were");
    }
}
