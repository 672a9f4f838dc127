package dev.castellan.target;

import dev.castellan.kafka.config.Endpoint;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.NodeSpec;
import java.util.Map;
import java.util.SortedMap;

/// Which files a node should have: a pure function of the spec, one for each target.
public interface Blueprint {
    /// Where the nodes of this target are reached.
    String host(NodeSpec node);

    /// @return the text of every file by name
    SortedMap<String, String> files(ClusterSpec spec, NodeSpec node, Map<Integer, Endpoint> endpoints);
}
