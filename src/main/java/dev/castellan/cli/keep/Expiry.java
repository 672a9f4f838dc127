package dev.castellan.cli.keep;

import dev.castellan.security.CertificateFacts;
import dev.castellan.security.Renewal;
import dev.castellan.target.Facts;
import dev.castellan.target.NodeFacts;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/// Certificates that end soon, and what to do. Pure.
final class Expiry {
    private Expiry() {}

    /// A year's certificate from 30 days before its end, a shorter one in the last third of its life.
    static List<String> concerns(Facts facts, Instant now) {
        List<String> concerns = new ArrayList<>();
        Map<String, CertificateFacts> authorities = new LinkedHashMap<>();
        facts.nodes().values().stream()
                .sorted(Comparator.comparingInt(NodeFacts::id))
                .forEach(node -> {
                    CertificateFacts.parse(node.certificates().certificate()).stream()
                            .limit(1)
                            .filter(certificate -> Renewal.isDue(certificate, now))
                            .forEach(certificate ->
                                    concerns.add(ends("the certificate of " + node.name(), certificate, now)
                                            + (certificate.isExpired(now)
                                                    ? "castellan certs recover"
                                                    : "castellan certs renew --node " + node.name())));
                    CertificateFacts.parse(node.certificates().authorities())
                            .forEach(authority -> authorities.put(authority.fingerprint(), authority));
                });
        // The last of several is the one that stays.
        authorities.values().stream()
                .max(Comparator.comparing(CertificateFacts::notAfter))
                .filter(authority -> Renewal.isDue(authority, now))
                .ifPresent(authority -> concerns.add(ends("the certificate authority", authority, now)
                        + (authority.isExpired(now) ? "castellan certs recover" : "castellan certs rotate-ca")));
        return concerns;
    }

    /// What users were given last; a newer one is of no use to them before they have it.
    static List<String> concerns(SortedMap<String, CertificateFacts> users, Instant now) {
        return users.entrySet().stream()
                .filter(user -> Renewal.isDue(user.getValue(), now))
                .map(user -> ends("the certificate of user " + user.getKey(), user.getValue(), now)
                        + "castellan users show-config " + user.getKey() + " gives it another")
                .toList();
    }

    private static String ends(String what, CertificateFacts certificate, Instant now) {
        String day = certificate.notAfter().atZone(ZoneOffset.UTC).toLocalDate().toString();
        if (certificate.isExpired(now)) {
            return what + " ended on " + day + ": ";
        }
        long days = Duration.between(now, certificate.notAfter()).toDays();
        return what + " ends on " + day + ", in " + days + (days == 1 ? " day: " : " days: ");
    }
}
