package dev.castellan.spec;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// How a cluster changes its members: who is to leave, and what moves to those who come.
///
/// @param retire ids of nodes that are to leave; they stay in the spec until they are gone
/// @param rebalance what moves once brokers have come
/// @param retired the nodes of those ids, in a spec that has done without them
public record MembersSpec(Set<Integer> retire, Rebalance rebalance, List<NodeSpec> retired) {
    /// Nobody leaves, and new brokers get their share.
    public static final MembersSpec DEFAULT = new MembersSpec(Set.of(), Rebalance.NEW_BROKERS, List.of());

    public MembersSpec {
        retire = Set.copyOf(new TreeSet<>(retire));
        retired = List.copyOf(retired);
    }

    /// What moves besides what has to.
    public enum Rebalance {
        /// Brokers that are new get as many replicas as the others have.
        NEW_BROKERS("new-brokers"),
        /// All brokers hold as many, give or take one.
        ALL("all"),
        NONE("none");

        private final String text;

        Rebalance(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }
}
