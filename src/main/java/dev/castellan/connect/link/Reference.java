package dev.castellan.connect.link;

/// What a class file names in another class: the class itself, one of its fields, or one of its methods.
///
/// @param owner the class as Java names it, `org.apache.kafka.connect.util.TopicAdmin$NewTopicBuilder`
/// @param name of the field or method; empty for a class
/// @param descriptor as class files have it, `(S)V`; empty for a class
public record Reference(Kind kind, String owner, String name, String descriptor) {
    public enum Kind {
        CLASS,
        FIELD,
        METHOD
    }

    public static Reference toClass(String owner) {
        return new Reference(Kind.CLASS, owner, "", "");
    }

    public static Reference toField(String owner, String name, String descriptor) {
        return new Reference(Kind.FIELD, owner, name, descriptor);
    }

    public static Reference toMethod(String owner, String name, String descriptor) {
        return new Reference(Kind.METHOD, owner, name, descriptor);
    }

    public Member member() {
        return new Member(name, descriptor);
    }

    /// As a person reads it: `method org.apache.kafka.common.utils.Utils.mkSet(Object[])`.
    public String text() {
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
