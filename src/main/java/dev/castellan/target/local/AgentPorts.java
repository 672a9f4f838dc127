package dev.castellan.target.local;

import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.NodeSpec;
import dev.castellan.target.Facts;
import dev.castellan.target.NodeFacts;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Where the Prometheus agents in the JVMs of nodes listen. As with Kafka's own ports, it stands in a file of the node
/// and nowhere else: in its `jvm.options`.
final class AgentPorts {
    /// They are looked for from here on.
    static final int FIRST = 7071;

    private static final Pattern FLAG =
            Pattern.compile("-javaagent:[^=\\n]*=" + Pattern.quote(LocalBlueprint.HOST) + ":(\\d{1,5}):");

    private AgentPorts() {}

    static String flag(Path jar, int port, Path rules) {
        return "-javaagent:" + jar + "=" + LocalBlueprint.HOST + ":" + port + ":" + rules;
    }

    /// What a node's files say; empty where it has no agent.
    static OptionalInt in(Map<String, String> files) {
        Matcher matcher = FLAG.matcher(files.getOrDefault(NodeFacts.JVM_OPTIONS, ""));
        return matcher.find() ? OptionalInt.of(Integer.parseInt(matcher.group(1))) : OptionalInt.empty();
    }

    /// For every node of the spec: the port it has, unless it does not run and somebody else took that; else the next
    /// free one.
    ///
    /// @param holder who has a port of a node
    static SortedMap<Integer, Integer> of(
            ClusterSpec spec, Facts facts, BiFunction<Integer, Integer, Optional<String>> holder) {
        SortedMap<Integer, Integer> kept = new TreeMap<>();
        facts.nodes()
                .forEach((id, node) -> in(node.files()).ifPresent(port -> {
                    if (node.running().isPresent() || holder.apply(id, port).isEmpty()) {
                        kept.put(id, port);
                    }
                }));
        Set<Integer> used = new HashSet<>(facts.takenPorts());
        used.addAll(kept.values());
        spec.nodes()
                .forEach(node -> IntStream.of(
                                node.port().orElse(0),
                                node.nodePort().orElse(0),
                                node.controllerPort().orElse(0))
                        .forEach(used::add));
        SortedMap<Integer, Integer> ports = new TreeMap<>();
        int next = FIRST;
        for (NodeSpec node : spec.nodes()) {
            Integer port = kept.get(node.id());
            if (port == null) {
                while (!used.add(next)) {
                    next++;
                }
                port = next;
            }
            ports.put(node.id(), port);
        }
        return ports;
    }
}
