package dev.castellan.spec;

import java.util.Optional;

/// A certificate and the key for it that somebody else made, as a spec names their files.
public record PemFiles(Optional<Named> certificate, Optional<Named> key) {

    /// @param path as it is written, relative to the folder of the spec
    /// @param location where it is written
    public record Named(String path, Location location) {}
}
