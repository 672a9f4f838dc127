package dev.castellan.target.hosts;

import dev.castellan.kafka.config.AgentAccess;
import dev.castellan.kafka.config.AgentRules;
import dev.castellan.kafka.config.Endpoint;
import dev.castellan.kafka.config.PropertiesText;
import dev.castellan.kafka.config.ServerProperties;
import dev.castellan.kafka.distribution.Distribution;
import dev.castellan.problem.Problem;
import dev.castellan.spec.AgentPort;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.HostsSpec;
import dev.castellan.spec.KafkaVersion;
import dev.castellan.spec.NodeSpec;
import dev.castellan.spec.Security;
import dev.castellan.spec.WorkerPlaces;
import dev.castellan.spec.WorkerSpec;
import dev.castellan.target.Blueprint;
import dev.castellan.target.CarriedFiles;
import dev.castellan.target.Facts;
import dev.castellan.target.HostFacts;
import dev.castellan.target.Keyring;
import dev.castellan.target.NodeCertificates;
import dev.castellan.target.NodeFacts;
import dev.castellan.target.Release;
import dev.castellan.target.Software;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The files and the software of nodes on hosts.
final class HostsBlueprint implements Blueprint {
    static final String UNIT = "kafka.service";
    /// The name of every file there may be.
    static final List<String> FILES = Stream.concat(
                    Stream.of(ServerProperties.FILE, HostPaths.JVM_OPTIONS, HostPaths.LOG4J, UNIT, AgentRules.FILE),
                    MachineFiles.ALL.stream().sorted())
            .toList();

    static final String NOTE = "Written by Castellan from cluster.yaml; the next apply puts back what is changed here.";

    private final ClusterSpec spec;
    private final Facts facts;
    private final Release release;
    private final Keyring keyring;
    private final CarriedFiles carried;
    /// What is read of the release once for all nodes, when the first of them needs it.
    private OptionalInt neededJava = OptionalInt.empty();

    private List<Distribution.Jar> jars = List.of();

    HostsBlueprint(ClusterSpec spec, Facts facts, Release release, Keyring keyring, CarriedFiles carried) {
        this.spec = spec;
        this.facts = facts;
        this.release = release;
        this.keyring = keyring;
        this.carried = carried;
    }

    @Override
    public String host(NodeSpec node) {
        return HostsTarget.advertised(node);
    }

    @Override
    public Numbering numbering() {
        return Numbering.USUAL_PORTS;
    }

    @Override
    public SortedMap<String, String> prometheus(ClusterSpec spec) {
        return PrometheusFiles.wanted(spec, PrometheusFiles.shown(keyring));
    }

    @Override
    public boolean isReadAtStart(String file) {
        return !MachineFiles.ALL.contains(file) && !file.equals(AgentRules.FILE);
    }

    @Override
    public Optional<String> lacksCertificate(NodeSpec node) {
        return keyring.lacks(
                node,
                host(node),
                Optional.ofNullable(facts.nodes().get(node.id()))
                        .map(NodeFacts::certificates)
                        .orElse(NodeCertificates.NONE));
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
        return release.distribution().java();
    }

    @Override
    public Optional<Software> missing(NodeSpec node) {
        HostFacts host = facts.hosts().get(node.id());
        if (host == null) {
            return Optional.empty();
        }
        List<String> packages = new ArrayList<>(packages(host));
        if (spec.security() != Security.none && !host.hasOpenssl()) {
            packages.add("openssl");
        }
        return missing(host, packages, HostsAgent.missing(spec, host));
    }

    @Override
    public Optional<Software> missing(ClusterSpec spec, WorkerSpec worker) {
        WorkerPlaces.Place place = place(spec, worker);
        return place.node().isPresent()
                ? Optional.empty()
                : facts.machine(place.host())
                        .flatMap(host -> missing(host, packages(host), HostsAgent.missing(spec, host)));
    }

    private List<String> packages(HostFacts host) {
        boolean lacksJava =
                host.java().filter(java -> java.feature() >= neededJava()).isEmpty();
        return lacksJava && spec.hosts().java() == HostsSpec.Java.install ? List.of(javaPackage(host)) : List.of();
    }

    private Optional<Software> missing(HostFacts host, List<String> packages, Optional<String> agent) {
        Map<String, Long> whole =
                jars().stream().collect(Collectors.toMap(Distribution.Jar::name, Distribution.Jar::size));
        String version = release.version().toString();
        boolean lacksKafka = !whole.equals(host.releases().get(version));
        if (!lacksKafka && packages.isEmpty() && agent.isEmpty() && host.prepared()) {
            return Optional.empty();
        }
        List<Distribution.Jar> absent = lacksKafka
                ? jars().stream()
                        .filter(jar -> !host.store().contains(jar.sha256()))
                        .toList()
                : List.of();
        return Optional.of(new Software(
                packages,
                lacksKafka ? Optional.of(version) : Optional.empty(),
                absent.size(),
                absent.stream().mapToLong(Distribution.Jar::size).sum(),
                agent));
    }

    private int neededJava() {
        if (neededJava.isEmpty()) {
            neededJava = OptionalInt.of(release.distribution().java());
        }
        return neededJava.getAsInt();
    }

    private List<Distribution.Jar> jars() {
        if (jars.isEmpty()) {
            jars = release.distribution().contents();
        }
        return jars;
    }

