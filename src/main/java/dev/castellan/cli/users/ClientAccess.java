package dev.castellan.cli.users;

import dev.castellan.security.KeyAndCertificate;
import java.util.Optional;

/// How a client reaches a cluster.
///
/// @param protocol Kafka's `security.protocol`
/// @param mechanism of the login, where there is one
/// @param caPem the certificates that the brokers' are signed with, where clients have to be told
/// @param own the user's key and certificate, where it comes with one
record ClientAccess(
        String bootstrap,
        String protocol,
        Optional<String> mechanism,
        Optional<String> caPem,
        Optional<KeyAndCertificate> own) {}
