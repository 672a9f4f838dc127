package dev.castellan.target.local;

import dev.castellan.kafka.config.AgentRules;
import dev.castellan.kafka.config.Endpoint;
import dev.castellan.kafka.config.PropertiesText;
import dev.castellan.kafka.config.ServerProperties;
import dev.castellan.kafka.distribution.Distribution;
import dev.castellan.problem.Problem;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.KafkaVersion;
import dev.castellan.spec.NodeSpec;
import dev.castellan.spec.WorkerSpec;
import dev.castellan.target.Blueprint;
import dev.castellan.target.Keyring;
import dev.castellan.target.NodeCertificates;
import dev.castellan.target.NodeFacts;
import dev.castellan.target.Software;
import dev.castellan.target.SourceLogins;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The files of a node on this machine.
final class LocalBlueprint implements Blueprint {
    static final String JVM_OPTIONS = NodeFacts.JVM_OPTIONS;
    static final String HEAP = "512m";
    static final String LOG4J = "log4j.properties";
    static final String HOST = "127.0.0.1";
    static final String NOTE = "Written by Castellan from cluster.yaml; the next apply puts back what is changed here.";

    private final ClusterFolder folder;
    private final Distribution distribution;
    private final Keyring keyring;
    private final LocalWorkerFiles workers;
    private final Optional<Agent> agent;

    /// The Prometheus agent in the JVMs of nodes and workers.
    ///
    /// @param ports where it listens, by the names of those
    record Agent(Path jar, SortedMap<String, Integer> ports) {
        /// What starts it.
        ///
        /// @param folder of the node or worker
        String flag(String name, Path folder) {
            Integer port = ports.get(name);
            if (port == null) {
                throw new IllegalArgumentException("no port for the agent of " + name);
            }
            return AgentPorts.flag(jar, port, folder.resolve(AgentRules.FILE));
        }
    }

    LocalBlueprint(ClusterFolder folder, Distribution distribution, Keyring keyring) {
        this(
                folder,
                distribution,
                keyring,
                new LocalWorkerFiles(folder, keyring, SourceLogins.NONE, TreeMap::new, Optional.empty()),
                Optional.empty());
    }

    /// @param workers the files of workers
    /// @param agent empty where the spec wants none
    LocalBlueprint(
            ClusterFolder folder,
            Distribution distribution,
            Keyring keyring,
            LocalWorkerFiles workers,
            Optional<Agent> agent) {
        this.folder = folder;
        this.distribution = distribution;
        this.keyring = keyring;
        this.workers = workers;
        this.agent = agent;
    }

    @Override
    public String host(NodeSpec node) {
        return HOST;
    }

    @Override
    public Numbering numbering() {
        return Numbering.FREE_PORTS;
    }

    /// Castellan runs on the same machine with the same Java, and Kafka's jars are used where they were fetched to.
    @Override
    public Optional<Software> missing(NodeSpec node) {
        return Optional.empty();
    }

    @Override
    public boolean isReadAtStart(String file) {
        return true;
    }

    @Override
    public Optional<String> lacksCertificate(NodeSpec node) {
        return keyring.lacks(node, host(node), new NodeFolder(node.id(), folder.node(node.id())).certificates());
    }

    @Override
    public Optional<String> outlived(NodeCertificates atStart) {
        return keyring.outlived(atStart);
    }

    @Override
    public List<Problem> distrusted(Collection<NodeFacts> nodes) {
        return keyring.distrusted(nodes);
    }

    @Override
    public int java() {
        return distribution.java();
    }

    @Override
    public SortedMap<String, String> files(ClusterSpec spec, NodeSpec node, Map<Integer, Endpoint> endpoints) {
        SortedMap<String, String> files = new TreeMap<>();
        List<String> directories = node.directories().isEmpty()
                ? List.of(folder.node(node.id()).resolve("data").toString())
                : node.directories();
        files.put(
                ServerProperties.FILE,
                PropertiesText.write(
                        NOTE,
                        ServerProperties.of(
                                spec,
                                node,
                                endpoints,
                                directories,
                                ServerProperties.Binding.ADVERTISED,
                                folder.tls(node.id()).toString())));
        List<String> flags = new ArrayList<>();
        agent.ifPresent(here -> {
            files.put(AgentRules.FILE, AgentRules.text());
            flags.add(here.flag(node.name(), folder.node(node.id())));
        });
        flags.addAll(spec.jvm());
        files.put(JVM_OPTIONS, jvm(spec, node.heap().orElse(HEAP), folder.logs(node.id()), flags, classPath()));
        files.put(LOG4J, log4j(spec.kafka().version(), folder.logs(node.id())));
        return files;
    }

    @Override
    public SortedMap<String, String> files(ClusterSpec spec, WorkerSpec worker, String bootstrap, int port) {
        return workers.of(spec, worker, bootstrap, port, classPath());
    }

    /// C1 and the serial collector: three brokers on a laptop are started far more often than they are loaded, and
    /// start in about two thirds of the time. `jvm:` in the spec comes last and so wins.
    static String jvm(ClusterSpec spec, String heap, Path logs, List<String> users, String classPath) {
        StringBuilder text = new StringBuilder();
        List<String> flags = List.of(
                "-Xmx" + heap,
                collector(users),
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-Djava.awt.headless=true",
                NodeFacts.VERSION_FLAG + spec.kafka().version(),
                "-Dkafka.logs.dir=" + logs);
        flags.forEach(flag -> text.append(quote(flag)).append('\n'));
        users.forEach(flag -> text.append(quote(flag)).append('\n'));
        text.append("-cp\n").append(quote(classPath)).append('\n');
        return text.toString();
    }

    /// A JVM takes one collector and refuses a second, so here the last does not win by itself.
    private static String collector(List<String> users) {
        return users.stream()
                .filter(flag -> flag.matches("-XX:\\+Use\\w+GC"))
                .reduce("-XX:+UseSerialGC", (ours, theirs) -> theirs);
    }

    private String classPath() {
        return distribution.jars().stream().map(Path::toString).collect(Collectors.joining(":"));
    }

    /// Java's argument files split at spaces, and take a backslash inside quotes for an escape.
    private static String quote(String argument) {
        return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    static String log4j(KafkaVersion version, Path logs) {
        String file = PropertiesText.value(logs.resolve("server.log").toString());
        if (version.isAtLeast(4, 0)) {
            return """
                    # %s
                    rootLogger.level=info
                    rootLogger.appenderRef.file.ref=file
                    appender.file.type=RollingFile
                    appender.file.name=file
                    appender.file.fileName=%s
                    appender.file.filePattern=%s.%%i
                    appender.file.layout.type=PatternLayout
                    appender.file.layout.pattern=[%%d] %%p %%m (%%c)%%n
                    appender.file.policies.type=Policies
                    appender.file.policies.size.type=SizeBasedTriggeringPolicy
                    appender.file.policies.size.size=20MB
                    appender.file.strategy.type=DefaultRolloverStrategy
                    appender.file.strategy.max=3
                    """.formatted(NOTE, file, file);
        }
        return """
                # %s
                log4j.rootLogger=INFO, file
                log4j.appender.file=org.apache.log4j.RollingFileAppender
                log4j.appender.file.File=%s
                log4j.appender.file.MaxFileSize=20MB
                log4j.appender.file.MaxBackupIndex=3
                log4j.appender.file.layout=org.apache.log4j.PatternLayout
                log4j.appender.file.layout.ConversionPattern=[%%d] %%p %%m (%%c)%%n
                """.formatted(NOTE, file);
    }
}
