package dev.castellan.connect.plugin;

/// What a class file names in another class: the class itself, one of its fields, or one of its methods.
///
/// @param owner the class as Java names it, `org.apache.kafka.connect.util.TopicAdmin$NewTopicBuilder`
/// @param name of the field or method; empty for a class
/// @param descriptor as class files have it, `(S)V`; empty for a class
record Reference(Kind kind, String owner, String name, String descriptor) {
    enum Kind {
        CLASS,
        FIELD,
        METHOD
    }

    static Reference toClass(String owner) {
        return new Reference(Kind.CLASS, owner, "", "");
    }

    static Reference toField(String owner, String name, String descriptor) {
        return new Reference(Kind.FIELD, owner, name, descriptor);
    }

    static Reference toMethod(String owner, String name, String descriptor) {
        return new Reference(Kind.METHOD, owner, name, descriptor);
    }

    Member member() {
        return new Member(name, descriptor);
    }

    /// As a person reads it: `method org.apache.kafka.common.utils.Utils.mkSet(Object[])`.
    String text() {
        return switch (kind) {
            case CLASS -> "class " + owner;
            case FIELD -> "field " + owner + "." + name + " of type " + Descriptors.type(descriptor);
            case METHOD ->
                name.equals("<init>")
                        ? "constructor " + owner + Descriptors.parameters(descriptor)
                        : "method " + owner + "." + member().text();
        };
    }
}
