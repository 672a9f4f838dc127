package dev.castellan.plan;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Something that would become unavailable if nodes went down now.
public sealed interface Hazard {
    /// For a person: what it is about, how it stands, what is needed.
    String text();

    /// Nobody answers.
    record Silence(String why) implements Hazard {
        @Override
        public String text() {
            return "the cluster does not answer (" + why + "), so nobody can say what would become unavailable";
        }
    }

    /// No controller leads, so metadata cannot change.
    record NoLeader() implements Hazard {
        @Override
        public String text() {
            return "no controller leads";
        }
    }

    /// Too few controllers that have all metadata would stay.
    ///
    /// @param stay how many would
    /// @param behind those that run, and have not had everything for some seconds: they do not count
    record FewControllers(int stay, int voters, Set<Integer> behind) implements Hazard {
        public FewControllers {
            behind = Set.copyOf(behind);
        }

        @Override
        public String text() {
            String lagging =
                    new TreeSet<>(behind).stream().map(id -> "kafka-" + id).collect(Collectors.joining(" "));
            return "only " + stay + " of " + voters + " controllers would stay"
                    + (lagging.isEmpty() ? "" : " (" + lagging + " behind the metadata log)");
        }
    }

    /// A partition would have fewer replicas in sync than its `min.insync.replicas`.
    ///
    /// @param stay how many in sync would stay
    /// @param isr those in sync now
    /// @param behind replicas that are up and not in sync
    record FewCopies(String topic, int partition, int stay, int needed, List<Integer> isr, List<Integer> behind)
            implements Hazard {
        public FewCopies {
            isr = List.copyOf(isr);
            behind = List.copyOf(behind);
        }

        @Override
        public String text() {
            return topic + "-" + partition + " would keep " + stay + " in sync, " + needed
                    + " are needed (in sync now: " + isr + (behind.isEmpty() ? "" : ", catching up: " + behind) + ")";
        }
    }
}
