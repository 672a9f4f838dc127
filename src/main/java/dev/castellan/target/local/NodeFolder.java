package dev.castellan.target.local;

import dev.castellan.kafka.config.AgentRules;
import dev.castellan.kafka.config.PropertiesText;
import dev.castellan.kafka.config.ServerProperties;
import dev.castellan.kafka.config.ServerSecurity;
import dev.castellan.kafka.config.WorkerProperties;
import dev.castellan.machine.LocalProcess;
import dev.castellan.machine.SafeFiles;
import dev.castellan.target.NodeCertificates;
import dev.castellan.target.NodeFacts;
import dev.castellan.target.SourceLogins;
import dev.castellan.target.WorkerKeys;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// The folder of a node or a worker: reads its facts, and finds its process.
final class NodeFolder {
    private static final List<String> FILES = List.of(
            ServerProperties.FILE,
            WorkerProperties.FILE,
            LocalBlueprint.JVM_OPTIONS,
            LocalBlueprint.LOG4J,
            AgentRules.FILE,
            WorkerProperties.JAAS,
            WorkerKeys.CERTIFICATE,
            WorkerKeys.AUTHORITIES,
            SourceLogins.FILE);

    private static final List<String> LOGS = List.of("jvm.log", "server.log");

    /// The certificates as they were when the process started, and as it loaded them last.
    private static final String AT_START = "tls";

    private static final String LOADED = "loaded";

    private final int id;
    private final Path folder;

    NodeFolder(int id, Path folder) {
        this.id = id;
        this.folder = folder;
    }

    /// The argument by which a node's process is told from every other on this machine.
    String mark() {
        return "-Dcastellan.node=" + folder;
    }

    SortedMap<String, String> files() {
        return read(folder);
    }

    Map<String, String> properties() {
        return ServerProperties.in(files());
    }

    /// Where the node listens, or would: for clients, for other nodes, and with what its JVM counts.
    List<Integer> ports() {
        List<Integer> ports =
                new ArrayList<>(ServerProperties.endpoint(properties()).ports());
        AgentPorts.in(files()).ifPresent(ports::add);
        return ports;
    }

    List<String> directories() {
        return directories(files());
    }

    private static List<String> directories(Map<String, String> files) {
        return Arrays.stream(
                        ServerProperties.in(files).getOrDefault("log.dirs", "").split(","))
                .filter(directory -> !directory.isBlank())
                .toList();
    }

    /// Whether any directory is formatted; Kafka itself adds those that are new beside it.
    boolean hasStorage() {
        return directories().stream()
                .anyMatch(directory -> clusterId(List.of(directory)).isPresent());
    }

    /// Whether the node's process was ever started, whatever became of it.
    boolean wasStarted() {
        return Files.exists(folder.resolve("started").resolve(ServerProperties.FILE));
    }

    Optional<LocalProcess> process() {
        Optional<LocalProcess> remembered = SafeFiles.read(pidFile())
                .map(String::strip)
                .filter(text -> text.matches("\\d{1,18}"))
                .flatMap(text -> LocalProcess.find(Long.parseLong(text), mark()));
        return remembered.isPresent() ? remembered : LocalProcess.search(mark());
    }

    /// Takes back what formatting did to a node that was never started, so that it can be done anew.
    void unformat(String clusterId) {
        if (wasStarted() || !clusterId(directories()).equals(Optional.of(clusterId))) {
            return;
        }
        for (String directory : directories()) {
            List.of("meta.properties", "bootstrap.checkpoint", "__cluster_metadata-0")
                    .forEach(name -> SafeFiles.delete(Path.of(directory, name)));
        }
    }

    /// Sets aside what a broker without a vote once noted of a vote for itself: Kafka would take it for a
    /// candidate, and end it at its start ("Local replica must be in the set of voters"). What it needs it learns
    /// from who leads.
    void forgetOwnVote(int node) {
        if (!properties().getOrDefault("process.roles", "").equals("broker")) {
            return;
        }
        List<String> places = new ArrayList<>(directories());
        Optional.ofNullable(properties().get("metadata.log.dir")).ifPresent(places::add);
        for (String directory : places) {
            Path noted = Path.of(directory, "__cluster_metadata-0", "quorum-state");
            if (SafeFiles.read(noted).filter(text -> namesItself(text, node)).isPresent()) {
                SafeFiles.write(
                        noted.resolveSibling("quorum-state.before"),
                        SafeFiles.read(noted).orElse(""));
                SafeFiles.delete(noted);
            }
        }
    }

    static boolean namesItself(String quorumState, int node) {
        return Pattern.compile("\"(?:votedId|leaderId)\" ?: ?" + node + "\\b")
                .matcher(quorumState)
                .find();
    }

