package dev.castellan.target.local;

import dev.castellan.kafka.config.Endpoint;
import dev.castellan.kafka.config.ServerProperties;
import dev.castellan.kafka.config.ServerSecurity;
import dev.castellan.kafka.knowledge.FormatRequest;
import dev.castellan.machine.Counters;
import dev.castellan.machine.LocalProcess;
import dev.castellan.machine.Lock;
import dev.castellan.machine.LogTail;
import dev.castellan.machine.Ports;
import dev.castellan.machine.SafeFiles;
import dev.castellan.problem.WorldRefused;
import dev.castellan.security.KeyAndCertificate;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.KafkaVersion;
import dev.castellan.spec.Metrics;
import dev.castellan.target.Blueprint;
import dev.castellan.target.Entrance;
import dev.castellan.target.Facts;
import dev.castellan.target.Hardships;
import dev.castellan.target.Hold;
import dev.castellan.target.Identity;
import dev.castellan.target.JournalFile;
import dev.castellan.target.JournalPart;
import dev.castellan.target.Keyring;
import dev.castellan.target.Mending;
import dev.castellan.target.NodeFacts;
import dev.castellan.target.Release;
import dev.castellan.target.SourceLogins;
import dev.castellan.target.Target;
import dev.castellan.target.WorkerFacts;
import dev.castellan.target.Workers;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Nodes as processes of this machine.
public final class LocalTarget implements Target {
    /// Ports are looked for from here on: Kafka's own first, then the next ones.
    public static final int FIRST_PORT = 9092;

    /// What the folders of nodes are called, before their ids.
    static final String NODE = "kafka-";

    /// A node's certificate without its key.
    static final String CERTIFICATE = "certificate.pem";

    private final ClusterFolder folder;
    private final ClusterSpec spec;
    private final Release software;
    private final Keyring keyring;
    private final SourceLogins sources;
    private final StartupCache startup;
    private final LocalWorkers workers;

    /// @param caches where start-up caches are kept, shared by all clusters
    public LocalTarget(
            ClusterSpec spec,
            ClusterFolder folder,
            Path caches,
            Release software,
            Keyring keyring,
            SourceLogins sources) {
        this.spec = spec;
        this.folder = folder;
        this.keyring = keyring;
        this.sources = sources;
        this.software = software;
        this.startup = new StartupCache(caches, software);
        this.workers = new LocalWorkers(spec, folder, software, keyring, sources);
    }

    @Override
    public Facts facts() {
        SortedMap<Integer, NodeFacts> nodes = new TreeMap<>();
        installed(folder.nodes()).forEach((id, path) -> nodes.put(id, new NodeFolder(id, path).facts()));
        return new Facts(identity(), nodes, TakenPorts.of(folder, spec), startup.state()).with(workers.facts());
    }

    @Override
    public Blueprint blueprint(Facts facts) {
        Optional<LocalBlueprint.Agent> agent = Optional.of(spec.metrics())
                .filter(metrics -> metrics != Metrics.none)
                .map(wanted ->
                        new LocalBlueprint.Agent(software.metricsAgent(), AgentPorts.of(spec, facts, this::holder)));
        return new LocalBlueprint(
                folder,
                software.distribution(),
                keyring,
                new LocalWorkerFiles(folder, keyring, sources, software::plugins, agent),
                agent);
    }

    @Override
    public Hold hold(String holder) {
        Lock lock = Lock.take(folder.lock(), holder);
        JournalFile journal = new JournalFile(folder.journal());
        return new Hold() {
            @Override
            public void note(String line) {
                journal.add(line);
            }

            @Override
            public void close() {
                lock.close();
            }
        };
    }

    @Override
    public List<JournalPart> journal(int most) {
        return List.of(new JournalFile(folder.journal()).read(Lock.holder(folder.lock()), most));
    }

    @Override
    public void prepare() {
        startup.prepare();
    }

    @Override
    public void writeIdentity(Identity identity) {
        SafeFiles.write(folder.identity(), identity.text());
    }

    /// Nothing is ever missing here, see [LocalBlueprint#missing].
    @Override
    public void install(int node, Consumer<String> saying) {}

    @Override
    public Entrance entrance(Facts facts) {
        return Entrance.of(spec, facts, keyring);
    }

