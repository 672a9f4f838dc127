package dev.castellan.connect.plugin;

/// Something that a class of the plugin names and that is not there.
///
/// @param from the class that names it
record Missing(String from, Reference what) {}
