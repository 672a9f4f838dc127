package dev.castellan.target;

import dev.castellan.problem.Problem;
import dev.castellan.security.BroughtAuthority;
import dev.castellan.security.CertificateFacts;
import dev.castellan.security.Succession;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.Location;
import dev.castellan.spec.NodeSpec;
import dev.castellan.spec.PemFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whether certificates that a spec brings go with a cluster as it is.
final class OwnCertificateRules {
    private final ClusterSpec spec;
    private final OwnCertificates own;
    private final Succession succession;
    private final List<Problem> problems = new ArrayList<>();

    OwnCertificateRules(ClusterSpec spec, OwnCertificates own, Succession succession) {
        this.spec = spec;
        this.own = own;
        this.succession = succession;
    }

    List<Problem> refusals(Facts facts) {
        Optional<CertificateFacts> signer = succession.signer();
        own.authority()
                .map(BroughtAuthority::facts)
                .filter(given -> !signer.map(given::equals).orElse(true))
                .filter(brought -> !succession.heir().map(brought::equals).orElse(false))
                .ifPresent(brought -> problems.add(Problem.error(
                        authorityAt().toString(),
                        "the certificates of " + spec.name() + " are signed by another authority than "
                                + brought.commonName(),
                        "castellan certs rotate-ca takes this one over in two steps; until then take it out here")));
        if (!canSign(signer)) {
            spec.nodes().stream()
                    .filter(node -> !own.nodes().containsKey(node.id()))
                    .forEach(this::refuseUnsigned);
        }
        spec.nodes().forEach(node -> refuseRenamed(node, facts));
        return problems;
    }

    private boolean canSign(Optional<CertificateFacts> signer) {
        Optional<BroughtAuthority> brought = own.authority();
        boolean keyComes = brought.isEmpty() || brought.get().key().isPresent();
        boolean itself =
                brought.isPresent() && signer.map(brought.get().facts()::equals).orElse(true);
        return signer.isPresent() ? succession.hasKey() || (itself && keyComes) : keyComes;
    }

    private void refuseUnsigned(NodeSpec node) {
        problems.add(Problem.error(
                node.location().toString(),
                node.name()
                        + " brings no certificate, and Castellan cannot sign one: the key of the authority is not here",
                "name the node's certificate: and key:, or the authority's key:"));
    }

    /// The others would take it for a stranger until each of them has started again.
    private void refuseRenamed(NodeSpec node, Facts facts) {
        Optional<String> before = Optional.ofNullable(facts.nodes().get(node.id()))
                .flatMap(have -> CertificateFacts.parse(have.certificates().certificate()).stream()
                        .findFirst())
                .map(CertificateFacts::commonName);
        Optional<OwnCertificates.Brought> brought =
                Optional.ofNullable(own.nodes().get(node.id()));
        if (before.isPresent()
                && brought.isPresent()
                && !before.get().equals(brought.get().facts().commonName())) {
            problems.add(Problem.error(
                    brought.get().location().toString(),
                    brought.get().file() + " calls " + node.name() + " "
                            + brought.get().facts().commonName() + ", and the other nodes know it as " + before.get(),
                    "ask for one with CN=" + before.get()));
        }
    }

    private Location authorityAt() {
        return spec.authority()
                .flatMap(PemFiles::certificate)
                .map(PemFiles.Named::location)
                .orElse(Location.DEFAULTS);
    }
}
