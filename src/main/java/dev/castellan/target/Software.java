package dev.castellan.target;

import java.util.List;
import java.util.Optional;

/// What is missing on a machine before a node can live there.
///
/// @param packages of the distribution: the one that brings a Java, say
/// @param kafka the release that is missing; empty where it is whole
/// @param jars how many of its jars the machine has not got in any release
/// @param bytes of those jars
/// @param agent the release of the Prometheus agent that is missing; empty where it is there, or not wanted
public record Software(List<String> packages, Optional<String> kafka, int jars, long bytes, Optional<String> agent) {
    public Software {
        packages = List.copyOf(packages);
    }
}
