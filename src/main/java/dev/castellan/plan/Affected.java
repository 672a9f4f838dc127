package dev.castellan.plan;

import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// Which nodes a step touches.
public final class Affected {
    private Affected() {}

    /// The nodes that the step itself acts on, in order; none where it acts on the cluster as a whole, or on the
    /// machine that Castellan runs on.
    public static SortedSet<Integer> nodes(Step step) {
        SortedSet<Integer> nodes = new TreeSet<>(of(step));
        if (step instanceof Step.FormatStorage format) {
            nodes.addAll(format.joining());
        }
        return Collections.unmodifiableSortedSet(nodes);
    }

    private static Set<Integer> of(Step step) {
        return switch (step) {
            case Step.Install install -> Set.of(install.node());
            case Step.Mend mend -> Set.of(mend.node());
            case Step.Certify certify -> Set.of(certify.node());
            case Step.ReloadCertificates reload -> Set.of(reload.node());
            case Step.WriteFiles write -> Set.of(write.node());
            case Step.RestartNodes restart -> restart.nodes();
            case Step.Soak soak -> soak.nodes();
            case Step.FinalizeFeature ignored -> Set.of();
            case Step.FormatStorage format -> format.firstVoters();
            case Step.StartNodes start -> start.nodes();
            case Step.StopNodes stop -> stop.nodes();
            case Step.RemoveNodes remove -> remove.nodes();
            case Step.SetBrokerConfig set -> set.broker().map(Set::of).orElse(Set.of());
            case Step.Prepare ignored -> Set.of();
            case Step.ChooseIdentity ignored -> Set.of();
            case Step.CreateTopic ignored -> Set.of();
            case Step.AddPartitions ignored -> Set.of();
            case Step.SetTopicConfig ignored -> Set.of();
            case Step.MoveReplicas ignored -> Set.of();
            case Step.DeleteTopic ignored -> Set.of();
            case Step.CreateUser ignored -> Set.of();
            case Step.RemoveUser ignored -> Set.of();
            case Step.AddAcls ignored -> Set.of();
            case Step.RemoveAcls ignored -> Set.of();
            case Step.SetQuota ignored -> Set.of();
            case Step.OfMember member -> Set.of(member.node());
            case Step.OfConnect ignored -> Set.of();
            case Step.OfPrometheus ignored -> Set.of();
        };
    }
}
