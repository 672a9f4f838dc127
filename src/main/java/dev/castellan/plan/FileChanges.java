package dev.castellan.plan;

import dev.castellan.kafka.config.Endpoint;
import dev.castellan.plan.Step.WriteFiles;
import dev.castellan.spec.NodeSpec;
import dev.castellan.target.Manifest;
import dev.castellan.target.NodeFacts;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What of a node's files is not as it should be.
final class FileChanges {
    private final Membership membership;
    private final Question question;
    private final QuorumChange quorum;
    private final SortedMap<Integer, Endpoint> endpoints;

    FileChanges(Membership membership, SortedMap<Integer, Endpoint> endpoints) {
        this.membership = membership;
        this.question = membership.staying();
        this.quorum = new QuorumChange(question);
        this.endpoints = endpoints;
    }

    /// Empty where nothing is to be written.
    Optional<WriteFiles> of(NodeSpec node) {
        Map<String, String> have = installed(node.id()).map(NodeFacts::files).orElse(Map.of());
        SortedMap<String, String> before = new TreeMap<>();
        SortedMap<String, String> after = new TreeMap<>();
        quorum.files(node, endpoints).forEach((name, unmarked) -> {
            String text = membership.marked(node.id(), name, unmarked);
            if (!text.equals(have.get(name))) {
                after.put(name, text);
                if (have.containsKey(name)) {
                    before.put(name, Objects.requireNonNull(have.get(name)));
                }
            }
        });
        String why = have.isEmpty() ? "a new node" : whyDiffers(node.id(), before);
        return after.isEmpty() ? Optional.empty() : Optional.of(new WriteFiles(node.id(), before, after, why));
    }

    private String whyDiffers(int node, SortedMap<String, String> before) {
        Optional<Manifest> manifest = installed(node).flatMap(NodeFacts::manifest);
        boolean byHand = manifest.filter(written -> before.entrySet().stream()
                        .anyMatch(file -> written.isChangedSince(file.getKey(), file.getValue())))
                .isPresent();
        return byHand
                ? "changed by hand since " + manifest.get().by() + " applied on "
                        + manifest.get().written()
                : "differs from " + question.wanted().file().orElse("the defaults");
    }

    private Optional<NodeFacts> installed(int id) {
        return Optional.ofNullable(question.have().facts().nodes().get(id));
    }
}
