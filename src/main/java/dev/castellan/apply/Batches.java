package dev.castellan.apply;

import dev.castellan.plan.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Cuts a plan into steps that may be executed at once: neighbours of one kind that each touch one machine, one
/// user or one topic, and no two the same.
final class Batches {
    /// So many hosts are served at once, and so many users or topics are in one request.
    private static final int MOST = 500;

    private Batches() {}

    static List<List<Step>> of(List<Step> steps) {
        List<List<Step>> batches = new ArrayList<>();
        List<Step> batch = new ArrayList<>();
        Set<String> places = new HashSet<>();
        for (Step step : steps) {
            Optional<String> place = place(step);
            boolean joins = place.isPresent()
                    && !places.isEmpty()
                    && places.size() < MOST
                    && !places.contains(place.get())
                    && batch.getLast().getClass() == step.getClass();
            if (!joins && !batch.isEmpty()) {
                batches.add(List.copyOf(batch));
                batch.clear();
                places.clear();
            }
            batch.add(step);
            place.ifPresent(places::add);
        }
        if (!batch.isEmpty()) {
            batches.add(List.copyOf(batch));
        }
        return batches;
    }

    /// What a step acts on, where it acts on that and nothing else, and the rest of the cluster does not notice.
    private static Optional<String> place(Step step) {
        return switch (step) {
            case Step.Install install -> Optional.of("kafka-" + install.node());
            case Step.Mend mend -> Optional.of("kafka-" + mend.node());
            case Step.Certify certify -> Optional.of("kafka-" + certify.node());
            case Step.WriteFiles write -> Optional.of("kafka-" + write.node());
            case Step.ReloadCertificates ignored -> Optional.empty();
            case Step.Prepare ignored -> Optional.empty();
            case Step.ChooseIdentity ignored -> Optional.empty();
            case Step.FormatStorage ignored -> Optional.empty();
            case Step.StartNodes ignored -> Optional.empty();
            case Step.RestartNodes ignored -> Optional.empty();
            case Step.Soak ignored -> Optional.empty();
            case Step.FinalizeFeature ignored -> Optional.empty();
            case Step.StopNodes ignored -> Optional.empty();
            case Step.RemoveNodes ignored -> Optional.empty();
            case Step.SetBrokerConfig ignored -> Optional.empty();
            case Step.CreateTopic create -> Optional.of(create.topic());
            case Step.AddPartitions add -> Optional.of(add.topic());
            case Step.SetTopicConfig set -> Optional.of(set.topic());
            case Step.MoveReplicas move -> Optional.of(move.topic());
            case Step.DeleteTopic delete -> Optional.of(delete.topic());
            case Step.CreateUser create -> Optional.of(create.user());
            case Step.RemoveUser remove -> Optional.of(remove.user());
            case Step.AddAcls add -> Optional.of(add.principal());
            case Step.RemoveAcls remove -> Optional.of(remove.principal());
            case Step.SetQuota set -> Optional.of(set.user());
            case Step.OfMember ignored -> Optional.empty();
            case Step.OfConnect ignored -> Optional.empty();
            case Step.OfPrometheus ignored -> Optional.empty();
        };
    }
}
