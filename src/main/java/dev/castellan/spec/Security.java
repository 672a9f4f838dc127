package dev.castellan.spec;

/// How a cluster is locked. The constants are the words of the spec.
public enum Security {
    /// TLS everywhere; clients prove who they are with a password (SCRAM), nodes with certificates; what no ACL allows
    /// is denied.
    tls,
    /// Whoever reaches a port is in.
    none
}
