package dev.castellan.security;

import java.util.Optional;
import java.util.stream.Collectors;

/// A private key with the certificate for it.
///
/// @param key PKCS8, as PEM
/// @param certificate as PEM
public record KeyAndCertificate(Secret key, String certificate) {
    private static final String KEY = "/key.pem";
    private static final String CERTIFICATE = "/certificate.pem";

    /// What is kept under a name; nothing where either half is missing.
    public static Optional<KeyAndCertificate> find(Vault vault, String name) {
        return vault.find(name + KEY)
                .flatMap(key -> vault.find(name + CERTIFICATE)
                        .map(certificate -> new KeyAndCertificate(key, certificate.reveal())));
    }

    /// Keeps both halves under a name.
    public void keep(Vault vault, String name) {
        vault.put(name + KEY, key);
        vault.put(name + CERTIFICATE, new Secret(certificate));
    }

    /// @param key in any form that OpenSSL writes
    /// @param certificate with its chain, whatever stands around them; each counts once
    public static KeyAndCertificate ofFiles(Secret key, String certificate) {
        return new KeyAndCertificate(
                new Secret(Pem.of(Pem.privateKey(key))),
                CertificateFacts.parse(certificate).stream()
                        .distinct()
                        .map(CertificateFacts::pem)
                        .collect(Collectors.joining()));
    }
}