    @Override
    public void certify(int node) {
        KeyAndCertificate issued = keyring.issue(spec.node(node).orElseThrow(), LocalBlueprint.HOST);
        Path tls = folder.tls(node);
        SafeFiles.createPrivateDirectory(tls);
        SafeFiles.writePrivate(tls.resolve(ServerSecurity.TRUST_STORE), keyring.authorities());
        SafeFiles.writePrivate(
                tls.resolve(ServerSecurity.KEY_STORE), issued.key().reveal() + issued.certificate());
        SafeFiles.writePrivate(tls.resolve(CERTIFICATE), issued.certificate());
    }

    @Override
    public void noteLoaded(int node) {
        new NodeFolder(node, folder.node(node)).rememberLoaded();
    }

    /// What this machine is set to is its user's business.
    @Override
    public void mend(int node, SortedSet<Mending> mendings) {}

    @Override
    public void writeFiles(int node, SortedMap<String, String> files) {
        SafeFiles.createDirectories(folder.logs(node));
        files.forEach((name, text) -> SafeFiles.write(folder.node(node).resolve(name), text));
    }

    @Override
    public void format(Map<Integer, Format> nodes, String clusterId, String initialControllers) {
        nodes.forEach((node, format) -> {
            NodeFolder home = new NodeFolder(node, folder.node(node));
            home.directories().forEach(directory -> SafeFiles.createDirectories(Path.of(directory)));
            home.unformat(clusterId);
            software.knowledge()
                    .format(new FormatRequest(
                            folder.node(node).resolve(ServerProperties.FILE),
                            clusterId,
                            format == Format.FIRST_VOTER ? Optional.of(initialControllers) : Optional.empty(),
                            keyring.firstUser()));
        });
    }

    @Override
    public void start(int node) {
        NodeFolder home = new NodeFolder(node, folder.node(node));
        if (home.process().isPresent()) {
            return;
        }
        if (!home.hasStorage()) {
            throw new WorldRefused(
                    "kafka-" + node,
                    "there is no storage in " + String.join(", ", home.directories()),
                    "castellan up says what to do");
        }
        TakenPorts.refuse(node, home);
        home.forgetOwnVote(node);
        home.rememberStart(folder.logs(node));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        KafkaVersion release = home.version().flatMap(KafkaVersion::parse).orElse(software.version());
        command.addAll(startup.flags(release));
        command.add(home.mark());
        command.add(log4jFlag(release, folder.node(node).resolve(LocalBlueprint.LOG4J)));
        command.add("@" + folder.node(node).resolve(LocalBlueprint.JVM_OPTIONS));
        command.add("kafka.Kafka");
        command.add(folder.node(node).resolve(ServerProperties.FILE).toString());
        SafeFiles.createDirectories(folder.logs(node));
        home.rememberPid(
                LocalProcess.start(command, folder.node(node), folder.logs(node).resolve("jvm.log"), Map.of()));
    }

    @Override
    public boolean stop(int node, Duration bound) {
        Optional<LocalProcess> process = new NodeFolder(node, folder.node(node)).process();
        if (process.isEmpty()) {
            return true;
        }
        process.get().terminate();
        if (process.get().awaitEnd(bound)) {
            return true;
        }
        process.get().kill();
        process.get().awaitEnd(Duration.ofSeconds(10));
        return false;
    }

    @Override
    public void kill(int node) {
        new NodeFolder(node, folder.node(node)).process().ifPresent(process -> {
            process.kill();
            process.awaitEnd(Duration.ofSeconds(10));
        });
    }

    @Override
    public Hardships hardships() {
        return new LocalHardships(folder);
    }

    @Override
    public Workers workers() {
        return workers;
    }

    @Override
    public Pulse pulse(int node) {
        return new Pulse(
                new NodeFolder(node, folder.node(node)).process().isPresent(), SafeFiles.size(folder.logs(node)));
    }

    @Override
    public SortedMap<String, Counters> counters() {
        return new TreeMap<>();
    }

    @Override
    public List<String> lastLogLines(int node, int count) {
        List<String> lines = new NodeFolder(node, folder.node(node)).linesSinceStart(folder.logs(node));
        return lines.subList(Math.max(0, lines.size() - count), lines.size());
    }

