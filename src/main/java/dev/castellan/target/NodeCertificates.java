package dev.castellan.target;

import java.util.Optional;

/// The public part of what a node proves itself with, as PEM; empty text for what it has not got.
///
/// @param certificate its own
/// @param authorities those it trusts
public record NodeCertificates(String certificate, String authorities) {
    public static final NodeCertificates NONE = new NodeCertificates("", "");

    public NodeCertificates {
        certificate = certificate.strip();
        authorities = authorities.strip();
    }

    /// Nothing where there is no certificate.
    public static Optional<NodeCertificates> of(Optional<String> certificate, Optional<String> authorities) {
        return certificate.map(own -> new NodeCertificates(own, authorities.orElse("")));
    }
}
