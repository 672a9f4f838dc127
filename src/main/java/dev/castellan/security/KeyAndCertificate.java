package dev.castellan.security;

import java.util.stream.Collectors;

/// A private key with the certificate for it.
///
/// @param key PKCS8, as PEM
/// @param certificate as PEM
public record KeyAndCertificate(Secret key, String certificate) {

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
