package dev.castellan.connect.link;

import java.util.ArrayList;
import java.util.List;

/// Descriptors of class files (JVM specification, 4.3) in the words of Java.
public final class Descriptors {
    private Descriptors() {}

    /// `(Ljava/lang/String;[I)V` is `(java.lang.String, int[])`.
    public static String parameters(String descriptor) {
        List<String> types = new ArrayList<>();
        int at = 1;
        while (at < descriptor.length() && descriptor.charAt(at) != ')') {
            int end = end(descriptor, at);
            types.add(type(descriptor.substring(at, end)));
            at = end;
        }
        return "(" + String.join(", ", types) + ")";
    }

    /// What a method gives back: `(S)V` is `void`.
    public static String result(String descriptor) {
        return type(descriptor.substring(descriptor.indexOf(')') + 1));
    }

    /// One type: `[Ljava/lang/String;` is `java.lang.String[]`.
    public static String type(String descriptor) {
        return switch (descriptor.charAt(0)) {
            case '[' -> type(descriptor.substring(1)) + "[]";
            case 'L' -> descriptor.substring(1, descriptor.length() - 1).replace('/', '.');
            case 'B' -> "byte";
            case 'C' -> "char";
            case 'D' -> "double";
            case 'F' -> "float";
            case 'I' -> "int";
            case 'J' -> "long";
            case 'S' -> "short";
            case 'Z' -> "boolean";
            default -> "void";
        };
    }

    private static int end(String descriptor, int at) {
        int last = at;
        while (descriptor.charAt(last) == '[') {
            last++;
        }
        return 1 + (descriptor.charAt(last) == 'L' ? descriptor.indexOf(';', last) : last);
    }
}
