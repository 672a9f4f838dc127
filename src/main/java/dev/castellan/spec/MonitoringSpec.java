package dev.castellan.spec;

import java.util.Optional;
import java.util.OptionalInt;

/// A Prometheus with its Alertmanager that is installed for a cluster on hosts.
///
/// @param host whose machine they share, as the spec writes that; empty for the one of the first node
/// @param port where Prometheus listens
/// @param alertmanagerPort where Alertmanager listens: by default not at its usual 9093, which is a node's
/// @param serve where `castellan serve` is reached on 127.0.0.1 of that host; empty where it is not
public record MonitoringSpec(
        Install install, Optional<String> host, int port, int alertmanagerPort, OptionalInt serve) {
    public static final MonitoringSpec NONE =
            new MonitoringSpec(Install.none, Optional.empty(), 9090, 9193, OptionalInt.empty());

    /// What is installed. The constants are the words of the spec.
    public enum Install {
        none,
        /// The distribution's own packages, run by units of Castellan's.
        prometheus
    }

    /// The node whose machine it shares: of several there the first. Who is to leave takes none. Empty where none is
    /// wanted, or no node is there.
    public static Optional<NodeSpec> place(ClusterSpec spec) {
        MonitoringSpec wanted = spec.monitoring();
        if (wanted.install() == Install.none) {
            return Optional.empty();
        }
        return spec.staying().nodes().stream()
                .filter(node -> node.host().isPresent())
                .filter(node -> wanted.host().isEmpty() || wanted.host().equals(node.host()))
                .findFirst();
    }
}
