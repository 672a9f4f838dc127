package dev.castellan.connect.link;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Class files that were never written, for tests of what is decided about them.
final class Classes {
    static final String OBJECT = "java.lang.Object";
    static final String TOPIC = "org.apache.kafka.connect.util.TopicAdmin$NewTopicBuilder";

    private Classes() {}

    /// A class with a constructor and some methods without parameters.
    static ClassFile declares(String name, List<String> parents, String... methods) {
        Set<Member> members = new HashSet<>(Set.of(new Member("<init>", "()V")));
        Arrays.stream(methods).forEach(method -> members.add(method(method)));
        return new ClassFile(name, 17, true, parents, members, List.of(), Set.of());
    }

    /// A class that inherits from `Object` and names something.
    static ClassFile names(String name, Reference... references) {
        return new ClassFile(name, 17, true, List.of(OBJECT), Set.of(), List.of(references), Set.of());
    }

    /// `name` is a method without parameters, `name(S)V` one with a descriptor.
    static Member method(String text) {
        int descriptor = text.indexOf('(');
        return descriptor < 0
                ? new Member(text, "()V")
                : new Member(text.substring(0, descriptor), text.substring(descriptor));
    }

    static Reference call(String owner, String method) {
        Member member = method(method);
        return Reference.toMethod(owner, member.name(), member.descriptor());
    }

    static Map<String, ClassFile> byName(Collection<ClassFile> files) {
        Map<String, ClassFile> byName = new LinkedHashMap<>();
        files.forEach(file -> byName.put(file.name(), file));
        return byName;
    }

    /// What a plugin sees: the release's classes, `Object`, and its own.
    static Catalogue catalogue(Collection<ClassFile> release, Collection<ClassFile> own) {
        Map<String, ClassFile> classes = byName(release);
        classes.put(OBJECT, declares(OBJECT, List.of(), "toString"));
        classes.putAll(byName(own));
        return new Catalogue(classes, byName(release).keySet());
    }
}
