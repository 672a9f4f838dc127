package dev.castellan.spec;

import dev.castellan.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// What must hold of mirrors, whatever MirrorMaker thinks of each property.
final class MirrorRules {
    private final ClusterSpec spec;
    private final List<Problem> problems = new ArrayList<>();

    private MirrorRules(ClusterSpec spec) {
        this.spec = spec;
    }

    static List<Problem> check(ClusterSpec spec) {
        MirrorRules rules = new MirrorRules(spec);
        if (spec.connect().isNone() && !spec.connect().mirrors().isEmpty()) {
            rules.error(spec.locate("mirrors"), "there are no workers to run mirrors", "connect: {workers: 1}");
        }
        for (MirrorSpec mirror : spec.connect().mirrors()) {
            rules.source(mirror);
            rules.user(mirror);
            rules.worker(mirror);
            rules.names(mirror);
            rules.patterns(mirror, "topics", mirror.topics());
            rules.patterns(mirror, "groups", mirror.groups());
            rules.config(mirror);
        }
        rules.topics();
        return rules.problems;
    }

    private void source(MirrorSpec mirror) {
        boolean addressed = !mirror.bootstrap().isEmpty();
        if (addressed == mirror.cluster().isPresent()) {
            error(
                    mirror.location(),
                    "mirror " + mirror.alias() + (addressed ? " names its source twice" : " has no source"),
                    addressed
                            ? "keep bootstrap: or cluster:"
                            : "write bootstrap: HOST:PORT, or cluster: NAME for one that is kept on this machine");
        }
        if (mirror.cluster().filter(spec.name()::equals).isPresent()) {
            error(locate(mirror, "cluster"), spec.name() + " would be a mirror of itself", "name another cluster");
        }
    }

    private void user(MirrorSpec mirror) {
        if (mirror.user().isPresent() && mirror.cluster().isEmpty()) {
            error(
                    locate(mirror, "user"),
                    "user is one of a cluster that is kept on this machine",
                    "name that as cluster:, or say under config how to log in: source.cluster.sasl.jaas.config:"
                            + " \"${file:" + mirror.alias() + ".properties:sasl.jaas.config}\"");
        }
        if (mirror.user().isPresent() && spec.target() == TargetKind.hosts) {
            error(
                    locate(mirror, "user"),
                    "a cluster that is kept on this machine is out of reach for workers on hosts",
                    "write bootstrap: and under config how to log in, by a file beside this one:"
                            + " source.cluster.sasl.jaas.config: \"${file:" + mirror.alias()
                            + ".properties:sasl.jaas.config}\"");
        }
    }

    /// A user `connect` that the spec has may write to what mirrors make, as far as an ACL can say that.
    private void worker(MirrorSpec mirror) {
        List<String> unnamed = MirrorRights.unnamed(mirror);
        Acl everywhere = Acl.of(Acl.Permission.ALLOW, Acl.Operation.ALL, Acl.Resource.TOPIC, "*", Acl.ANYWHERE);
        boolean kept = spec.security() != Security.none
                && spec.users().stream()
                        .filter(user -> user.name().equals(ConnectSpec.USER))
                        .noneMatch(user -> user.rules().contains(everywhere));
        if (kept && !unnamed.isEmpty()) {
            error(
                    locate(mirror, "topics"),
                    "no ACL can say that the user " + ConnectSpec.USER
                            + " of this spec may write to every topic that \"" + unnamed.getFirst() + "\" matches",
                    "name topics one by one or by how they begin (clicks.*), or give that user acls:"
                            + " [{allow: [All], topic: '*'}]");
        }
    }

    private void names(MirrorSpec mirror) {
        if (mirror.alias().equals(spec.name())) {
            error(
                    mirror.location(),
                    "the source is called " + mirror.alias() + ", and so is this cluster",
                    "MirrorMaker tells clusters apart by these names: take another");
        }
        for (MirrorConnectors.Part part : MirrorConnectors.Part.values()) {
            String name = part.connector(mirror.alias());
            if (spec.connect().connectors().stream()
                    .anyMatch(connector -> connector.name().equals(name))) {
                error(
                        spec.locate("connectors." + name),
                        name + " is a connector of the mirror " + mirror.alias(),
                        "take it out here, or call it otherwise");
            }
        }
    }

    private void patterns(MirrorSpec mirror, String field, List<String> patterns) {
        if (patterns.isEmpty()) {
            error(
                    mirror.location(),
                    "mirror " + mirror.alias() + " names no " + field,
                    field + ": [orders, \"clicks.*\"]");
        }
        for (String pattern : patterns) {
            try {
                Pattern.compile(pattern);
            } catch (PatternSyntaxException e) {
                error(
                        locate(mirror, field),
                        "\"" + pattern + "\" is no regular expression: " + e.getDescription(),
                        "\"clicks.*\" is every name that begins with clicks");
            }
        }
    }

    private void config(MirrorSpec mirror) {
        mirror.config().keySet().stream()
                .filter(MirrorConnectors.OWNED::contains)
                .forEach(property -> error(
                        locate(mirror, "config." + property),
                        property + " follows from the rest of the mirror",
                        "take it out"));
    }

    private void topics() {
        for (TopicSpec topic : spec.topics()) {
            spec.connect().mirrors().stream()
                    .filter(mirror -> !topic.config().isEmpty() && MirrorConnectors.overwrites(mirror, topic.name()))
                    .forEach(mirror -> problems.add(Problem.warning(
                            topic.location().toString(),
                            topic.name() + " is a copy from " + mirror.alias()
                                    + ", and MirrorMaker gives it the properties that it has there",
                            "leave its config out, or give the mirror config: {sync.topic.configs.enabled: false}")));
        }
    }

    private Location locate(MirrorSpec mirror, String field) {
        Location at = spec.locate("mirrors." + mirror.alias() + "." + field);
        return at.equals(Location.DEFAULTS) ? mirror.location() : at;
    }

    private void error(Location at, String what, String hint) {
        problems.add(Problem.error(at.toString(), what, hint));
    }
}