    @Override
    public boolean readLog(int node, Log log, int lines, Until until, Predicate<String> taker) {
        return readLog(folder.logs(node), log, lines, until, taker);
    }

    static boolean readLog(Path logs, Log log, int lines, Until until, Predicate<String> taker) {
        Path file = logs.resolve(log == Log.JVM ? "jvm.log" : "server.log");
        if (!Files.exists(file)) {
            return false;
        }
        new LogTail(file).read(lines, until == Until.INTERRUPTED ? LogTail.End.NEVER : LogTail.End.AT_END, taker);
        return true;
    }

    @Override
    public void remove(Set<Integer> nodes, Fate data) {
        if (data == Fate.KEPT) {
            // Nothing of a node lies outside its folder, and its data lies in it: there is nothing else to remove.
            return;
        }
        for (int node : nodes) {
            new NodeFolder(node, folder.node(node))
                    .directories()
                    .forEach(directory -> SafeFiles.delete(Path.of(directory)));
            SafeFiles.delete(folder.node(node));
        }
        if (installed(folder.nodes()).isEmpty() && workers.facts().isEmpty()) {
            SafeFiles.delete(folder.path());
        }
    }

    static String log4jFlag(KafkaVersion version, Path file) {
        return version.isAtLeast(4, 0) ? "-Dlog4j2.configurationFile=" + file : "-Dlog4j.configuration=" + file.toUri();
    }

    /// Who has a port: a process that listens on it, or another cluster that keeps it.
    @Override
    public Optional<String> holder(int node, int port) {
        return holder(port);
    }

    private Optional<String> holder(int port) {
        if (!Ports.isFree(port)) {
            return Optional.of(Ports.owner(port).orElse("another process"));
        }
        return TakenPorts.others(folder)
                .filter(cluster -> TakenPorts.kept(cluster).contains(port))
                .map(cluster -> "the cluster " + cluster.getFileName())
                .findFirst();
    }

    @Override
    public void close() {}

    private Optional<Identity> identity() {
        return SafeFiles.read(folder.identity()).map(Identity::parse);
    }

    /// Where the installed nodes of a cluster listen, without asking anything else about them.
    public static SortedMap<Integer, Endpoint> installed(ClusterFolder folder) {
        SortedMap<Integer, Endpoint> endpoints = new TreeMap<>();
        installed(folder.nodes())
                .forEach((id, path) ->
                        endpoints.put(id, ServerProperties.endpoint(new NodeFolder(id, path).properties())));
        return endpoints;
    }

    /// Workers of Kafka Connect that are installed, by id.
    public static SortedMap<Integer, WorkerFacts> workers(ClusterFolder folder) {
        return LocalWorkers.facts(folder);
    }

    /// Where the Prometheus agents of installed nodes and workers listen, by their names; only those that have one.
    public static SortedMap<String, String> agents(ClusterFolder folder) {
        SortedMap<String, String> agents = new TreeMap<>();
        installed(folder.nodes())
                .forEach((id, path) -> AgentPorts.in(new NodeFolder(id, path).files())
                        .ifPresent(port -> agents.put(NODE + id, LocalBlueprint.HOST + ":" + port)));
        workers(folder)
                .values()
                .forEach(worker -> AgentPorts.in(worker.files())
                        .ifPresent(port -> agents.put(worker.name(), LocalBlueprint.HOST + ":" + port)));
        return agents;
    }

    private static SortedMap<Integer, Path> installed(Path nodes) {
        return installed(nodes, NODE);
    }

    /// Folders by the number behind their common name.
    static SortedMap<Integer, Path> installed(Path nodes, String prefix) {
        SortedMap<Integer, Path> installed = new TreeMap<>();
        for (Path path : list(nodes)) {
            String name = path.getFileName().toString();
            if (name.matches(prefix + "\\d{1,10}")) {
                installed.put(Integer.parseInt(name.substring(prefix.length())), path);
            }
        }
        return installed;
    }

    static List<Path> list(Path directory) {
        List<Path> paths = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            stream.forEach(paths::add);
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw SafeFiles.refused(directory, e);
        }
        return paths;
    }
}