    /// The long-term release that Debian 12 and Ubuntu since 20.04 have; the RHEL family names packages otherwise.
    private static String javaPackage(HostFacts host) {
        return host.installer().orElse("").equals("dnf") ? "java-17-openjdk-headless" : "openjdk-17-jre-headless";
    }

    @Override
    public SortedMap<String, String> files(ClusterSpec spec, NodeSpec node, Map<Integer, Endpoint> endpoints) {
        HostPaths paths = HostPaths.of(spec.name(), node);
        SortedMap<String, String> files = new TreeMap<>();
        files.put(
                ServerProperties.FILE,
                PropertiesText.write(
                        NOTE,
                        ServerProperties.of(
                                spec,
                                node,
                                endpoints,
                                paths.directories(),
                                ServerProperties.Binding.EVERY_ADDRESS,
                                paths.tls())));
        files.put(HostPaths.JVM_OPTIONS, jvm(spec, node, paths));
        files.put(HostPaths.LOG4J, HostsLogging.of(spec.kafka().version(), NOTE, paths.logs()));
        files.put(
                UNIT,
                HostsUnit.ofNode(
                        NOTE, paths, java(Optional.ofNullable(facts.hosts().get(node.id())))));
        files.putAll(HostsAgent.files(spec, paths, () -> access(node)));
        HostFacts host = facts.hosts().get(node.id());
        files.putAll(MachineFiles.of(
                NOTE,
                spec,
                node,
                endpoints.getOrDefault(node.id(), Endpoint.usual(spec, node, host(node))),
                host == null ? HostFacts.Firewall.NONE : host.firewall()));
        return files;
    }

    @Override
    public String host(ClusterSpec spec, WorkerSpec worker) {
        return place(spec, worker).host();
    }

    private static WorkerPlaces.Place place(ClusterSpec spec, WorkerSpec worker) {
        return Objects.requireNonNull(WorkerPlaces.of(spec).get(worker.id()), worker.name());
    }

    @Override
    public SortedMap<String, String> files(ClusterSpec spec, WorkerSpec worker, String bootstrap, int port) {
        WorkerPlaces.Place place = place(spec, worker);
        return new HostWorkerFiles(facts, keyring, carried, release::plugins)
                .of(spec, worker, place, new HostWorkerFiles.Start(bootstrap, port, java(facts.machine(place.host()))));
    }

    /// The jars of a release.
    static String libraries(KafkaVersion version) {
        return "/opt/castellan/kafka/" + version + "/libs/*";
    }

    /// Where a host's Java is; where one is to be installed, where the distribution's package puts the command.
    String java(Optional<HostFacts> host) {
        return host.flatMap(HostFacts::java)
                .filter(java -> java.feature() >= neededJava())
                .map(HostFacts.Java::path)
                .orElse("/usr/bin/java");
    }

    @Override
    public Optional<AgentAccess> agent(NodeSpec node) {
        return AgentPort.isGuarded(spec) ? Optional.of(access(node)) : Optional.empty();
    }

    @Override
    public Optional<AgentAccess> agent(ClusterSpec wanted, WorkerSpec worker) {
        return AgentPort.isGuarded(wanted)
                ? Optional.of(keyring.agents().shown(worker, HostWorkerFiles.names(place(wanted, worker), worker)))
                : Optional.empty();
    }

    private AgentAccess access(NodeSpec node) {
        return keyring.agents().shown(node, host(node));
    }

    private String jvm(ClusterSpec spec, NodeSpec node, HostPaths paths) {
        String heap = node.heap().orElseGet(() -> heap(node));
        StringBuilder text = new StringBuilder();
        // After the memory, the flags of Kafka's own start script (kafka-run-class.sh).
        List<String> flags = List.of(
                "-Xms" + heap,
                "-Xmx" + heap,
                spec.jvm().stream()
                        .filter(flag -> flag.matches("-XX:\\+Use\\w+GC"))
                        .reduce("-XX:+UseG1GC", (ours, users) -> users),
                "-XX:MaxGCPauseMillis=20",
                "-XX:InitiatingHeapOccupancyPercent=35",
                "-XX:+ExplicitGCInvokesConcurrent",
                "-XX:MaxInlineLevel=15",
                "-XX:+ExitOnOutOfMemoryError",
                "-Djava.awt.headless=true",
                NodeFacts.VERSION_FLAG + spec.kafka().version(),
                "-Dkafka.logs.dir=" + paths.logs());
        Stream.concat(
                        flags.stream(),
                        HostsAgent.flags(spec, AgentPort.of(spec, node), paths, () -> access(node)).stream())
                .forEach(flag -> text.append('"').append(flag).append("\"\n"));
        spec.jvm()
                .forEach(flag -> text.append('"')
                        .append(flag.replace("\\", "\\\\").replace("\"", "\\\""))
                        .append("\"\n"));
        return text + "-cp\n\"" + libraries(spec.kafka().version()) + "\"\n";
    }

    /// A quarter of the memory, shared by the nodes of a host, up to the 6 GiB beyond which Kafka gains nothing. What
    /// it leaves serves as page cache, which Kafka lives on (Kafka documentation, Hardware and OS).
    private String heap(NodeSpec node) {
        HostFacts host = facts.hosts().get(node.id());
        if (host == null) {
            return "1024m";
        }
        long shared = spec.nodes().stream()
                .filter(other -> Objects.equals(other.host(), node.host()))
                .count();
        long mebibytes = (host.memoryBytes() / 4 / Math.max(1, shared)) >> 20;
        return Math.max(256, Math.min(6144, mebibytes / 64 * 64)) + "m";
    }
}
