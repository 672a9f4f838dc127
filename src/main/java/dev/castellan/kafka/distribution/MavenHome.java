package dev.castellan.kafka.distribution;

import java.nio.file.Path;
import java.util.Optional;

/// Where Maven's settings and local repository are; empty means where Maven itself looks (`~/.m2`).
record MavenHome(Optional<Path> settings, Optional<Path> localRepository) {
    static final MavenHome OF_USER = new MavenHome(Optional.empty(), Optional.empty());
}
