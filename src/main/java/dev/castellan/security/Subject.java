package dev.castellan.security;

import java.util.List;

/// Whom a certificate is for: chosen here, never taken from a request for one.
///
/// @param commonName the first part of the principal: `CN=alice,O=CLUSTER`
/// @param names what a node is reached as: DNS names and addresses; a client needs none
public record Subject(String commonName, List<String> names, Usage usage) {

    /// What a certificate is good for.
    public enum Usage {
        /// A node answers, and connects to other nodes.
        NODE,
        /// A client only connects.
        CLIENT,
        /// A server only answers: no listener takes it for a node or a user.
        SERVER
    }

    public Subject {
        names = List.copyOf(names);
        if (usage != Usage.CLIENT && names.isEmpty()) {
            throw new IllegalArgumentException("a server without a name: no client would accept its certificate");
        }
    }

    public static Subject node(String commonName, List<String> names) {
        return new Subject(commonName, names, Usage.NODE);
    }

    public static Subject server(String commonName, List<String> names) {
        return new Subject(commonName, names, Usage.SERVER);
    }

    public static Subject client(String commonName) {
        return new Subject(commonName, List.of(), Usage.CLIENT);
    }
}
