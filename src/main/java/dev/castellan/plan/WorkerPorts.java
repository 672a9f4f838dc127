package dev.castellan.plan;

import dev.castellan.kafka.config.Endpoint;
import dev.castellan.spec.WorkerSpec;
import dev.castellan.target.Facts;
import dev.castellan.target.WorkerFacts;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Gives every worker its port: what the spec insists on, else what it has, else the next one from 8083 that nobody on
/// its machine has.
final class WorkerPorts {
    private final Set<Integer> used;
    private int next = WorkerSpec.USUAL_PORT;

    private WorkerPorts(Set<Integer> used) {
        this.used = used;
    }

    /// @param endpoints where the nodes listen, or will
    static SortedMap<Integer, Integer> of(Question question, Map<Integer, Endpoint> endpoints) {
        Map<String, List<WorkerSpec>> machines = question.wanted().connect().workers().stream()
                .collect(Collectors.groupingBy(worker -> question.files().host(question.wanted(), worker)));
        SortedMap<Integer, Integer> assigned = new TreeMap<>();
        machines.forEach((host, workers) -> assigned.putAll(onOne(question, endpoints, host, workers)));
        return assigned;
    }

    /// @param host of the machine; empty text for this one
    private static SortedMap<Integer, Integer> onOne(
            Question question, Map<Integer, Endpoint> endpoints, String host, List<WorkerSpec> workers) {
        Set<Integer> used = new HashSet<>(question.have().facts().takenPorts());
        question.wanted().nodes().stream()
                .filter(node -> host.isEmpty() || node.host().equals(Optional.of(host)))
                .map(node -> endpoints.get(node.id()))
                .filter(Objects::nonNull)
                .forEach(endpoint -> used.addAll(endpoint.ports()));
        Map<Integer, WorkerFacts> have = question.have().facts().workers().entrySet().stream()
                .filter(worker -> worker.getValue().host().equals(host))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        have.values().forEach(worker -> worker.port().ifPresent(used::add));
        question.have()
                .facts()
                .machine(host)
                .ifPresent(machine -> used.addAll(machine.listening().keySet()));
        Set<Integer> given = new HashSet<>();
        workers.forEach(worker -> worker.port().ifPresent(given::add));
        used.addAll(given);
        WorkerPorts ports = new WorkerPorts(used);
        SortedMap<Integer, Integer> assigned = new TreeMap<>();
        for (WorkerSpec worker : workers) {
            WorkerFacts installed = have.get(worker.id());
            OptionalInt kept = installed == null ? OptionalInt.empty() : installed.port();
            if (worker.port().isPresent()) {
                assigned.put(worker.id(), worker.port().getAsInt());
            } else {
                // A worker makes way for one that the spec gives its port to.
                assigned.put(
                        worker.id(), kept.isPresent() && given.add(kept.getAsInt()) ? kept.getAsInt() : ports.free());
            }
        }
        return assigned;
    }

    /// The ports at which workers of this cluster answer on a machine.
    static Set<Integer> running(Facts facts, String host) {
        return facts.workers().values().stream()
                .filter(worker -> worker.host().equals(host) && worker.running().isPresent())
                .flatMapToInt(worker -> worker.port().stream())
                .boxed()
                .collect(Collectors.toSet());
    }

    private int free() {
        while (!used.add(next)) {
            next++;
        }
        return next;
    }
}
