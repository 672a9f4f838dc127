package dev.castellan.cli.keep;

import dev.castellan.kafka.config.Endpoint;
import dev.castellan.observe.Snapshot;
import dev.castellan.problem.Problem;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.Location;
import dev.castellan.spec.MirrorSpec;
import dev.castellan.spec.SpecReader;
import dev.castellan.target.local.ClusterFolder;
import dev.castellan.target.local.LocalTarget;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/// Finds the brokers of clusters that mirrors call by name, because they are kept on this machine too.
final class MirrorSources {
    private MirrorSources() {}

    /// The same spec with the addresses of those that are there, running or not, and a problem for each other.
    static SpecReader.Reading found(SpecReader.Reading reading, Path home) {
        ClusterSpec spec = reading.spec();
        if (spec.connect().mirrors().stream()
                .allMatch(mirror -> mirror.cluster().isEmpty())) {
            return reading;
        }
        List<Problem> problems = new ArrayList<>();
        List<MirrorSpec> mirrors = spec.connect().mirrors().stream()
                .map(mirror -> mirror.cluster().isEmpty() ? mirror : found(spec, mirror, home, problems))
                .toList();
        return reading.with(spec.with(spec.connect().with(mirrors)), problems);
    }

    private static MirrorSpec found(ClusterSpec spec, MirrorSpec mirror, Path home, List<Problem> problems) {
        String name = mirror.cluster().orElse("");
        SortedMap<Integer, Endpoint> nodes = LocalTarget.installed(ClusterFolder.of(home, name));
        String bootstrap = Snapshot.bootstrap(nodes.values());
        Location at = spec.locate("mirrors." + mirror.alias() + ".cluster");
        if (bootstrap.isEmpty()) {
            problems.add(Problem.error(
                    at.toString(),
                    "there is no cluster " + name + " on this machine",
                    "castellan up makes one; bootstrap: HOST:PORT names one that is elsewhere"));
            return mirror;
        }
        if (nodes.values().stream()
                .anyMatch(node -> node.doors().hasTls() && !node.doors().hasTwo())) {
            problems.add(Problem.error(
                    at.toString(),
                    name + " is locked: MirrorMaker has to log in there",
                    "write bootstrap: " + bootstrap + ", and how to log in under config: source.cluster.sasl... and"
                            + " source.cluster.ssl..."));
        }
        return mirror.at(bootstrap);
    }
}
