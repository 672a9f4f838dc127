package dev.castellan.plan;

import dev.castellan.kafka.config.Doors;
import dev.castellan.observe.Live;
import dev.castellan.plan.Step.Certify;
import dev.castellan.plan.Step.ReloadCertificates;
import dev.castellan.spec.NodeSpec;
import dev.castellan.spec.Security;
import dev.castellan.target.NodeFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Who needs a new certificate, and what makes a running node go by it.
///
/// A broker's listeners load it in place. What it connects to controllers with is read once, when it starts, and so is
/// all that a node has which is a controller only.
final class CertificateChanges {
    private final Question question;
    private final SortedMap<Integer, String> lacking;

    /// @param forced why nodes get a new one that need none
    CertificateChanges(Question question, SortedMap<Integer, String> forced) {
        this.question = question;
        this.lacking = new TreeMap<>(forced);
        Locking locking = new Locking(question);
        question.wanted().nodes().stream()
                .filter(node -> !isOpen(locking.doors(node.id())))
                .forEach(node -> question.files().lacksCertificate(node).ifPresent(why -> lacking.put(node.id(), why)));
    }

    List<Step> certify() {
        List<Step> steps = new ArrayList<>();
        lacking.forEach((node, why) -> steps.add(new Certify(node, why)));
        return steps;
    }

    /// @param restarting nodes that start again anyway, and load everything then
    List<Step> reloads(Set<Integer> restarting) {
        List<Step> steps = new ArrayList<>();
        if (question.have().live() instanceof Live.Awake awake) {
            question.wanted().nodes().stream()
                    .filter(node -> node.isBroker()
                            && awake.brokers().contains(node.id())
                            && !restarting.contains(node.id())
                            && isBehind(node))
                    .forEach(node -> steps.add(new ReloadCertificates(
                            node.id(), lacking.containsKey(node.id()) ? "" : "it still goes by older ones")));
        }
        return steps;
    }

    /// Why nodes have to start again.
    SortedMap<Integer, String> restarts() {
        SortedMap<Integer, String> restarts = new TreeMap<>();
        for (NodeSpec node : question.wanted().nodes()) {
            Optional<String> outlived =
                    running(node).flatMap(NodeFacts.Running::atStart).flatMap(question.files()::outlived);
            if (outlived.isPresent()) {
                restarts.put(node.id(), outlived.get());
            } else if (!node.isBroker() && isBehind(node)) {
                restarts.put(node.id(), "a controller loads certificates when it starts");
            }
        }
        return restarts;
    }

    /// Until a cluster that is to be locked has doors with TLS, it has nothing to load.
    private boolean isOpen(Doors doors) {
        return question.wanted().security() == Security.both && doors == Doors.OPEN;
    }

    private boolean isBehind(NodeSpec node) {
        Optional<NodeFacts.Running> running = running(node);
        return running.isPresent()
                && Locking.read(running.get().startedWith())
                        .filter(this::isOpen)
                        .isEmpty()
                && (lacking.containsKey(node.id())
                        || running.get()
                                .loaded()
                                .filter(loaded ->
                                        !loaded.equals(facts(node).orElseThrow().certificates()))
                                .isPresent());
    }

    private Optional<NodeFacts.Running> running(NodeSpec node) {
        return facts(node).flatMap(NodeFacts::running);
    }

    private Optional<NodeFacts> facts(NodeSpec node) {
        return Optional.ofNullable(question.have().facts().nodes().get(node.id()));
    }
}
