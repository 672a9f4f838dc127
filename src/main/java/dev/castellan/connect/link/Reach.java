package dev.castellan.connect.link;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/// Which classes of a plugin can come to run, and because of which of its entries. Pure.
///
/// More may be reached than ever runs: a class leads to every class that it names anywhere.
///
/// @param byCode the classes that code leads to from an entry, each with the entry
/// @param byName those that are led to only by their name as a text, or by being offered as a service
public record Reach(Map<String, String> byCode, Map<String, String> byName) {
    public Reach {
        byCode = Map.copyOf(byCode);
        byName = Map.copyOf(byName);
    }

    /// @param entries where Connect comes in: connectors, their tasks, transformations, converters ...
    /// @param own the plugin's classes by name
    /// @param services what the plugin offers, by the name of the interface
    public static Reach of(Collection<String> entries, Map<String, ClassFile> own, Map<String, Set<String>> services) {
        Map<String, String> byCode = follow(entries, own, Reach::code);
        Map<String, String> byName = follow(
                entries,
                own,
                file -> Stream.concat(
                        Stream.concat(code(file), file.strings().stream()),
                        code(file).flatMap(name -> services.getOrDefault(name, Set.of()).stream())));
        byName.keySet().removeAll(byCode.keySet());
        return new Reach(byCode, byName);
    }

    /// A class names itself too, so what it offers as a service of its own is among the services of what it names.
    private static Stream<String> code(ClassFile file) {
        return Stream.concat(Stream.of(file.name()), file.mentions());
    }

    private static Map<String, String> follow(
            Collection<String> entries, Map<String, ClassFile> own, Function<ClassFile, Stream<String>> leads) {
        Map<String, String> reached = new HashMap<>();
        entries.stream().filter(own::containsKey).forEach(entry -> reached.put(entry, entry));
        Set<String> seen = new HashSet<>();
        Deque<String> next = new ArrayDeque<>();
        for (String entry : entries) { // one after the other, so that which entry is told does not depend on chance
            next.add(entry);
            while (!next.isEmpty()) {
                String name = next.remove();
                ClassFile known = own.get(name);
                if (seen.add(name) && known != null) {
                    reached.putIfAbsent(name, entry);
                    leads.apply(known).forEach(next::add);
                }
            }
        }
        return reached;
    }

    /// The entry from which code leads to a class.
    public Optional<String> entry(String className) {
        return Optional.ofNullable(byCode.get(className));
    }
}
