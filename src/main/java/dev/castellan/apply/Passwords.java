package dev.castellan.apply;

import dev.castellan.security.Secret;

/// The passwords of users, made where there is none yet.
public interface Passwords {
    Secret of(String user);
}
