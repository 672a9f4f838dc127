package dev.castellan.spec;

/// A file to start from.
///
/// @param name what it is called in the directory of the spec
public record StarterFile(String name, String text) {}
