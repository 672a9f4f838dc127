package dev.castellan.plan;

import dev.castellan.kafka.config.AgentAccess;
import dev.castellan.kafka.config.AgentRules;
import dev.castellan.plan.Step.RunPrometheus;
import dev.castellan.plan.Step.WriteFiles;
import dev.castellan.spec.MonitoringSpec;
import dev.castellan.spec.NodeSpec;
import dev.castellan.target.NodeFacts;
import dev.castellan.target.PrometheusFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What the certificates of Prometheus agents need, and nothing else of nodes that have one: another is written
/// with the mark of it, and a node that runs is started again for it, for the agent reads it but once. Whoever asks
/// them is told whom to trust.
final class AgentCertificates {
    /// What says how an agent is entered.
    static final List<String> FILES = List.of(AgentRules.FILE, NodeFacts.JVM_OPTIONS);

    private final Question question;

    AgentCertificates(Question question) {
        this.question = question;
    }

    List<Step> writes() {
        List<Step> steps = new ArrayList<>();
        for (NodeSpec node : question.wanted().nodes()) {
            SortedMap<String, String> before = new TreeMap<>();
            SortedMap<String, String> after = new TreeMap<>();
            question.files()
                    .agent(node)
                    .ifPresent(access -> have(node)
                            .ifPresent(have -> FILES.forEach(name -> {
                                String text = have.files().getOrDefault(name, "");
                                if (!access.into(text).equals(text)) {
                                    before.put(name, text);
                                    after.put(name, access.into(text));
                                }
                            })));
            if (!after.isEmpty()) {
                steps.add(new WriteFiles(node.id(), before, after, "the certificate of its agent changed"));
            }
        }
        return steps;
    }

    /// Why nodes have to start again.
    SortedMap<Integer, String> restarts() {
        SortedMap<Integer, String> restarts = new TreeMap<>();
        for (NodeSpec node : question.wanted().nodes()) {
            Optional<AgentAccess> access = question.files().agent(node);
            String started = have(node)
                    .flatMap(NodeFacts::running)
                    .map(running -> AgentAccess.flagIn(running.startedWith().getOrDefault(NodeFacts.JVM_OPTIONS, "")))
                    .orElse("");
            if (access.isPresent()
                    && !started.isEmpty()
                    && !started.equals(access.get().flag())) {
                restarts.put(node.id(), "its agent shows another certificate");
            }
        }
        return restarts;
    }

    /// What Prometheus is told anew, where it is there.
    List<Step> prometheus() {
        String host =
                MonitoringSpec.place(question.wanted()).flatMap(NodeSpec::host).orElse("");
        Map<String, String> have = Optional.ofNullable(
                        question.have().facts().prometheus().get(host))
                .map(PrometheusFacts::files)
                .orElseGet(Map::of);
        SortedMap<String, String> before = new TreeMap<>();
        SortedMap<String, String> after = new TreeMap<>();
        SortedMap<String, String> wanted = question.files().prometheus(question.wanted());
        for (String name : PrometheusFacts.ofKey(question.wanted().name())) {
            String there = have.getOrDefault(name, "");
            String text = wanted.getOrDefault(name, "");
            if (!there.isEmpty() && !text.isEmpty() && !there.equals(text)) {
                before.put(name, there);
                after.put(name, text);
            }
        }
        return after.isEmpty()
                ? List.of()
                : List.of(new RunPrometheus(host, before, after, "the authorities of agents changed"));
    }

    private Optional<NodeFacts> have(NodeSpec node) {
        return Optional.ofNullable(question.have().facts().nodes().get(node.id()));
    }
}
