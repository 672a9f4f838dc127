package dev.castellan.fault;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// Whom a fault hits, and by what they were chosen.
///
/// @param whom what they are, for a person: `the leader of drill-0`; empty where the nodes say it all
public record Aim(By by, SortedSet<Integer> nodes, String whom) {
    public Aim {
        if (nodes.isEmpty()) {
            throw new IllegalArgumentException("a fault that hits nobody");
        }
        nodes = Collections.unmodifiableSortedSet(new TreeSet<>(nodes));
    }

    /// One node, by its id.
    public static Aim at(int node) {
        return new Aim(By.NODE, new TreeSet<>(List.of(node)), "");
    }

    /// By what nodes are chosen.
    public enum By {
        NODE(""),
        CONTROLLER("-controller"),
        LEADER("-leader"),
        RACK("-rack"),
        MAJORITY("-majority"),
        ALL("-all");

        private final String suffix;

        By(String suffix) {
            this.suffix = suffix;
        }

        /// What the name of a fault of this sort ends with.
        String suffix() {
            return suffix;
        }
    }

    /// `kafka-1, kafka-2 and kafka-3, every node at once`
    String shown() {
        StringBuilder text = new StringBuilder();
        for (Iterator<Integer> each = nodes.iterator(); each.hasNext(); ) {
            int node = each.next();
            String between = each.hasNext() ? ", " : " and ";
            text.append(text.isEmpty() ? "" : between).append("kafka-").append(node);
        }
        return whom.isEmpty() ? text.toString() : text + ", " + whom;
    }
}
