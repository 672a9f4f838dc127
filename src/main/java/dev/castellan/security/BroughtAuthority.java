package dev.castellan.security;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A certificate authority that somebody else made, to be kept in the place of one of Castellan's own.
///
/// @param certificate as PEM: whom nodes trust
/// @param chain those above it, each signed by the next, as PEM; empty where it signs itself, or nobody gave them
/// @param key as PEM; without it nothing is signed here
public record BroughtAuthority(String certificate, String chain, Optional<Secret> key) {
    static final String CHAIN = "/chain.pem";

    /// @param text the authority's certificate, then those above it, as PEM
    public static BroughtAuthority of(String text, Optional<Secret> key) {
        List<CertificateFacts> all = CertificateFacts.parse(text);
        return new BroughtAuthority(
                all.getFirst().pem(),
                all.stream().skip(1).map(CertificateFacts::pem).collect(Collectors.joining()),
                key.map(pem -> new Secret(Pem.of(Pem.privateKey(pem)))));
    }

    /// What stands behind a certificate of an authority, for clients that know the root alone: all but the root.
    ///
    /// @param authority its certificate, then those above it, as PEM
    public static String shown(String authority) {
        return CertificateFacts.parse(authority).stream()
                .filter(facts -> !facts.isSignedBy(facts.pem()))
                .map(CertificateFacts::pem)
                .collect(Collectors.joining());
    }

    public String shown() {
        return shown(certificate + chain);
    }

    public CertificateFacts facts() {
        return CertificateFacts.parse(certificate).getFirst();
    }

    /// The certificate comes last: without it there is no authority.
    void keep(Vault vault, String place) {
        key.ifPresentOrElse(pem -> vault.put(place + Authority.KEY, pem), () -> vault.delete(place + Authority.KEY));
        keepChain(vault, place);
        vault.put(place + Authority.CERTIFICATE, new Secret(certificate));
    }

    void keepChain(Vault vault, String place) {
        if (chain.isEmpty()) {
            vault.delete(place + CHAIN);
        } else {
            vault.put(place + CHAIN, new Secret(chain));
        }
    }
}
