package dev.castellan.spec;

import java.util.Collections;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;

/// A Prometheus with its Alertmanager that is installed for a cluster on hosts, and what any Prometheus is told.
///
/// @param host whose machine they share, as the spec writes that; empty for the one of the first node
/// @param port where Prometheus listens
/// @param alertmanagerPort where Alertmanager listens: by default not at its usual 9093, which is a node's
/// @param serve where `castellan serve` is reached on 127.0.0.1 of that host; empty where it is not
/// @param names in which metrics are told too, for dashboards of others
public record MonitoringSpec(
        Install install,
        Optional<String> host,
        int port,
        int alertmanagerPort,
        OptionalInt serve,
        SortedSet<Dialect> names) {
    public static final MonitoringSpec NONE =
            new MonitoringSpec(Install.none, Optional.empty(), 9090, 9193, OptionalInt.empty(), new TreeSet<>());

    public MonitoringSpec {
        names = Collections.unmodifiableSortedSet(new TreeSet<>(names));
    }

    /// Whether nothing is said of a Prometheus that is installed.
    boolean isOfAny() {
        return equals(new MonitoringSpec(NONE.install, NONE.host, NONE.port, NONE.alertmanagerPort, NONE.serve, names));
    }

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
