package dev.castellan.plan;

import dev.castellan.plan.Step.RestartWorker;
import dev.castellan.plan.Step.WriteWorker;
import dev.castellan.spec.WorkerSpec;
import dev.castellan.target.WorkerFacts;
import dev.castellan.target.WorkerKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/// What the certificates of workers of Kafka Connect need, and nothing else of them: another certificate or another
/// authority is written, and one that runs is started again for it, for Connect reads both but once.
final class WorkerCertificates {
    private WorkerCertificates() {}

    static List<Step> steps(Question question) {
        List<Step> writes = new ArrayList<>();
        List<Step> restarts = new ArrayList<>();
        for (WorkerSpec worker : question.wanted().connect().workers()) {
            WorkerFacts installed = question.have().facts().workers().get(worker.id());
            if (installed != null && installed.host().equals(question.files().host(question.wanted(), worker))) {
                SortedMap<String, String> wanted = wanted(question, worker, installed);
                SortedMap<String, String> before = new TreeMap<>();
                SortedMap<String, String> after = new TreeMap<>();
                wanted.forEach((name, text) -> {
                    if (!text.equals(installed.files().get(name))) {
                        after.put(name, text);
                        if (installed.files().containsKey(name)) {
                            before.put(
                                    name,
                                    Objects.requireNonNull(installed.files().get(name)));
                        }
                    }
                });
                if (!after.isEmpty()) {
                    writes.add(
                            new WriteWorker(worker.id(), before, after, "its certificate or its authorities changed"));
                }
                installed
                        .running()
                        .map(process -> wanted.entrySet().stream()
                                .filter(file -> !file.getValue()
                                        .equals(process.startedWith().get(file.getKey())))
                                .map(Map.Entry::getKey)
                                .toList())
                        .filter(outdated -> !outdated.isEmpty())
                        .ifPresent(outdated -> restarts.add(
                                new RestartWorker(worker.id(), "runs with another " + String.join(", ", outdated))));
            }
        }
        List<Step> steps = new ArrayList<>(writes);
        steps.addAll(restarts);
        return steps;
    }

    /// None in an open cluster.
    private static SortedMap<String, String> wanted(Question question, WorkerSpec worker, WorkerFacts installed) {
        // Where brokers and it listen does not matter here: only what those say of certificates is looked at.
        SortedMap<String, String> files = new TreeMap<>(question.files()
                .files(question.wanted(), worker, "", installed.port().orElse(WorkerSpec.USUAL_PORT)));
        files.keySet().removeIf(name -> !name.equals(WorkerKeys.CERTIFICATE) && !name.equals(WorkerKeys.AUTHORITIES));
        return files;
    }
}
