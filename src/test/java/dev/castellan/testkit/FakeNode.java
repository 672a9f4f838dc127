package dev.castellan.testkit;

import dev.castellan.kafka.config.PropertiesText;
import dev.castellan.kafka.config.ServerProperties;
import dev.castellan.target.NodeCertificates;
import dev.castellan.target.NodeFacts;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// One node of a [FakeWorld]: its files, its storage, and the process that may run on them.
final class FakeNode {

    private final int id;
    private final SortedMap<String, String> files = new TreeMap<>();
    private final SortedMap<String, String> storage = new TreeMap<>();
    private Optional<Map<String, String>> startedWith = Optional.empty();
    private List<String> ranOn = List.of();

    FakeNode(int id) {
        this.id = id;
    }

    FakeNode copy() {
        FakeNode copy = new FakeNode(id);
        copy.files.putAll(files);
        copy.storage.putAll(storage);
        copy.startedWith = startedWith;
        copy.ranOn = ranOn;
        return copy;
    }

    int id() {
        return id;
    }

    void write(SortedMap<String, String> changed) {
        files.putAll(changed);
    }

    /// Directories that are formatted already are left alone, as Kafka's own formatter does.
    void format(String clusterId) {
        FakeWorld.check(!directories().isEmpty(), "storage is formatted after the files are written");
        directories().forEach(directory -> storage.putIfAbsent(directory, clusterId));
    }

    void start() {
        FakeWorld.check(startedWith.isEmpty(), "a node is started when it does not run");
        FakeWorld.check(storage.keySet().containsAll(directories().subList(0, 1)), "a started node is formatted");
        // Kafka itself adds a directory that is new beside one that is formatted.
        format(storage.getOrDefault(directories().getFirst(), ""));
        startedWith = Optional.of(Map.copyOf(files));
        ranOn = directories();
    }

    void stop() {
        startedWith = Optional.empty();
    }

    void forgetStart() {
        startedWith = Optional.empty();
        ranOn = List.of();
    }

    void replaceStorage(Optional<String> clusterId) {
        storage.clear();
        clusterId.ifPresent(this::format);
    }

    boolean isRunning() {
        return startedWith.isPresent();
    }

    boolean isBroker() {
        return has("broker");
    }

    boolean isController() {
        return has("controller");
    }

    boolean belongsTo(String clusterId) {
        return storage.values().stream().allMatch(clusterId::equals);
    }

    NodeFacts facts() {
        Set<String> formatted = Set.copyOf(storage.values());
        boolean whole = !directories().isEmpty() && storage.keySet().containsAll(directories());
        return new NodeFacts(
                id,
                files,
                NodeFacts.releaseIn(files),
                whole && formatted.size() == 1 ? formatted.stream().findFirst() : Optional.empty(),
                startedWith.map(started -> new NodeFacts.Running(1000L + id, Optional.of(Instant.EPOCH), started)),
                ranOn.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new NodeFacts.Past(ranOn.stream()
                                .filter(directory -> !storage.containsKey(directory))
                                .toList())),
                directories(),
                0,
                Optional.empty(),
                NodeCertificates.NONE);
    }

    Object state() {
        return List.of(id, files, storage.keySet(), startedWith);
    }

    private boolean has(String role) {
        String text = startedWith.orElse(files).getOrDefault(ServerProperties.FILE, "");
        return text.lines().anyMatch(line -> line.startsWith("process.roles=") && line.contains(role));
    }

    private List<String> directories() {
        String list = PropertiesText.read(files.getOrDefault(ServerProperties.FILE, ""))
                .getOrDefault("log.dirs", "");
        return Arrays.stream(list.split(",", -1))
                .filter(directory -> !directory.isBlank())
                .toList();
    }
}
