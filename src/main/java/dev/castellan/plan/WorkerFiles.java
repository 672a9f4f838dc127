package dev.castellan.plan;

import dev.castellan.plan.Step.WriteWorker;
import dev.castellan.target.WorkerFacts;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Files of a worker of Kafka Connect as they are, beside those it should have.
final class WorkerFiles {
    private final @Nullable WorkerFacts installed;
    private final SortedMap<String, String> wanted;

    /// @param installed what is there of the worker; null where there is nothing
    /// @param wanted the text of every file that counts, by name
    WorkerFiles(@Nullable WorkerFacts installed, SortedMap<String, String> wanted) {
        this.installed = installed;
        this.wanted = wanted;
    }

    /// Writes those that differ; nothing where none does.
    ///
    /// @param why of one that has some of its files; a worker without any is new
    Optional<WriteWorker> write(int worker, String why) {
        Map<String, String> there = installed == null ? Map.of() : installed.files();
        SortedMap<String, String> before = new TreeMap<>();
        SortedMap<String, String> after = new TreeMap<>();
        wanted.forEach((name, text) -> {
            if (!text.equals(there.get(name))) {
                after.put(name, text);
                if (there.containsKey(name)) {
                    before.put(name, Objects.requireNonNull(there.get(name)));
                }
            }
        });
        return after.isEmpty()
                ? Optional.empty()
                : Optional.of(new WriteWorker(worker, before, after, before.isEmpty() ? "a new worker" : why));
    }

    /// The files that the running process was started with and that are to be others; none where no process runs.
    ///
    /// @param isReadAtStart whether a process reads the file of this name as it starts
    List<String> outdated(Predicate<String> isReadAtStart) {
        return Optional.ofNullable(installed)
                .flatMap(WorkerFacts::running)
                .map(process -> wanted.entrySet().stream()
                        .filter(file -> isReadAtStart.test(file.getKey()))
                        .filter(file ->
                                !file.getValue().equals(process.startedWith().get(file.getKey())))
                        .map(Map.Entry::getKey)
                        .toList())
                .orElseGet(List::of);
    }
}
