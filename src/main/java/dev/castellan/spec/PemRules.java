package dev.castellan.spec;

import dev.castellan.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What must hold among the certificates that a spec names, whatever is in their files.
final class PemRules {
    private final ClusterSpec spec;
    private final List<Problem> problems = new ArrayList<>();

    private PemRules(ClusterSpec spec) {
        this.spec = spec;
    }

    static List<Problem> check(ClusterSpec spec) {
        PemRules rules = new PemRules(spec);
        spec.authority().ifPresent(rules::authority);
        spec.nodes().forEach(node -> node.own().ifPresent(files -> rules.node(node, files)));
        return rules.problems;
    }

    private void authority(PemFiles files) {
        Location at = place(files);
        refuseOpen(at);
        if (files.certificate().isEmpty()) {
            error(at, "the key of an authority stands without its certificate", "name it under certificate:");
        }
    }

    private void node(NodeSpec node, PemFiles files) {
        Location at = place(files);
        refuseOpen(at);
        if (files.certificate().isEmpty()) {
            error(at, "the key of " + node.name() + " stands without its certificate", "name it under certificate:");
        }
        if (files.key().isEmpty()) {
            error(at, "the certificate of " + node.name() + " stands without its key", "name it under key:");
        }
        if (spec.authority().flatMap(PemFiles::certificate).isEmpty()) {
            error(
                    at,
                    "nobody knows which authority signed the certificate of " + node.name(),
                    "name its certificate: certificates: {authority: {certificate: ca.pem}}");
        }
    }

    private void refuseOpen(Location at) {
        if (spec.security() == Security.none) {
            error(at, "a cluster with security: none has no certificates", "write security: tls, or take this out");
        }
    }

    private static Location place(PemFiles files) {
        return Optional.of(files)
                .flatMap(PemFiles::certificate)
                .or(files::key)
                .map(PemFiles.Named::location)
                .orElse(Location.DEFAULTS);
    }

    private void error(Location at, String what, String hint) {
        problems.add(Problem.error(at.toString(), what, hint));
    }
}
