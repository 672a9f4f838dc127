package dev.castellan.target.local;

import dev.castellan.kafka.config.PropertiesText;
import dev.castellan.kafka.config.RestAccess;
import dev.castellan.kafka.config.WorkerProperties;
import dev.castellan.machine.LocalProcess;
import dev.castellan.machine.Ports;
import dev.castellan.machine.SafeFiles;
import dev.castellan.problem.WorldRefused;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.KafkaVersion;
import dev.castellan.spec.Security;
import dev.castellan.spec.WorkerSpec;
import dev.castellan.target.Keyring;
import dev.castellan.target.Release;
import dev.castellan.target.SourceLogins;
import dev.castellan.target.Target;
import dev.castellan.target.WorkerFacts;
import dev.castellan.target.WorkerKeys;
import dev.castellan.target.Workers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Workers of Kafka Connect as processes of this machine.
final class LocalWorkers implements Workers {
    private static final String MAIN = "org.apache.kafka.connect.cli.ConnectDistributed";

    private final ClusterFolder folder;
    private final Release software;
    private final ClusterSpec spec;
    private final Keyring keyring;
    private final SourceLogins sources;

    /// @param sources how mirrors log in elsewhere
    LocalWorkers(ClusterSpec spec, ClusterFolder folder, Release software, Keyring keyring, SourceLogins sources) {
        this.spec = spec;
        this.keyring = keyring;
        this.sources = sources;
        this.folder = folder;
        this.software = software;
    }

    SortedMap<Integer, WorkerFacts> facts() {
        return facts(folder);
    }

    static SortedMap<Integer, WorkerFacts> facts(ClusterFolder cluster) {
        SortedMap<Integer, WorkerFacts> workers = new TreeMap<>();
        installed(cluster.workers()).forEach((id, path) -> {
            NodeFolder home = new NodeFolder(id, path);
            workers.put(id, new WorkerFacts(id, "", home.files(), home.running()));
        });
        return workers;
    }

    /// The ports that workers keep, running or not: of their REST interfaces, and of what their JVMs count.
    static List<Integer> ports(ClusterFolder cluster) {
        List<Integer> ports = new ArrayList<>();
        installed(cluster.workers()).forEach((id, path) -> {
            NodeFolder home = new NodeFolder(id, path);
            port(home).ifPresent(ports::add);
            AgentPorts.in(home.files()).ifPresent(ports::add);
        });
        return ports;
    }

    private static SortedMap<Integer, Path> installed(Path workers) {
        return LocalTarget.installed(workers, "connect-");
    }

    @Override
    public RestAccess access() {
        return spec.security() == Security.none
                ? RestAccess.OPEN
                : keyring.workers().access();
    }

    @Override
    public void writeFiles(int worker, SortedMap<String, String> files) {
        SafeFiles.createDirectories(folder.workerLogs(worker));
        SortedMap<String, String> texts = new TreeMap<>(files);
        if (WorkerKeys.areIn(files)) {
            String name = WorkerSpec.name(worker);
            SafeFiles.createPrivateDirectory(folder.workerTls(worker));
            keyring.workers().files(name, LocalWorkerFiles.names(name)).forEach((file, bytes) -> {
                SafeFiles.writePrivate(folder.workerTls(worker).resolve(file), bytes);
                texts.computeIfPresent(file, (shown, unmade) -> new String(bytes, StandardCharsets.UTF_8));
            });
        }
        if (files.containsKey(SourceLogins.FILE)) {
            SafeFiles.createPrivateDirectory(folder.workerTls(worker));
            sources.files()
                    .forEach((file, bytes) ->
                            SafeFiles.writePrivate(folder.workerTls(worker).resolve(file), bytes));
        }
        texts.forEach((name, text) -> SafeFiles.write(folder.worker(worker).resolve(name), text));
    }

    @Override
    public void start(int worker) {
        NodeFolder home = home(worker);
        if (home.process().isPresent()) {
            return;
        }
        port(home)
                .ifPresent(port ->
                        refuseTaken(worker, port, "stop that, or give the worker another port in cluster.yaml"));
        AgentPorts.in(home.files())
                .ifPresent(
                        port -> refuseTaken(worker, port, "castellan up finds another one for the Prometheus agent"));
        Path logs = folder.workerLogs(worker);
        SafeFiles.createDirectories(logs);
        home.rememberStart(logs);
        KafkaVersion release = home.version().flatMap(KafkaVersion::parse).orElse(software.version());
        Path own = folder.worker(worker);
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                home.mark(),
                LocalTarget.log4jFlag(release, own.resolve(LocalBlueprint.LOG4J)),
                "@" + own.resolve(LocalBlueprint.JVM_OPTIONS),
                MAIN,
                own.resolve(WorkerProperties.FILE).toString());
        home.rememberPid(LocalProcess.start(command, own, logs.resolve("jvm.log"), Map.of()));
    }

    @Override
    public void stop(int worker, Duration bound) {
        home(worker).process().ifPresent(process -> {
            process.terminate();
            if (!process.awaitEnd(bound)) {
                process.kill();
                process.awaitEnd(Duration.ofSeconds(10));
            }
        });
    }

    @Override
    public Target.Pulse pulse(int worker) {
        return new Target.Pulse(home(worker).process().isPresent(), SafeFiles.size(folder.workerLogs(worker)));
    }

    @Override
    public List<String> lastLogLines(int worker, int count) {
        List<String> lines = home(worker).linesSinceStart(folder.workerLogs(worker));
        return lines.subList(Math.max(0, lines.size() - count), lines.size());
    }

    @Override
    public boolean readLog(int worker, Target.Log log, int lines, Target.Until until, Predicate<String> taker) {
        return LocalTarget.readLog(folder.workerLogs(worker), log, lines, until, taker);
    }

    @Override
    public void remove(int worker) {
        SafeFiles.delete(folder.worker(worker));
    }

    private NodeFolder home(int worker) {
        return new NodeFolder(worker, folder.worker(worker));
    }

    private static OptionalInt port(NodeFolder home) {
        return WorkerProperties.port(PropertiesText.read(home.files().getOrDefault(WorkerProperties.FILE, "")));
    }

    private static void refuseTaken(int worker, int port, String remedy) {
        if (!Ports.isFree(port)) {
            Optional<String> owner = Ports.owner(port);
            throw new WorldRefused(
                    WorkerSpec.name(worker),
                    "port " + port + " is taken by " + owner.orElse("another process"),
                    remedy);
        }
    }
}
