package dev.castellan.connect.plugin;

import dev.castellan.connect.link.Catalogue;
import dev.castellan.connect.link.ClassFile;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Which class file a worker takes for a name that a plugin asks for: the plugin's, the release's or the JDK's.
///
/// That is how Connect's own class loader for plugins goes about it; which names it keeps apart it says itself.
final class LoadOrder {
    private static final ClassLoader JDK = ClassLoader.getPlatformClassLoader();

    private final Jars plugin;
    private final Jars release;
    private final Predicate<String> isolated;
    private final ClassFileReader reader = new ClassFileReader();

    /// @param isolated the names that are looked for in the plugin first
    LoadOrder(Jars plugin, Jars release, Predicate<String> isolated) {
        this.plugin = plugin;
        this.release = release;
        this.isolated = isolated;
    }

    /// Whether the plugin's own class of this name would be loaded.
    boolean isOwn(String className) {
        return plugin.has(className)
                && (isolated.test(className)
                        || (!release.has(className) && jdk(className).isEmpty()));
    }

    /// The classes of these names with everything they inherit from, as far as there is any.
    Catalogue catalogue(Collection<String> classNames) {
        Map<String, ClassFile> classes = new HashMap<>();
        Set<String> ofRelease = new HashSet<>();
        Set<String> seen = new HashSet<>(classNames);
        Deque<String> next = new ArrayDeque<>(seen);
        while (!next.isEmpty()) {
            String name = next.remove();
            read(name).ifPresent(found -> {
                classes.put(name, found);
                if (!isOwn(name) && release.has(name)) {
                    ofRelease.add(name);
                }
                found.parents().stream().filter(seen::add).forEach(next::add);
            });
        }
        return new Catalogue(classes, ofRelease);
    }

    private Optional<ClassFile> read(String className) {
        if (isOwn(className)) {
            return plugin.read(className);
        }
        return release.has(className) ? release.read(className) : jdk(className);
    }

    private Optional<ClassFile> jdk(String className) {
        try (InputStream in = JDK.getResourceAsStream(className.replace('.', '/') + ".class")) {
            return in == null
                    ? Optional.empty()
                    : Optional.of(reader.read(new DataInputStream(new BufferedInputStream(in))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
