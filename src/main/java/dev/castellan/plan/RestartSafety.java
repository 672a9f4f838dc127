package dev.castellan.plan;

import dev.castellan.observe.Live;
import dev.castellan.observe.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// May these nodes be down together? A pure function of what the cluster says.
///
/// Source: KIP-966 and the broker documentation of `min.insync.replicas`: a partition takes acks=all writes while its
/// in-sync replicas are at least that many. A KRaft quorum needs a majority of its voters (KIP-595).
public final class RestartSafety {
    private RestartSafety() {}

    public sealed interface Verdict {
        record Safe() implements Verdict {}

        /// @param reasons each with the partition or the voters it is about
        record Unsafe(List<String> reasons) implements Verdict {
            public Unsafe {
                reasons = List.copyOf(reasons);
            }
        }
    }

    /// May this node restart now? Whatever is down already counts as down with it; nobody knows of a silent cluster.
    public static Verdict judge(Snapshot now, int node) {
        return switch (now.live()) {
            case Live.Asleep ignored -> new Verdict.Safe();
            case Live.Silent silent ->
                new Verdict.Unsafe(List.of("the cluster does not answer (" + silent.why()
                        + "), so nobody can say what would become unavailable"));
            case Live.Awake awake -> {
                Set<Integer> down = new TreeSet<>(Set.of(node));
                now.facts().nodes().values().stream()
                        .filter(installed -> installed.running().isEmpty())
                        .forEach(installed -> down.add(installed.id()));
                yield judge(awake, down);
            }
        };
    }

    /// May these nodes be down together?
    ///
    /// Partitions that cannot stay available whatever one does (no more replicas than `min.insync.replicas`) do not
    /// count against the nodes: they are the plan's to name.
    public static Verdict judge(Live.Awake awake, Set<Integer> down) {
        List<String> reasons = new ArrayList<>();
        if (awake.quorum().isEmpty()) {
            reasons.add("no controller leads");
        } else {
            Map<Integer, Long> lag = awake.quorum().get().lag();
            long stay = lag.keySet().stream().filter(id -> !down.contains(id)).count();
            if (lag.size() > 1 && stay <= lag.size() / 2) {
                reasons.add("only " + stay + " of " + lag.size() + " controllers would stay");
            }
        }
        for (Live.Topic topic : awake.topics().values()) {
            for (Live.Partition partition : topic.partitions()) {
                judge(topic, partition, down, reasons);
            }
        }
        return reasons.isEmpty() ? new Verdict.Safe() : new Verdict.Unsafe(reasons);
    }

    private static void judge(Live.Topic topic, Live.Partition partition, Set<Integer> down, List<String> reasons) {
        boolean touched = partition.replicas().stream().anyMatch(down::contains);
        boolean couldStay = partition.replicas().size() > topic.minInsyncReplicas();
        long stay = partition.isr().stream().filter(id -> !down.contains(id)).count();
        if (touched && couldStay && stay < topic.minInsyncReplicas()) {
            reasons.add(partition.topic() + "-" + partition.id() + " would keep " + stay + " in sync, "
                    + topic.minInsyncReplicas() + " are needed (in sync now: " + partition.isr() + ")");
        }
    }
}
