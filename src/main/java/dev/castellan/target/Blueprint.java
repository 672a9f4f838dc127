package dev.castellan.target;

import dev.castellan.kafka.config.AgentAccess;
import dev.castellan.kafka.config.Endpoint;
import dev.castellan.problem.Problem;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.NodeSpec;
import dev.castellan.spec.WorkerSpec;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a node should have: a pure function of the spec and of the machines there are, one for each target.
public interface Blueprint {
    /// Where the nodes of this target are reached.
    String host(NodeSpec node);

    /// The ports a node has that names none: the same for all where each has a machine, free ones where they share it.
    Numbering numbering();

    enum Numbering {
        USUAL_PORTS,
        FREE_PORTS
    }

    /// What has to be installed on the node's machine first; empty when all of it is there.
    Optional<Software> missing(NodeSpec node);

    /// Why the node has to be given a certificate; empty when it has a right one, or needs none.
    Optional<String> lacksCertificate(NodeSpec node);

    /// Why a running node has to be started again, whatever its listeners have loaded since: what it connects to
    /// controllers with is read once. Empty where it need not.
    ///
    /// @param atStart the certificates it was started with
    Optional<String> outlived(NodeCertificates atStart);

    /// What is the matter with the certificates of nodes that do not answer; nothing where that is not the trouble.
    List<Problem> distrusted(Collection<NodeFacts> nodes);

    /// The oldest Java that runs the nodes' Kafka, as a feature release: 17.
    int java();

    /// @return the text of every file by name
    SortedMap<String, String> files(ClusterSpec spec, NodeSpec node, Map<Integer, Endpoint> endpoints);

    /// How the Prometheus agent of a node should be entered; empty where it has none, or tells everybody.
    default Optional<AgentAccess> agent(NodeSpec node) {
        return Optional.empty();
    }

    /// The same of a worker of Kafka Connect.
    default Optional<AgentAccess> agent(ClusterSpec spec, WorkerSpec worker) {
        return Optional.empty();
    }

    /// Whose machine a worker of Kafka Connect is to live on, as the spec calls that; empty text for this one.
    default String host(ClusterSpec spec, WorkerSpec worker) {
        return "";
    }

    /// What has to be installed first on the machine of a worker of Kafka Connect; empty when all of it is there, and
    /// where it comes with a node.
    default Optional<Software> missing(ClusterSpec spec, WorkerSpec worker) {
        return Optional.empty();
    }

    /// What a worker of Kafka Connect should have; nothing where this target keeps none.
    ///
    /// @param bootstrap where the brokers listen, `host:port,...`
    /// @param port of the worker's REST interface
    /// @return the text of every file by name
    default SortedMap<String, String> files(ClusterSpec spec, WorkerSpec worker, String bootstrap, int port) {
        return new TreeMap<>();
    }

    /// What the Prometheus of the cluster should have; nothing where this target keeps none.
    ///
    /// @return the text of every file by name
    default SortedMap<String, String> prometheus(ClusterSpec spec) {
        return new TreeMap<>();
    }

    /// Whether the node's process reads this file when it starts, so that a change of it needs a restart.
    boolean isReadAtStart(String file);
}
