package dev.castellan.drill;

import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.KafkaVersion;
import dev.castellan.spec.NodeSpec;
import dev.castellan.spec.Security;
import dev.castellan.spec.SpecText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.IntSupplier;

/// A cluster like another one, to break things in: the same nodes and properties, with ports and data of its own.
public final class Scratch {
    private Scratch() {}

    /// @param folder where the spec's own paths start
    /// @param ports gives one after the other, none twice: a node that was killed wants its own back
    /// @return the text of its spec
    public static String yaml(ClusterSpec like, Path folder, IntSupplier ports) {
        SequencedMap<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", name(like));
        KafkaVersion version = like.kafka().version();
        if (like.kafka().from().isPresent()) {
            Map<String, Object> kafka = new LinkedHashMap<>();
            kafka.put("version", version.toString());
            kafka.put("from", folder.resolve(like.kafka().from().get()).toString());
            fields.put("kafka", kafka);
        } else {
            fields.put("kafka", version.toString());
        }
        // One that has two kinds of doors was made open: a new one is made locked.
        Security security = like.security() == Security.none ? Security.none : Security.tls;
        fields.put("security", security.name());
        List<Object> nodes = new ArrayList<>();
        like.nodes().forEach(node -> nodes.add(node(node, security, ports)));
        fields.put("nodes", nodes);
        if (!like.config().isEmpty()) {
            fields.put("config", new TreeMap<>(like.config()));
        }
        return SpecText.yaml(fields);
    }

    /// What it is called.
    public static String name(ClusterSpec like) {
        String suffix = "-drill";
        String name = like.name();
        return name.substring(0, Math.min(name.length(), 63 - suffix.length())) + suffix;
    }

    private static SequencedMap<String, Object> node(NodeSpec node, Security security, IntSupplier ports) {
        SequencedMap<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", (long) node.id());
        fields.put(
                "roles", node.isBroker() && node.isController() ? "both" : node.isBroker() ? "broker" : "controller");
        if (node.isBroker()) {
            fields.put("port", (long) ports.getAsInt());
        }
        if (node.isBroker() && security == Security.tls) {
            fields.put("node-port", (long) ports.getAsInt());
        }
        if (node.isController()) {
            fields.put("controller-port", (long) ports.getAsInt());
        }
        node.rack().ifPresent(rack -> fields.put("rack", rack));
        node.heap().ifPresent(heap -> fields.put("heap", heap));
        return fields;
    }
}
