package dev.castellan.spec;

/// How a cluster is locked. The constants are the words of the spec.
public enum Security {
    /// TLS everywhere; clients prove who they are with a password (SCRAM), nodes with certificates; what no ACL allows
    /// is denied.
    tls,
    /// Both at once, for a cluster on its way from none to tls: clients may come either way, nodes use TLS.
    both,
    /// Whoever reaches a port is in.
    none
}
