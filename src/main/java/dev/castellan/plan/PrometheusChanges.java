package dev.castellan.plan;

import dev.castellan.plan.Step.InstallPrometheus;
import dev.castellan.plan.Step.RemovePrometheus;
import dev.castellan.plan.Step.RunPrometheus;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.MonitoringSpec;
import dev.castellan.spec.NodeSpec;
import dev.castellan.target.PrometheusFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Compares the Prometheus that the spec wants with what hosts have of it.
///
/// It comes last: by then the nodes that it asks are there, and those that left are gone. Where it is not wanted it
/// goes first: it may share a host with a node that leaves, and that takes the rest of what is Castellan's there along.
final class PrometheusChanges {
    private final Question question;
    private final ClusterSpec wanted;
    private final SortedMap<String, PrometheusFacts> have;
    private final List<Step> leaving = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    PrometheusChanges(Question question) {
        this.question = question;
        this.wanted = question.wanted();
        this.have = question.have().facts().prometheus();
        Optional<NodeSpec> place = MonitoringSpec.place(wanted);
        String host = place.flatMap(NodeSpec::host).orElse("");
        strangers(host);
        if (have.containsKey(host)) {
            compare(host, have.get(host));
            notes(place.orElseThrow(), have.get(host));
        }
    }

    /// What goes before anything else is done.
    List<Step> leaving() {
        return List.copyOf(leaving);
    }

    List<Step> steps() {
        return List.copyOf(steps);
    }

    List<String> notes() {
        return List.copyOf(notes);
    }

    /// What is left of it where it is not wanted, or not any more.
    private void strangers(String place) {
        String why = place.isEmpty() ? "not in " + wanted.file().orElse("the spec") : "wanted on " + place;
        have.forEach((host, facts) -> {
            if (!host.equals(place) && facts.state() != PrometheusFacts.State.ABSENT) {
                leaving.add(new RemovePrometheus(host, why));
            }
        });
    }

    private void compare(String host, PrometheusFacts facts) {
        List<String> missing = PrometheusFacts.PROGRAMS.stream()
                .filter(program -> !facts.programs().contains(program))
                .toList();
        String why = wanted.locate("monitoring").brief();
        if (!missing.isEmpty()) {
            steps.add(new InstallPrometheus(host, missing, why));
        }
        SortedMap<String, String> before = new TreeMap<>();
        SortedMap<String, String> after = new TreeMap<>();
        question.files().prometheus(wanted).forEach((name, text) -> {
            String there = facts.files().getOrDefault(name, "");
            boolean begun = name.equals(PrometheusFacts.OF_USER) && !there.isEmpty();
            if (!there.equals(text) && !begun) {
                after.put(name, text);
                if (!there.isEmpty()) {
                    before.put(name, there);
                }
            }
        });
        switch (facts.state()) {
            case ABSENT -> steps.add(new RunPrometheus(host, before, after, why));
            case UNSETTLED ->
                steps.add(new RunPrometheus(host, before, after, "does not run with its files, or does not answer"));
            case READY -> {
                if (!after.isEmpty()) {
                    steps.add(new RunPrometheus(
                            host, before, after, "differs from " + wanted.file().orElse("the defaults")));
                }
            }
        }
    }

    private void notes(NodeSpec place, PrometheusFacts facts) {
        String host = place.host().orElse("");
        facts.silent().stream()
                .filter(target -> target.health() == PrometheusFacts.Health.DOWN)
                .forEach(target -> notes.add("Prometheus on " + host + " gets no answer from the agent of "
                        + target.node() + ": " + target.error()));
        if (steps.isEmpty()) {
            return;
        }
        if (wanted.monitoring().serve().isEmpty()) {
            notes.add("Prometheus on " + host + " does not ask castellan serve, so it knows no lag and no topics:"
                    + " monitoring: {serve: 7070} lets it, while castellan serve runs");
        }
    }
}
