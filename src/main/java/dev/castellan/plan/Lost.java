package dev.castellan.plan;

import dev.castellan.observe.Live;
import dev.castellan.spec.NodeSpec;
import dev.castellan.target.Facts;
import dev.castellan.target.NodeFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Nodes that held data once and have none now: a disk that is not mounted, a directory removed by hand.
///
/// Blank storage looks like a new node's. Formatted without a word, a broker would serve empty replicas, and a
/// controller forget what it has voted for.
final class Lost {
    private Lost() {}

    /// One of them.
    ///
    /// @param what what is missing, for a person
    record Storage(NodeSpec node, String what) {}

    static List<Storage> of(Question question) {
        List<Storage> lost = new ArrayList<>();
        for (NodeSpec node : question.wanted().nodes()) {
            boolean awake = question.have().live() instanceof Live.Awake;
            missing(node, question.have().facts(), awake).ifPresent(what -> lost.add(new Storage(node, what)));
        }
        return lost;
    }

    private static Optional<String> missing(NodeSpec node, Facts facts, boolean awake) {
        NodeFacts have = facts.nodes().get(node.id());
        Optional<NodeFacts.Past> past = have == null ? Optional.empty() : have.past();
        if (past.isPresent()) {
            List<String> lost = past.get().lost();
            return lost.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", lost));
        }
        // Of a first controller that has never run here the others know all the same: they were formatted with it.
        // Where they run, they say what is lost with it.
        boolean founder = facts.identity()
                .filter(identity -> identity.directoryIds().containsKey(node.id()))
                .isPresent();
        boolean blank = have == null || have.clusterId().isEmpty();
        return founder && blank && !awake && !facts.isUntouched() ? Optional.of("everything of it") : Optional.empty();
    }
}
