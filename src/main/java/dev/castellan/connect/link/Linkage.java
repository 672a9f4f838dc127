package dev.castellan.connect.link;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a plugin names of Kafka and does not find. Pure.
public final class Linkage {
    private Linkage() {}

    /// The references that the JVM will refuse, in the order of the classes that make them.
    ///
    /// What is missing together with its whole class is not told again: the class is.
    public static List<Missing> missing(Collection<ClassFile> plugin, Catalogue catalogue) {
        Set<String> kafkas = plugin.stream()
                .flatMap(ClassFile::mentions)
                .distinct()
                .filter(catalogue::concernsKafka)
                .collect(Collectors.toSet());
        return plugin.stream()
                .flatMap(from -> from.references().stream()
                        .filter(reference -> kafkas.contains(reference.owner()))
                        .map(reference -> subject(reference, catalogue))
                        .distinct()
                        .filter(reference -> catalogue.look(reference) == Catalogue.Answer.MISSING)
                        .map(reference -> new Missing(from.name(), reference)))
                .sorted(Comparator.comparing(Missing::from)
                        .thenComparing(missing -> missing.what().text()))
                .toList();
    }

    /// How many different things of the release's Kafka the plugin names.
    public static int counted(Collection<ClassFile> plugin, Catalogue catalogue) {
        return (int) plugin.stream()
                .flatMap(from -> from.references().stream())
                .filter(reference -> Catalogue.isKafka(reference.owner())
                        && catalogue.ofRelease().contains(reference.owner()))
                .distinct()
                .count();
    }

    private static Reference subject(Reference reference, Catalogue catalogue) {
        return catalogue.classes().containsKey(reference.owner()) ? reference : Reference.toClass(reference.owner());
    }

    /// The names that must be in a catalogue for these classes to be judged.
    public static Set<String> wanted(Collection<ClassFile> plugin, Collection<String> ownNames) {
        Set<String> own = Set.copyOf(ownNames);
        return Stream.concat(
                        plugin.stream().map(ClassFile::name),
                        plugin.stream()
                                .flatMap(ClassFile::mentions)
                                .filter(name -> Catalogue.isKafka(name) || own.contains(name)))
                .collect(Collectors.toSet());
    }
}
