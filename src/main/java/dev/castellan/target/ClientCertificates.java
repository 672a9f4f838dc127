package dev.castellan.target;

import dev.castellan.security.Authority;
import dev.castellan.security.CertificateFacts;
import dev.castellan.security.KeyAndCertificate;
import dev.castellan.security.Secret;
import dev.castellan.security.Vault;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What is kept of users who come with a certificate, and of what users were given to trust.
final class ClientCertificates {
    private static final String OWN = "certificates/";

    /// Whom the configurations trust that users were given: the authorities, a file for each user.
    private static final String GIVEN = "given/";

    private static final String CERTIFICATE = "/certificate.pem";

    private final Vault vault;

    ClientCertificates(Vault vault) {
        this.vault = vault;
    }

    Optional<KeyAndCertificate> find(String user) {
        return KeyAndCertificate.find(vault, OWN + user);
    }

    void keep(String user, KeyAndCertificate made) {
        made.keep(vault, OWN + user);
    }

    /// By user.
    SortedMap<String, CertificateFacts> all() {
        SortedMap<String, CertificateFacts> all = new TreeMap<>();
        users(OWN)
                .forEach(user -> vault.find(OWN + user + CERTIFICATE).stream()
                        .flatMap(pem ->
                                CertificateFacts.parse(pem.reveal()).stream().limit(1))
                        .forEach(facts -> all.put(user, facts)));
        return all;
    }

    void noteGiven(String user, String authorities) {
        vault.put(GIVEN + user + CERTIFICATE, new Secret(authorities));
    }

    /// The users whose configuration does not trust this authority; sorted.
    List<String> without(Authority authority) {
        String certificate = authority.certificate().strip();
        return users(GIVEN)
                .filter(user -> vault.find(GIVEN + user + CERTIFICATE)
                        .filter(given -> given.reveal().contains(certificate))
                        .isEmpty())
                .toList();
    }

    /// The users of whom a certificate is kept in a place.
    private Stream<String> users(String place) {
        return vault.list().stream()
                .filter(name -> name.startsWith(place) && name.endsWith(CERTIFICATE))
                .map(name -> name.substring(place.length(), name.length() - CERTIFICATE.length()));
    }
}
