package dev.castellan.cli.keep;

import dev.castellan.cli.verb.SpecOption;
import dev.castellan.cli.verb.Tools;
import dev.castellan.kafka.config.Endpoint;
import dev.castellan.observe.Snapshot;
import dev.castellan.problem.Problem;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.MirrorRights;
import dev.castellan.spec.MirrorSpec;
import dev.castellan.spec.SpecReader;
import dev.castellan.target.SourceLogins;
import dev.castellan.target.local.ClusterFolder;
import dev.castellan.target.local.LocalTarget;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Finds the brokers of clusters that mirrors call by name, because they are kept on this machine too.
final class MirrorSources {
    private final ClusterSpec spec;
    private final SourceLogins logins;
    private final Path home;
    private final List<Problem> problems = new ArrayList<>();

    private MirrorSources(ClusterSpec spec, SourceLogins logins, Path home) {
        this.spec = spec;
        this.logins = logins;
        this.home = home;
    }

    /// The spec with the addresses of those that are there, running or not, and a problem for each other, and for each
    /// at which a mirror cannot log in.
    static SpecReader.Reading found(SpecOption option, Tools tools) {
        SpecReader.Reading reading = option.read();
        ClusterSpec spec = reading.spec();
        if (spec.connect().mirrors().stream()
                .allMatch(mirror -> mirror.cluster().isEmpty())) {
            return reading;
        }
        MirrorSources sources = new MirrorSources(spec, SpecOption.sources(tools, spec), tools.home());
        List<MirrorSpec> mirrors = spec.connect().mirrors().stream()
                .map(mirror -> mirror.cluster().isEmpty() ? mirror : sources.found(mirror))
                .toList();
        return reading.with(spec.with(spec.connect().with(mirrors)), sources.problems);
    }

    private MirrorSpec found(MirrorSpec mirror) {
        String name = mirror.cluster().orElse("");
        Collection<Endpoint> nodes =
                LocalTarget.installed(ClusterFolder.of(home, name)).values();
        if (Snapshot.bootstrap(nodes).isEmpty()) {
            error(
                    mirror,
                    "cluster",
                    "there is no cluster " + name + " on this machine",
                    "castellan up makes one; bootstrap: HOST:PORT names one that is elsewhere");
            return mirror;
        }
        if (mirror.user().isPresent()) {
            login(mirror, name, mirror.user().get(), nodes);
            return mirror.at(
                    Snapshot.bootstrap(nodes.stream().map(Endpoint::withTls).toList()));
        }
        if (nodes.stream()
                .anyMatch(node -> node.doors().hasTls() && !node.doors().hasTwo())) {
            error(
                    mirror,
                    "cluster",
                    name + " is locked: the mirror has to log in there",
                    "user: mirror here, and in the cluster.yaml of " + name + " "
                            + MirrorRights.atSource(mirror, "mirror") + "; castellan up there first");
        }
        return mirror.at(Snapshot.bootstrap(nodes));
    }

    private void login(MirrorSpec mirror, String name, String user, Collection<Endpoint> nodes) {
        if (nodes.stream().noneMatch(node -> node.doors().hasTls())) {
            error(mirror, "user", name + " is open: nobody logs in there", "take user out");
        } else if (!logins.isKnown(mirror)) {
            error(
                    mirror,
                    "user",
                    name + " has no user " + user + " whose password is on this machine",
                    "in the cluster.yaml of " + name + " write " + MirrorRights.atSource(mirror, user)
                            + ", then castellan up there");
        }
    }

    private void error(MirrorSpec mirror, String field, String what, String hint) {
        problems.add(Problem.error(
                spec.locate("mirrors." + mirror.alias() + "." + field).toString(), what, hint));
    }
}
