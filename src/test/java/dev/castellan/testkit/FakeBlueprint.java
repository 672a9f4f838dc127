package dev.castellan.testkit;

import dev.castellan.kafka.config.Endpoint;
import dev.castellan.kafka.config.PropertiesText;
import dev.castellan.kafka.config.ServerProperties;
import dev.castellan.kafka.config.WorkerProperties;
import dev.castellan.monitoring.Monitoring;
import dev.castellan.problem.Problem;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.MonitoringSpec;
import dev.castellan.spec.NodeSpec;
import dev.castellan.spec.TargetKind;
import dev.castellan.spec.WorkerSpec;
import dev.castellan.target.Blueprint;
import dev.castellan.target.NodeCertificates;
import dev.castellan.target.NodeFacts;
import dev.castellan.target.PrometheusFacts;
import dev.castellan.target.Software;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Two files a node, as a target on loopback would have them.
public final class FakeBlueprint implements Blueprint {
    public static final String JVM_OPTIONS = "jvm.options";

    private final Map<Integer, String> lacking;
    private final Map<String, String> outlived;

    private final Numbering numbering;

    public FakeBlueprint() {
        this(Map.of(), Map.of());
    }

    /// Nodes on hosts have the usual ports, though here they share an address.
    public static FakeBlueprint of(TargetKind target) {
        return new FakeBlueprint(
                Map.of(), Map.of(), target == TargetKind.hosts ? Numbering.USUAL_PORTS : Numbering.FREE_PORTS);
    }

    /// @param lacking why nodes need a certificate, by node
    /// @param outlived why nodes have to start again, by the certificate they were started with
    public FakeBlueprint(Map<Integer, String> lacking, Map<String, String> outlived) {
        this(lacking, outlived, Numbering.FREE_PORTS);
    }

    private FakeBlueprint(Map<Integer, String> lacking, Map<String, String> outlived, Numbering numbering) {
        this.numbering = numbering;
        this.lacking = lacking;
        this.outlived = outlived;
    }

    @Override
    public String host(NodeSpec node) {
        return "127.0.0.1";
    }

    /// Two files of Castellan's and the one of the user.
    @Override
    public SortedMap<String, String> prometheus(ClusterSpec spec) {
        return MonitoringSpec.place(spec).isEmpty()
                ? new TreeMap<>()
                : new TreeMap<>(Map.of(
                        "prometheus.yml",
                        "port: " + spec.monitoring().port(),
                        "targets/kafka-" + spec.name() + ".yml",
                        Monitoring.agents(Monitoring.Wanted.open(spec.name(), agents(spec)))
                                .text(),
                        PrometheusFacts.OF_USER,
                        "begun"));
    }

    private static SortedMap<String, String> agents(ClusterSpec spec) {
        SortedMap<String, String> agents = new TreeMap<>();
        spec.staying()
                .nodes()
                .forEach(node -> agents.put(node.name(), node.host().orElse("") + ":7071"));
        return agents;
    }

    @Override
    public Numbering numbering() {
        return numbering;
    }

    @Override
    public Optional<String> lacksCertificate(NodeSpec node) {
        return Optional.ofNullable(lacking.get(node.id()));
    }

    @Override
    public Optional<String> outlived(NodeCertificates atStart) {
        return Optional.ofNullable(outlived.get(atStart.certificate()));
    }

    @Override
    public List<Problem> distrusted(Collection<NodeFacts> nodes) {
        return List.of();
    }

    @Override
    public int java() {
        return 17;
    }

    @Override
    public Optional<Software> missing(NodeSpec node) {
        return Optional.empty();
    }

    @Override
    public String host(ClusterSpec spec, WorkerSpec worker) {
        return worker.host().orElse("");
    }

    @Override
    public boolean isReadAtStart(String file) {
        return true;
    }

    @Override
    public SortedMap<String, String> files(ClusterSpec spec, WorkerSpec worker, String bootstrap, int port) {
        List<String> plugins = spec.connect().plugins().values().stream()
                .map(of -> "/plugins/" + of.replace(':', '+'))
                .toList();
        SortedMap<String, String> files = new TreeMap<>();
        files.put(
                WorkerProperties.FILE,
                PropertiesText.write(
                        "Written by a test.",
                        WorkerProperties.of(
                                spec,
                                bootstrap,
                                new WorkerProperties.Place("127.0.0.1", "127.0.0.1", port, "/tls"),
                                plugins)));
        files.put(
                JVM_OPTIONS,
                "-Xmx" + worker.heap().or(() -> spec.connect().heap()).orElse("512m") + "\n" + NodeFacts.VERSION_FLAG
                        + spec.kafka().version() + "\n");
        return files;
    }

    @Override
    public SortedMap<String, String> files(ClusterSpec spec, NodeSpec node, Map<Integer, Endpoint> endpoints) {
        List<String> directories = node.directories().isEmpty() ? List.of("/data/" + node.name()) : node.directories();
        SortedMap<String, String> files = new TreeMap<>();
        files.put(
                ServerProperties.FILE,
                PropertiesText.write(
                        "Written by a test.",
                        ServerProperties.of(
                                spec, node, endpoints, directories, ServerProperties.Binding.ADVERTISED, "/tls")));
        files.put(
                JVM_OPTIONS,
                "-Xmx" + node.heap().orElse("512m") + "\n" + NodeFacts.VERSION_FLAG
                        + spec.kafka().version() + "\n");
        return files;
    }
}
