package dev.castellan.security;

/// A private key with the certificate for it.
///
/// @param key PKCS8, as PEM
/// @param certificate as PEM
public record KeyAndCertificate(Secret key, String certificate) {}
