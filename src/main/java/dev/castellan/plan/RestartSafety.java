package dev.castellan.plan;

import dev.castellan.observe.Live;
import dev.castellan.observe.Snapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// May these nodes be down together? A pure function of what the cluster says.
///
/// Source: KIP-966 and the broker documentation of `min.insync.replicas`: a partition takes acks=all writes while its
/// in-sync replicas are at least that many. A KRaft quorum needs a majority of its voters (KIP-595), and one that has
/// to read up first cannot lead.
public final class RestartSafety {
    /// A voter that has not had everything for so long does not count for the majority. Kafka's own followers ask at
    /// least every `controller.quorum.fetch.timeout.ms`, 2 s by default.
    private static final long BEHIND_MS = 5000;

    private RestartSafety() {}

    public sealed interface Verdict {
        record Safe() implements Verdict {}

        /// @param hazards each with the partition or the voters it is about
        record Unsafe(List<Hazard> hazards) implements Verdict {
            public Unsafe {
                hazards = List.copyOf(hazards);
            }

            /// For a person, the first few.
            public String text() {
                int named = 5;
                String first = hazards.stream()
                        .limit(named)
                        .map(Hazard::text)
                        .reduce((a, b) -> a + "; " + b)
                        .orElse("");
                return hazards.size() <= named ? first : first + "; and " + (hazards.size() - named) + " more";
            }
        }
    }

    /// May these nodes restart now? Whatever is down already counts as down with them; nobody knows of a silent
    /// cluster.
    public static Verdict judge(Snapshot now, Collection<Integer> nodes) {
        return switch (now.live()) {
            case Live.Asleep ignored -> new Verdict.Safe();
            case Live.Silent silent -> new Verdict.Unsafe(List.of(new Hazard.Silence(silent.why())));
            case Live.Awake awake -> {
                Set<Integer> down = new TreeSet<>(nodes);
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
    /// count against the nodes: they are the plan's to name, see [Outage].
    public static Verdict judge(Live.Awake awake, Set<Integer> down) {
        List<Hazard> hazards = new ArrayList<>();
        awake.quorum()
                .ifPresentOrElse(quorum -> judge(quorum, down, hazards), () -> hazards.add(new Hazard.NoLeader()));
        for (Live.Topic topic : awake.topics().values()) {
            for (Live.Partition partition : topic.partitions()) {
                judge(awake, topic, partition, down, hazards);
            }
        }
        return hazards.isEmpty() ? new Verdict.Safe() : new Verdict.Unsafe(hazards);
    }

    private static void judge(Live.Quorum quorum, Set<Integer> down, List<Hazard> hazards) {
        Map<Integer, Long> lag = quorum.lag();
        if (!Outage.canStay(quorum) || lag.keySet().stream().noneMatch(down::contains)) {
            return;
        }
        Set<Integer> behind = new TreeSet<>();
        int stay = 0;
        for (int voter : lag.keySet()) {
            if (!down.contains(voter)) {
                if (quorum.millisBehind().getOrDefault(voter, Long.MAX_VALUE) > BEHIND_MS) {
                    behind.add(voter);
                } else {
                    stay++;
                }
            }
        }
        if (stay <= lag.size() / 2) {
            hazards.add(new Hazard.FewControllers(stay, lag.size(), behind));
        }
    }

    private static void judge(
            Live.Awake awake, Live.Topic topic, Live.Partition partition, Set<Integer> down, List<Hazard> hazards) {
        boolean touched = partition.replicas().stream().anyMatch(down::contains);
        boolean couldStay = Outage.canStay(topic, partition);
        int stay =
                (int) partition.isr().stream().filter(id -> !down.contains(id)).count();
        if (touched && couldStay && stay < topic.minInsyncReplicas()) {
            List<Integer> behind = partition.replicas().stream()
                    .filter(id ->
                            awake.brokers().contains(id) && !partition.isr().contains(id))
                    .toList();
            hazards.add(new Hazard.FewCopies(
                    partition.topic(), partition.id(), stay, topic.minInsyncReplicas(), partition.isr(), behind));
        }
    }
}
