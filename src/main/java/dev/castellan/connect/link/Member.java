package dev.castellan.connect.link;

/// A field or method of a class, by what links to it: its name and descriptor.
public record Member(String name, String descriptor) {
    /// `mkSet(Object[])` for a method, `size` for a field.
    public String text() {
        return descriptor.startsWith("(") ? name + Descriptors.parameters(descriptor) : name;
    }
}
