package dev.castellan.connect.link;

/// Something that a class of the plugin names and that is not there.
///
/// @param from the class that names it
public record Missing(String from, Reference what) {}
