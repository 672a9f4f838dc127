package dev.castellan.plan;

import dev.castellan.plan.Step.RestartWorker;
import dev.castellan.spec.WorkerSpec;
import dev.castellan.target.WorkerFacts;
import dev.castellan.target.WorkerKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What the certificates of workers of Kafka Connect need, and nothing else of them: another certificate or another
/// authority is written, and one that runs is started again for it, for Connect reads both but once.
final class WorkerCertificates {
    private WorkerCertificates() {}

    static List<Step> steps(Question question) {
        List<Step> steps = new ArrayList<>();
        List<Step> restarts = new ArrayList<>();
        for (WorkerSpec worker : question.wanted().connect().workers()) {
            WorkerFacts installed = question.have().facts().workers().get(worker.id());
            if (installed != null && installed.host().equals(question.files().host(question.wanted(), worker))) {
                WorkerFiles files = new WorkerFiles(installed, wanted(question, worker, installed));
                files.write(worker.id(), "its certificate or its authorities changed")
                        .ifPresent(steps::add);
                List<String> outdated = files.outdated(question.files()::isReadAtStart);
                if (!outdated.isEmpty()) {
                    restarts.add(new RestartWorker(worker.id(), "runs with another " + String.join(", ", outdated)));
                }
            }
        }
        steps.addAll(restarts);
        return steps;
    }

    /// None in an open cluster.
    private static SortedMap<String, String> wanted(Question question, WorkerSpec worker, WorkerFacts installed) {
        // Where brokers and it listen does not matter here: only what those say of certificates is looked at.
        SortedMap<String, String> files = new TreeMap<>(question.files()
                .files(question.wanted(), worker, "", installed.port().orElse(WorkerSpec.USUAL_PORT)));
        files.keySet().removeIf(name -> !name.equals(WorkerKeys.CERTIFICATE) && !name.equals(WorkerKeys.AUTHORITIES));
        // Its agent shows the same certificate.
        question.files()
                .agent(question.wanted(), worker)
                .ifPresent(access -> AgentCertificates.FILES.forEach(
                        name -> Optional.ofNullable(installed.files().get(name))
                                .ifPresent(text -> files.put(name, access.into(text)))));
        return files;
    }
}
