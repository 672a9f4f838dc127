package dev.castellan.kafka.distribution;

import dev.castellan.spec.KafkaVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.aether.RepositoryException;

/// A release put together from Maven artefacts. Where the product ships pins, they are also the list of jars.
final class MavenRelease {
    private static final String FROM = "or name a download of Kafka with kafka.from in the spec";

    private MavenRelease() {}

    /// Copies every jar of the release into `libs`, none that differs from its pin.
    static Lock fetch(KafkaVersion version, Path libs, MavenHome maven, Tally tally) throws IOException {
        Optional<Pins> pins = Pins.shipped(version);
        SortedMap<Coordinates, Path> files =
                files(version, pins.map(known -> known.hashes().keySet()), maven, tally);
        List<Lock.Jar> jars = new ArrayList<>();
        for (Map.Entry<Coordinates, Path> file : files.entrySet()) {
            Lock.Jar jar =
                    Hashing.copy(file.getValue(), libs.resolve(file.getKey().fileName()));
            String expected =
                    pins.map(known -> known.hashes().get(file.getKey())).orElse(jar.sha256());
            if (!jar.sha256().equals(expected)) {
                throw Refusals.mismatch(file.getKey(), expected, jar.sha256(), file.getValue());
            }
            jars.add(jar);
        }
        tally.finished();
        jars.sort(Comparator.comparing(Lock.Jar::name));
        return new Lock(jars);
    }

    /// The pins of a release as the repositories have it now: for whoever adds a Kafka version to the product.
    static Pins pins(KafkaVersion version, MavenHome maven, Tally tally) throws IOException {
        SortedMap<Coordinates, String> hashes = new TreeMap<>();
        for (Map.Entry<Coordinates, Path> file :
                files(version, Optional.empty(), maven, tally).entrySet()) {
            hashes.put(file.getKey(), Hashing.of(file.getValue()));
        }
        tally.finished();
        return new Pins(hashes);
    }

    private static SortedMap<Coordinates, Path> files(
            KafkaVersion version, Optional<? extends Collection<Coordinates>> known, MavenHome maven, Tally tally) {
        try (Registry registry = new Registry(maven, tally)) {
            try {
                Collection<Coordinates> jars = known.isPresent() ? known.get() : closure(version, registry);
                tally.started("Kafka " + version, jars.size());
                return registry.fetch(jars);
            } catch (RepositoryException e) {
                throw Refusals.of(e, "Kafka " + version, FROM, registry);
            }
        }
    }

    private static List<Coordinates> closure(KafkaVersion version, Registry registry) throws RepositoryException {
        List<Coordinates> named = registry.closure(Recipe.roots(version));
        List<Coordinates> roots = Recipe.withLogging(version, named);
        return roots.equals(Recipe.roots(version)) ? named : registry.closure(roots);
    }
}
