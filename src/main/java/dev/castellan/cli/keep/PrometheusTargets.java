package dev.castellan.cli.keep;

import dev.castellan.cli.verb.Tools;
import dev.castellan.machine.SafeFiles;
import dev.castellan.monitoring.Monitoring;
import dev.castellan.monitoring.MonitoringFolder;
import dev.castellan.problem.Problem;
import dev.castellan.problem.UserMistake;
import dev.castellan.problem.WorldRefused;
import dev.castellan.spec.AgentPort;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.target.Keyring;
import dev.castellan.target.hosts.HostsAgent;
import dev.castellan.target.local.ClusterFolder;
import dev.castellan.target.local.LocalTarget;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Which nodes of a cluster Prometheus asks, in every directory that `castellan monitoring write` wrote.
///
/// The directories are noted beside the cluster. A list that somebody took away stays away.
public final class PrometheusTargets {
    private final Tools tools;
    private final String cluster;
    private final SortedSet<Path> directories = new TreeSet<>();

    /// @throws WorldRefused where the note cannot be read
    public PrometheusTargets(Tools tools, String cluster) {
        this.tools = tools;
        this.cluster = cluster;
        SafeFiles.read(note()).stream()
                .flatMap(String::lines)
                .filter(line -> !line.isBlank())
                .forEach(line -> directories.add(Path.of(line)));
    }

    /// What Prometheus is to know of a cluster now.
    ///
    /// @param key what [#key] says
    public static Monitoring.Wanted wanted(Tools tools, ClusterSpec spec, Optional<Monitoring.Key> key) {
        return new Monitoring.Wanted(
                spec.name(), agents(tools, spec, key), key, spec.monitoring().names());
    }

    /// Where agents are reached now, as `host:port` by the names of their nodes. On this machine those of nodes that
    /// are there: where they listen is settled when a node is made. None, where they ask for a key that is not
    /// made.
    private static SortedMap<String, String> agents(Tools tools, ClusterSpec spec, Optional<Monitoring.Key> key) {
        return switch (spec.target()) {
            case local -> LocalTarget.agents(ClusterFolder.of(tools.home(), spec.name()));
            case hosts -> AgentPort.isGuarded(spec) && key.isEmpty() ? new TreeMap<>() : HostsAgent.reached(spec);
        };
    }

    /// Has the list in this directory kept current from now on.
    public void keep(Path directory) {
        if (directories.add(directory.toAbsolutePath().normalize())) {
            StringBuilder lines = new StringBuilder();
            directories.forEach(path -> lines.append(path).append('\n'));
            SafeFiles.write(note(), lines.toString());
        }
    }

    /// Writes each list that is not as the nodes are now. What cannot be written is said and refuses nothing: the
    /// cluster is as it should be.
    public void refresh(ClusterSpec spec, Keyring keyring) {
        Optional<Monitoring.Key> key = key(spec, keyring);
        write(Monitoring.ofNodes(wanted(tools, spec, key)));
    }

    /// What opens the agents of a cluster, where they ask for a key and it is made already.
    public static Optional<Monitoring.Key> key(ClusterSpec spec, Keyring keyring) {
        return AgentPort.isGuarded(spec)
                ? keyring.agents()
                        .password()
                        .flatMap(password -> keyring.agents()
                                .authorities()
                                .map(trusted -> new Monitoring.Key(trusted, password.reveal())))
                : Optional.empty();
    }

    /// Empties each list: the cluster is gone.
    public void empty() {
        write(Monitoring.ofNodes(Monitoring.Wanted.open(cluster, new TreeMap<>())));
    }

    private void write(List<Monitoring.File> files) {
        List<Problem> problems = new ArrayList<>();
        for (Path directory : directories) {
            files.stream()
                    .filter(file -> Files.exists(directory.resolve(file.path())))
                    .forEach(file -> problems.addAll(written(directory, file)));
        }
        tools.console().complain(problems);
    }

    /// @return what was in the way
    private List<Problem> written(Path directory, Monitoring.File file) {
        try {
            write(directory, file);
            return List.of();
        } catch (WorldRefused refused) {
            return refused.problems().stream().map(PrometheusTargets::warning).toList();
        } catch (UserMistake mistake) {
            return mistake.problems().stream().map(PrometheusTargets::warning).toList();
        }
    }

    private void write(Path directory, Monitoring.File file) {
        new MonitoringFolder(directory)
                .write(List.of(file)).stream()
                        .filter(result -> result.outcome() == MonitoringFolder.Outcome.WRITTEN)
                        .forEach(result -> tools.console()
                                .say("told Prometheus what is new: " + directory.resolve(result.path())));
    }

    private static Problem warning(Problem problem) {
        return Problem.warning(
                problem.where(),
                problem.what() + "; Prometheus does not learn there which nodes came or went",
                problem.hint());
    }

    private Path note() {
        return ClusterFolder.of(tools.home(), cluster).monitoring();
    }
}
