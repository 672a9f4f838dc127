package dev.castellan.connect.plugin;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which classes of a plugin can come to run, and because of which of its entries. Pure.
///
/// A class is reached when one that is reached names it: in its code, as what it inherits from, as text that is exactly
/// the name, or as a service that the plugin offers for an interface that is reached. More may be reached than ever
/// runs, but code that is not reached is not run by what Connect loads.
record Reach(Map<String, String> entries) {
    Reach {
        entries = Map.copyOf(entries);
    }

    /// @param roots where Connect enters: connectors, their tasks, transformations, converters ...
    /// @param own the plugin's classes by name
    /// @param services what the plugin offers, by the name of the interface
    static Reach of(Collection<String> roots, Map<String, ClassFile> own, Map<String, Set<String>> services) {
        Map<String, String> entries = new HashMap<>();
        Set<String> seen = new HashSet<>();
        Deque<String> next = new ArrayDeque<>();
        for (String root : roots) { // one after the other, so that the entry of a class does not depend on chance
            next.add(root);
            while (!next.isEmpty()) {
                String name = next.remove();
                ClassFile known = own.get(name);
                if (seen.add(name)) {
                    if (known != null) {
                        entries.put(name, root);
                        known.mentions().forEach(next::add);
                        next.addAll(known.strings());
                    }
                    next.addAll(services.getOrDefault(name, Set.of()));
                }
            }
        }
        return new Reach(entries);
    }

    /// The entry from which a class is reached; empty where none leads to it.
    Optional<String> entry(String className) {
        return Optional.ofNullable(entries.get(className));
    }
}
