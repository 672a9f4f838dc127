package dev.castellan.kafka.distribution;

import dev.castellan.spec.KafkaVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which artefacts make up a release: what the Kafka project puts into its own download, less what nobody here runs.
final class Recipe {
    private static final String LOG4J = "org.apache.logging.log4j";

    private Recipe() {}

    static List<Coordinates> roots(KafkaVersion version) {
        return Stream.of(
                        "kafka_2.13",
                        "kafka-tools",
                        "connect-runtime",
                        "connect-mirror",
                        "connect-file",
                        "connect-basic-auth-extension")
                .map(artifact -> new Coordinates("org.apache.kafka", artifact, version.toString(), ""))
                .toList();
    }

    /// Whether a release has all of the roots.
    static boolean isWhole(Distribution release) {
        Set<String> names = release.jars().stream()
                .map(jar -> String.valueOf(jar.getFileName()))
                .collect(Collectors.toUnmodifiableSet());
        return roots(release.version()).stream().map(Coordinates::fileName).allMatch(names::contains);
    }

    /// The roots with what the project's build adds for logging and its POMs do not name.
    ///
    /// 3.9 names all it needs (reload4j); from 4.0 on, the binding and the bridge of Log4j 2 are only in the build.
    static List<Coordinates> withLogging(KafkaVersion version, List<Coordinates> closure) {
        List<Coordinates> all = new ArrayList<>(roots(version));
        if (version.isAtLeast(4, 0)) {
            String log4j = closure.stream()
                    .filter(jar -> jar.group().equals(LOG4J) && jar.artifact().equals("log4j-core"))
                    .map(Coordinates::version)
                    .findFirst()
                    .orElse("2.24.3"); // 4.0 does not name log4j-core either; this is what its download holds
            Stream.of("log4j-core", "log4j-slf4j-impl", "log4j-1.2-api")
                    .map(artifact -> new Coordinates(LOG4J, artifact, log4j, ""))
                    .forEach(all::add);
        }
        return List.copyOf(all);
    }
}
