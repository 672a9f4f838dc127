package dev.castellan.target.local;

import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.NodeSpec;
import dev.castellan.spec.WorkerSpec;
import dev.castellan.target.Facts;
import dev.castellan.target.NodeFacts;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Where the Prometheus agents in the JVMs of nodes and workers listen. As with Kafka's own ports, it stands in a file
/// of the node or worker and nowhere else: in its `jvm.options`.
final class AgentPorts {
    /// They are looked for from here on.
    static final int FIRST = 7071;

    private static final Pattern FLAG =
            Pattern.compile("-javaagent:[^=\\n]*=" + Pattern.quote(LocalBlueprint.HOST) + ":(\\d{1,5}):");

    private AgentPorts() {}

    static String flag(Path jar, int port, Path rules) {
        return "-javaagent:" + jar + "=" + LocalBlueprint.HOST + ":" + port + ":" + rules;
    }

    /// What its files say; empty where it has no agent.
    static Optional<Integer> in(Map<String, String> files) {
        Matcher matcher = FLAG.matcher(files.getOrDefault(NodeFacts.JVM_OPTIONS, ""));
        return matcher.find() ? Optional.of(Integer.parseInt(matcher.group(1))) : Optional.empty();
    }

    /// For every node and worker of the spec: the port it has, unless it does not run and somebody else took that;
    /// else the next free one.
    ///
    /// @param holder who has a port
    /// @return by their names
    static SortedMap<String, Integer> of(ClusterSpec spec, Facts facts, IntFunction<Optional<String>> holder) {
        SortedMap<String, Integer> kept = new TreeMap<>();
        facts.nodes()
                .values()
                .forEach(node -> in(node.files())
                        .filter(port ->
                                node.running().isPresent() || holder.apply(port).isEmpty())
                        .ifPresent(port -> kept.put(node.name(), port)));
        facts.workers()
                .values()
                .forEach(worker -> in(worker.files())
                        .filter(port -> worker.running().isPresent()
                                || holder.apply(port).isEmpty())
                        .ifPresent(port -> kept.put(worker.name(), port)));
        Set<Integer> used = new HashSet<>(facts.takenPorts());
        used.addAll(kept.values());
        spec.nodes()
                .forEach(node -> IntStream.of(
                                node.port().orElse(0),
                                node.nodePort().orElse(0),
                                node.controllerPort().orElse(0))
                        .forEach(used::add));
        spec.connect().workers().forEach(worker -> worker.port().ifPresent(used::add));
        SortedMap<String, Integer> ports = new TreeMap<>();
        int next = FIRST;
        List<String> names = Stream.concat(
                        spec.nodes().stream().map(NodeSpec::name),
                        spec.connect().workers().stream().map(WorkerSpec::name))
                .toList();
        for (String name : names) {
            Integer port = kept.get(name);
            if (port == null) {
                while (!used.add(next)) {
                    next++;
                }
                port = next;
            }
            ports.put(name, port);
        }
        return ports;
    }
}
