package dev.castellan.target;

import dev.castellan.problem.Problem;
import dev.castellan.security.Bundle;
import dev.castellan.security.CertificateFacts;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Why nodes are not trusted any more, by the certificates they show. Pure.
///
/// @param cluster its name
/// @param trusted the authorities of the cluster, as this machine knows them
record Distrust(String cluster, Bundle trusted, Instant now) {
    private static final String RECOVER = "castellan certs recover";

    /// What is the matter with one certificate, to go behind "its certificate"; empty where it can be trusted.
    Optional<String> of(CertificateFacts certificate) {
        if (certificate.isExpired(now)) {
            return Optional.of("expired at " + second(certificate));
        }
        return certificate.isSignedBy(trusted.pem())
                ? Optional.empty()
                : Optional.of("is signed by an authority that is not trusted here");
    }

    /// @param shown what nodes show, by name
    /// @return one problem for each of them, or one for the authority that made all of them
    List<Problem> problems(SortedMap<String, CertificateFacts> shown) {
        Optional<CertificateFacts> authority = trusted.authorities().stream()
                .filter(one -> one.isExpired(now))
                .filter(one -> shown.values().stream().anyMatch(facts -> facts.isSignedBy(one.pem())))
                .findFirst();
        if (authority.isPresent()) {
            return List.of(Problem.error(
                    cluster,
                    "its certificate authority expired at " + second(authority.get())
                            + ", and all that it signed: nobody is trusted any more",
                    RECOVER + " makes another; clients need their configuration anew"));
        }
        List<Problem> problems = new ArrayList<>();
        shown.forEach((name, facts) ->
                of(facts).ifPresent(why -> problems.add(Problem.error(name, "its certificate " + why, hint(facts)))));
        return problems;
    }

    /// The same, by what lies on the disks of nodes and what they were started with.
    List<Problem> problems(Collection<NodeFacts> nodes) {
        SortedMap<String, CertificateFacts> worst = new TreeMap<>();
        nodes.forEach(node -> node.everyCertificate().stream()
                .flatMap(has ->
                        CertificateFacts.parse(has.certificate()).stream().limit(1))
                .filter(facts -> of(facts).isPresent())
                .findFirst()
                .ifPresent(facts -> worst.put(node.name(), facts)));
        return problems(worst);
    }

    private String hint(CertificateFacts facts) {
        return facts.isExpired(now)
                ? RECOVER
                : RECOVER + " gives it another; if the authority was replaced from another machine, copy the secrets"
                        + " of that one instead";
    }

    private static String second(CertificateFacts certificate) {
        return certificate.notAfter().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
