package dev.castellan.connect.plugin;

/// A field or method of a class, by what links to it: its name and descriptor.
record Member(String name, String descriptor) {
    /// `mkSet(Object[])` for a method, `size` for a field.
    String text() {
        return descriptor.startsWith("(") ? name + Descriptors.parameters(descriptor) : name;
    }
}
