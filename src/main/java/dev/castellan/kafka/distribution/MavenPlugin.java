package dev.castellan.kafka.distribution;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.aether.RepositoryException;

/// A plugin in Maven repositories: the archive that its makers publish for Connect, else its jar and what that needs.
final class MavenPlugin {
    private static final Pattern COORDINATES = Pattern.compile("[\\w.-]+:[\\w.-]+:[\\w.-]+(:[\\w.-]+)?");

    /// What makers of plugins call the archive for Connect: Debezium the first, Camel the second.
    private static final List<String> CLASSIFIERS = List.of("plugin", "package");

    private static final List<String> EXTENSIONS = List.of("tar.gz", "zip");

    /// What every worker has and gives to all plugins, and would only be in the way twice.
    private static final Set<String> OF_THE_WORKER = Set.of("org.apache.kafka", "org.slf4j");

    private static final String OTHERWISE = "or name an archive or a directory of the plugin instead";

    private MavenPlugin() {}

    static Optional<Coordinates> parse(String text) {
        return COORDINATES.matcher(text).matches() ? Optional.of(Coordinates.parse(text)) : Optional.empty();
    }

    static Lock fetch(Coordinates plugin, Path libs, MavenHome maven, Tally tally) throws IOException {
        try (Registry registry = new Registry(maven, tally)) {
            try {
                tally.started(plugin.artifact(), 1);
                Optional<Path> archive = archive(plugin, registry);
                List<Lock.Jar> jars = archive.isPresent()
                        ? OwnPlugin.unpack(archive.get(), libs)
                        : copy(closure(plugin, registry, tally), libs);
                jars.forEach(jar -> tally.arrived(jar.name()));
                tally.finished();
                return new Lock(jars);
            } catch (RepositoryException e) {
                throw Refusals.of(e, plugin.toString(), OTHERWISE, registry);
            }
        }
    }

    private static Optional<Path> archive(Coordinates plugin, Registry registry) throws RepositoryException {
        List<String> classifiers = plugin.classifier().isEmpty() ? CLASSIFIERS : List.of(plugin.classifier());
        for (String classifier : classifiers) {
            for (String extension : EXTENSIONS) {
                var archive = new Coordinates(plugin.group(), plugin.artifact(), plugin.version(), classifier);
                Optional<Path> found = registry.find(archive, extension);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static Map<Coordinates, Path> closure(Coordinates plugin, Registry registry, Tally tally)
            throws RepositoryException {
        List<Coordinates> jars = registry.closure(List.of(plugin), OF_THE_WORKER);
        tally.started(plugin.artifact(), jars.size());
        return registry.fetch(jars);
    }

    private static List<Lock.Jar> copy(Map<Coordinates, Path> files, Path libs) throws IOException {
        List<Lock.Jar> jars = new ArrayList<>();
        for (Map.Entry<Coordinates, Path> file : files.entrySet()) {
            jars.add(Hashing.copy(file.getValue(), libs.resolve(file.getKey().fileName())));
        }
        jars.sort(Comparator.comparing(Lock.Jar::name));
        return jars;
    }
}
