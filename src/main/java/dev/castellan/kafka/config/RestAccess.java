package dev.castellan.kafka.config;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// How the REST interface of workers of Kafka Connect is entered.
///
/// @param authority the certificates to trust, as PEM; empty text where it is open
/// @param password of the user [#USER]; empty text where it is open
public record RestAccess(String authority, String password) {
    /// Whoever may do everything there.
    public static final String USER = ServerSecurity.ADMIN;

    /// Into one where everybody may.
    public static final RestAccess OPEN = new RestAccess("", "");

    /// What goes into the header `Authorization` (RFC 7617).
    public Optional<String> authorization() {
        return password.isEmpty()
                ? Optional.empty()
                : Optional.of("Basic "
                        + Base64.getEncoder().encodeToString((USER + ":" + password).getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public String toString() {
        return password.isEmpty() ? "open" : USER + ", ***";
    }
}
