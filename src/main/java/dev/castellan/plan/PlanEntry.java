package dev.castellan.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// One printed step, or the same step for several nodes in a row.
///
/// @param nodes those of a step that may read the same for several; none for other steps
/// @param body all that is printed but the names of the nodes, which stand in the order of the steps
record PlanEntry(List<Integer> nodes, String where, Body body) {
    /// Up to so many nodes keep a line each where no two neighbours read the same.
    private static final int FEW = 9;

    /// So many names, or ranges of names, are listed.
    private static final int LISTED = 3;

    /// @param why a few words, or none
    record Body(String sign, String impact, String what, String why, List<String> details, Kinship kinship) {
        /// What steps have in common that are printed as one once they are many.
        private Body common() {
            return kinship == Kinship.BUT_FOR_ADDRESSES
                    ? new Body(sign, impact, what, "", Collections.nCopies(details.size(), ""), kinship)
                    : this;
        }

        /// Stands for all from this one to the last.
        private Body to(Body last) {
            List<String> both = new ArrayList<>();
            for (int i = 0; i < details.size(); i++) {
                both.add(between(details.get(i), last.details.get(i)));
            }
            return new Body(sign, impact, what, between(why, last.why), both, kinship);
        }

        private static String between(String first, String last) {
            return first.equals(last) ? first : first + " ... " + last;
        }
    }

    /// How a step is related to steps of its sort for other nodes.
    enum Kinship {
        /// It stands where it stands in the order.
        NONE,
        /// Their order does not matter: each touches a machine of its own.
        EQUAL,
        /// The same, and the address in why and details is no difference.
        BUT_FOR_ADDRESSES
    }

    /// The entries with those put together that may be.
    static List<PlanEntry> gathered(List<PlanEntry> single) {
        List<PlanEntry> entries = new ArrayList<>();
        for (PlanEntry entry : single) {
            if (!entries.isEmpty() && entries.getLast().reads(entry)) {
                entries.add(entries.removeLast().with(entry));
            } else {
                entries.add(entry);
            }
        }
        List<PlanEntry> all = new ArrayList<>();
        for (int from = 0, to; from < entries.size(); from = to) {
            to = from + 1;
            while (to < entries.size()
                    && entries.get(from).isKin()
                    && entries.get(to).isKin()) {
                to++;
            }
            all.addAll(families(entries.subList(from, to)));
        }
        return all;
    }

    private boolean isKin() {
        return body.kinship != Kinship.NONE;
    }

    /// Puts together, where the first of them stands, those that have enough in common, once they are many.
    private static List<PlanEntry> families(List<PlanEntry> kin) {
        Map<Body, List<PlanEntry>> families = new LinkedHashMap<>();
        kin.forEach(entry -> families.computeIfAbsent(entry.body.common(), common -> new ArrayList<>())
                .add(entry));
        List<PlanEntry> all = new ArrayList<>();
        for (PlanEntry entry : kin) {
            List<PlanEntry> family = families.getOrDefault(entry.body.common(), List.of());
            List<Integer> nodes =
                    family.stream().flatMap(member -> member.nodes.stream()).toList();
            if (nodes.size() <= FEW) {
                all.add(entry);
            } else if (entry.equals(family.getFirst())) {
                all.add(new PlanEntry(nodes, names(nodes), entry.body.to(family.getLast().body)));
            }
        }
        return all;
    }

    private boolean reads(PlanEntry next) {
        return !nodes.isEmpty() && !next.nodes.isEmpty() && body.equals(next.body);
    }

    private PlanEntry with(PlanEntry next) {
        List<Integer> all = new ArrayList<>(nodes);
        all.addAll(next.nodes);
        return new PlanEntry(all, names(all), body);
    }

    void addTo(List<String> lines, int width) {
        String start = "  " + body.sign() + " " + where + " ".repeat(width - where.length()) + "  ";
        String why = body.why().isEmpty() ? "" : "   (" + body.why() + ")";
        lines.add(start + "%-8s %s".formatted(body.impact(), body.what() + why));
        String indent = " ".repeat(start.length() + 9);
        body.details().forEach(detail -> lines.add(indent + detail));
    }

    static String name(int node) {
        return "kafka-" + node;
    }

    /// The nodes in their order: each by its name, or those that follow on each other as `kafka-1..50`.
    static String names(Collection<Integer> nodes) {
        if (nodes.size() <= LISTED) {
            return nodes.stream().map(PlanEntry::name).collect(Collectors.joining(" "));
        }
        List<String> ranges = new ArrayList<>();
        List<Integer> all = List.copyOf(nodes);
        for (int from = 0, to; from < all.size(); from = to) {
            to = from + 1;
            while (to < all.size() && all.get(to) == all.get(to - 1) + 1) {
                to++;
            }
            ranges.add(name(all.get(from)) + (to == from + 1 ? "" : ".." + all.get(to - 1)));
        }
        return ranges.size() <= LISTED
                ? String.join(" ", ranges)
                : name(all.getFirst()) + " and " + (all.size() - 1) + " more";
    }
}
