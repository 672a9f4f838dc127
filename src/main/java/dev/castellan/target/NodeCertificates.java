package dev.castellan.target;

/// The public part of what a node proves itself with, as PEM; empty text for what it has not got.
///
/// @param certificate its own
/// @param authorities those it trusts
public record NodeCertificates(String certificate, String authorities) {
    public static final NodeCertificates NONE = new NodeCertificates("", "");
}
