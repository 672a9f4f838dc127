package dev.castellan.connect.link;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The classes a plugin sees once it is loaded in a worker, each the one that would really be loaded. Pure.
///
/// @param classes by name: all that references lead to, with everything they inherit from
/// @param ofRelease the names of those that come from the release, not from the plugin or the JDK
public record Catalogue(Map<String, ClassFile> classes, Set<String> ofRelease) {
    private static final String KAFKA = "org.apache.kafka.";

    public Catalogue {
        classes = Map.copyOf(classes);
        ofRelease = Set.copyOf(ofRelease);
    }

    /// What became of a name that was looked for.
    public enum Answer {
        FOUND,
        MISSING,
        /// Some class that it may be inherited from is not known here.
        UNKNOWN
    }

    public static boolean isKafka(String className) {
        return className.startsWith(KAFKA);
    }

    /// Looks for what a reference names, through superclasses and interfaces, as the JVM does (specification, 5.4.3).
    public Answer look(Reference reference) {
        ClassFile owner = classes.get(reference.owner());
        if (owner == null) {
            return isKafka(reference.owner()) ? Answer.MISSING : Answer.UNKNOWN;
        }
        if (reference.kind() == Reference.Kind.CLASS) {
            return Answer.FOUND;
        }
        // A constructor is nobody's heir.
        return reference.name().equals("<init>")
                ? found(owner.members().contains(reference.member()))
                : inherited(owner, reference.member());
    }

    private static Answer found(boolean there) {
        return there ? Answer.FOUND : Answer.MISSING;
    }

    private Answer inherited(ClassFile owner, Member member) {
        boolean known = true;
        for (String name : lineage(owner.name())) {
            ClassFile ancestor = classes.get(name);
            if (ancestor == null) {
                known = false;
            } else if (ancestor.members().contains(member)) {
                return Answer.FOUND;
            }
        }
        return known ? Answer.MISSING : Answer.UNKNOWN;
    }

    /// A class and all it inherits from, the nearest first; also the names of those that are not known.
    public Set<String> lineage(String className) {
        Set<String> lineage = new LinkedHashSet<>(List.of(className));
        List<String> next = List.of(className);
        while (!next.isEmpty()) {
            List<String> above = next.stream()
                    .flatMap(name -> Optional.ofNullable(classes.get(name)).stream())
                    .flatMap(known -> known.parents().stream())
                    .toList();
            next = above.stream().filter(lineage::add).toList();
        }
        return lineage;
    }

    /// Whether what is missing in this class is missing in Kafka: it is Kafka's, or inherits from the release's Kafka.
    public boolean concernsKafka(String className) {
        return isKafka(className)
                || lineage(className).stream().anyMatch(name -> isKafka(name) && ofRelease.contains(name));
    }

    /// The members that a class has under the name, its own and inherited ones: what may have been meant.
    public Set<Member> alike(Reference reference) {
        return lineage(reference.owner()).stream()
                .flatMap(name -> Optional.ofNullable(classes.get(name)).stream())
                .flatMap(known -> known.members().stream())
                .filter(member ->
                        member.name().equals(reference.name()) && !member.name().equals("<init>"))
                .collect(Collectors.toSet());
    }
}
