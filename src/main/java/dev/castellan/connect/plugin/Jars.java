package dev.castellan.connect.plugin;

import dev.castellan.connect.link.ClassFile;
import dev.castellan.problem.WorldRefused;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// The class files in some jars. Of two of a name the first jar has it, as in a class path.
final class Jars implements AutoCloseable {
    private static final String CLASS = ".class";
    private static final String SERVICES = "META-INF/services/";

    private final List<ZipFile> files = new ArrayList<>();
    private final Map<String, ZipFile> places = new HashMap<>();
    private final SortedMap<String, Set<String>> services = new TreeMap<>();
    private final ClassFileReader reader = new ClassFileReader();

    private Jars() {}

    static Jars open(Collection<Path> paths) {
        var jars = new Jars();
        for (Path path : paths) {
            try {
                jars.add(new ZipFile(path.toFile()));
            } catch (IOException e) {
                jars.close();
                throw unreadable(path.toString(), e);
            }
        }
        return jars;
    }

    private void add(ZipFile file) throws IOException {
        files.add(file);
        List<ZipEntry> manifests = new ArrayList<>();
        file.stream().forEach(entry -> {
            String name = entry.getName();
            if (name.startsWith(SERVICES) && !entry.isDirectory()) {
                manifests.add(entry);
            } else if (name.endsWith(CLASS) && !name.startsWith("META-INF/") && !name.endsWith("-info.class")) {
                places.putIfAbsent(className(name), file);
            }
        });
        for (ZipEntry manifest : manifests) {
            String service = manifest.getName().substring(SERVICES.length());
            services.computeIfAbsent(service, name -> new TreeSet<>()).addAll(lines(file, manifest));
        }
    }

    Set<String> names() {
        return places.keySet();
    }

    boolean has(String className) {
        return places.containsKey(className);
    }

    /// What the manifests of `ServiceLoader` list: for each service the classes that offer it.
    SortedMap<String, Set<String>> services() {
        return services;
    }

    /// The name of the jar that a class is in.
    Optional<String> jar(String className) {
        return Optional.ofNullable(places.get(className))
                .map(file -> String.valueOf(Path.of(file.getName()).getFileName()));
    }

    Optional<ClassFile> read(String className) {
        ZipFile jar = places.get(className);
        if (jar == null) {
            return Optional.empty();
        }
        ZipEntry entry = jar.getEntry(className.replace('.', '/') + CLASS);
        try (var in = new DataInputStream(new BufferedInputStream(jar.getInputStream(entry)))) {
            // One that lies where no class loader looks for it is another class.
            return Optional.of(reader.read(in)).filter(file -> file.name().equals(className));
        } catch (IOException e) {
            throw unreadable(jar.getName() + ", " + className, e);
        }
    }

    @Override
    public void close() {
        try {
            for (ZipFile file : files) {
                file.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> lines(ZipFile file, ZipEntry manifest) throws IOException {
        Set<String> lines = new TreeSet<>();
        new String(file.getInputStream(manifest).readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.replaceFirst("#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .forEach(lines::add);
        return lines;
    }

    private static String className(String entry) {
        return entry.substring(0, entry.length() - CLASS.length()).replace('/', '.');
    }

    private static WorldRefused unreadable(String where, IOException e) {
        return new WorldRefused(where, "cannot be read: " + e.getMessage(), "get the jar again");
    }
}
