package dev.castellan.target;

import dev.castellan.monitoring.Monitoring;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What is true of the Prometheus that Castellan keeps on a host for one cluster.
///
/// @param programs those of Prometheus and Alertmanager that the host has, whoever brought them
/// @param state whether it is there, and how far it got
/// @param files the files Castellan keeps, by name, with their text
/// @param targets whom it asks, and with what success
public record PrometheusFacts(Set<String> programs, State state, Map<String, String> files, List<Asked> targets) {
    /// What has to be on a host. Debian calls packages and programs the same.
    public static final List<String> PROGRAMS = List.of("prometheus", "prometheus-alertmanager");

    /// The file that is begun once and then the user's: in it stands who is told of alerts.
    public static final String OF_USER = "alertmanager.yml";

    /// The names of the files by which it opens agents of a locked cluster.
    public static List<String> ofKey(String cluster) {
        return Monitoring.ofKey(cluster);
    }

    public PrometheusFacts {
        programs = Set.copyOf(programs);
        files = Map.copyOf(files);
        targets = List.copyOf(targets);
    }

    public enum State {
        /// Nothing of it is there.
        ABSENT,
        /// Something of it is there, and it does not run with what is on the disk, or does not answer.
        UNSETTLED,
        /// It runs with its files, and both programs answer.
        READY
    }

    /// One that Prometheus asks for metrics.
    ///
    /// @param node the node it is about; empty text where it is about none
    /// @param address `host:port`
    /// @param error why it did not answer last; empty text where it did
    public record Asked(String node, String address, Health health, String error) {}

    public enum Health {
        UP,
        DOWN,
        /// It was not asked yet.
        UNKNOWN
    }

    /// Agents that it is told to ask and that do not answer, or were not asked yet. None of them is whom it still
    /// asks for some seconds, though it is told so no more.
    public List<Asked> silent() {
        return files.entrySet().stream()
                .filter(file -> file.getKey().startsWith("targets/kafka-"))
                .flatMap(file -> Monitoring.listed(file.getValue()).entrySet().stream())
                .map(agent -> targets.stream()
                        .filter(target -> target.address().equals(agent.getKey())
                                && target.node().equals(agent.getValue()))
                        .findFirst()
                        .orElseGet(() -> new Asked(agent.getValue(), agent.getKey(), Health.UNKNOWN, "")))
                .filter(target -> target.health() != Health.UP)
                .sorted(Comparator.comparing(Asked::node))
                .toList();
    }
}
