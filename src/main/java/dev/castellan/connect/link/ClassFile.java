package dev.castellan.connect.link;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// What a class file says about itself, as far as linking goes. Names are Java's: `java.util.Map$Entry`.
///
/// @param java the release of Java it is compiled for
/// @param concrete whether objects can be made of it
/// @param parents the superclass, then the interfaces; empty for `java.lang.Object`
/// @param members the fields and methods it declares
/// @param references what it names in other classes, and in itself
/// @param strings its text constants that may be the name of a class
public record ClassFile(
        String name,
        int java,
        boolean concrete,
        List<String> parents,
        Set<Member> members,
        List<Reference> references,
        Set<String> strings) {
    public ClassFile {
        parents = List.copyOf(parents);
        members = Set.copyOf(members);
        references = List.copyOf(references);
        strings = Set.copyOf(strings);
    }

    /// The classes it names.
    public Stream<String> mentions() {
        return Stream.concat(parents.stream(), references.stream().map(Reference::owner));
    }
}