    /// Keeps the files as the starting process reads them, so that a later change on disk is seen as one.
    ///
    /// @param logs of which what is written from now on is about this start
    void rememberStart(Path logs) {
        files().forEach((name, text) ->
                SafeFiles.write(folder.resolve("started").resolve(name), text));
        rememberCertificates(AT_START);
        rememberCertificates(LOADED);
        SortedMap<String, String> sizes = new TreeMap<>();
        LOGS.forEach(name -> sizes.put(name, String.valueOf(SafeFiles.size(logs.resolve(name)))));
        SafeFiles.write(logSizes(), PropertiesText.write("How long the logs were.", sizes));
    }

    /// Keeps what the running process has loaded of its folder of certificates.
    void rememberLoaded() {
        rememberCertificates(LOADED);
    }

    private void rememberCertificates(String when) {
        Path copies = folder.resolve("started").resolve(when);
        for (String name : List.of(LocalTarget.CERTIFICATE, ServerSecurity.TRUST_STORE)) {
            SafeFiles.read(folder.resolve("tls").resolve(name))
                    .ifPresent(text -> SafeFiles.write(copies.resolve(name), text));
        }
    }

    /// What the node has logged since it was started last; all of a log that was rolled over meanwhile.
    List<String> linesSinceStart(Path logs) {
        Map<String, String> sizes =
                PropertiesText.read(SafeFiles.read(logSizes()).orElse(""));
        List<String> lines = new ArrayList<>();
        for (String name : LOGS) {
            int before = Integer.parseInt(sizes.getOrDefault(name, "0"));
            byte[] text = SafeFiles.read(logs.resolve(name)).orElse("").getBytes(StandardCharsets.UTF_8);
            int from = before <= text.length ? before : 0;
            new String(text, from, text.length - from, StandardCharsets.UTF_8)
                    .lines()
                    .forEach(lines::add);
        }
        return lines;
    }

    private Path logSizes() {
        return folder.resolve("started").resolve("logs.properties");
    }

    void rememberPid(LocalProcess process) {
        SafeFiles.write(pidFile(), process.pid() + "\n");
    }

    NodeFacts facts() {
        List<String> directories = directories();
        return new NodeFacts(
                id,
                files(),
                version(),
                clusterId(directories),
                running(),
                past(),
                directories,
                directories.stream()
                        .mapToLong(directory -> SafeFiles.size(Path.of(directory)))
                        .sum(),
                Optional.empty(),
                certificates());
    }

    Optional<NodeFacts.Running> running() {
        return process()
                .map(process -> new NodeFacts.Running(
                        process.pid(),
                        process.startedAt(),
                        read(folder.resolve("started")),
                        certificates(folder.resolve("started").resolve(AT_START)),
                        certificates(folder.resolve("started").resolve(LOADED))));
    }

    NodeCertificates certificates() {
        return certificates(folder.resolve("tls")).orElse(NodeCertificates.NONE);
    }

    private static Optional<NodeCertificates> certificates(Path place) {
        return NodeCertificates.of(
                SafeFiles.read(place.resolve(LocalTarget.CERTIFICATE)),
                SafeFiles.read(place.resolve(ServerSecurity.TRUST_STORE)));
    }

    /// The release that the node's files start.
    Optional<String> version() {
        return NodeFacts.releaseIn(files());
    }

    private Optional<NodeFacts.Past> past() {
        if (!wasStarted()) {
            return Optional.empty();
        }
        return Optional.of(new NodeFacts.Past(directories(read(folder.resolve("started"))).stream()
                .filter(directory -> clusterId(List.of(directory)).isEmpty())
                .toList()));
    }

    private Path pidFile() {
        return folder.resolve("started").resolve("pid");
    }

    /// Present only when every directory is formatted, for one and the same cluster.
    private static Optional<String> clusterId(List<String> directories) {
        List<String> ids = directories.stream()
                .map(directory ->
                        SafeFiles.read(Path.of(directory, "meta.properties")).orElse(""))
                .map(text -> PropertiesText.read(text).getOrDefault("cluster.id", ""))
                .distinct()
                .toList();
        return ids.size() == 1 && !ids.getFirst().isEmpty() ? Optional.of(ids.getFirst()) : Optional.empty();
    }

    private static SortedMap<String, String> read(Path directory) {
        Map<String, String> files = new LinkedHashMap<>();
        for (String name : FILES) {
            SafeFiles.read(directory.resolve(name)).ifPresent(text -> files.put(name, text));
        }
        return new TreeMap<>(files);
    }
}
