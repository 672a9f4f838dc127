package dev.castellan.apply;

import dev.castellan.plan.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/// Cuts a plan into steps that may be executed at once: neighbours that each touch one machine, and no two the same.
final class Batches {
    private Batches() {}

    static List<List<Step>> of(List<Step> steps) {
        List<List<Step>> batches = new ArrayList<>();
        List<Step> batch = new ArrayList<>();
        Set<Integer> nodes = new HashSet<>();
        for (Step step : steps) {
            OptionalInt machine = machine(step);
            boolean joins = machine.isPresent()
                    && !nodes.isEmpty()
                    && !nodes.contains(machine.getAsInt())
                    && batch.getLast().getClass() == step.getClass();
            if (!joins && !batch.isEmpty()) {
                batches.add(List.copyOf(batch));
                batch.clear();
                nodes.clear();
            }
            batch.add(step);
            machine.ifPresent(nodes::add);
        }
        if (!batch.isEmpty()) {
            batches.add(List.copyOf(batch));
        }
        return batches;
    }

    /// The node on whose machine a step acts, where it acts there and nowhere else, and the cluster does not notice.
    private static OptionalInt machine(Step step) {
        return switch (step) {
            case Step.Install install -> OptionalInt.of(install.node());
            case Step.Mend mend -> OptionalInt.of(mend.node());
            case Step.Certify certify -> OptionalInt.of(certify.node());
            case Step.WriteFiles write -> OptionalInt.of(write.node());
            case Step.Prepare ignored -> OptionalInt.empty();
            case Step.ChooseIdentity ignored -> OptionalInt.empty();
            case Step.FormatStorage ignored -> OptionalInt.empty();
            case Step.StartNodes ignored -> OptionalInt.empty();
            case Step.RestartNode ignored -> OptionalInt.empty();
            case Step.StopNodes ignored -> OptionalInt.empty();
            case Step.RemoveNodes ignored -> OptionalInt.empty();
            case Step.SetBrokerConfig ignored -> OptionalInt.empty();
            case Step.CreateTopic ignored -> OptionalInt.empty();
            case Step.AddPartitions ignored -> OptionalInt.empty();
            case Step.SetTopicConfig ignored -> OptionalInt.empty();
        };
    }
}
