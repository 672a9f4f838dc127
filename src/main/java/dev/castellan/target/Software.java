package dev.castellan.target;

import java.util.Optional;

/// What is missing on a machine before a node can live there.
///
/// @param javaPackage the package that brings a Java, where one is missing
/// @param kafka the release that is missing; empty where it is whole
/// @param jars how many of its jars the machine has not got in any release
/// @param bytes of those jars
public record Software(Optional<String> javaPackage, Optional<String> kafka, int jars, long bytes) {}
