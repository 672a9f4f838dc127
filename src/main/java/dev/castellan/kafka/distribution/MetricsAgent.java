package dev.castellan.kafka.distribution;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.aether.RepositoryException;

/// Gets the agent that tells Prometheus what a JVM counts, and keeps it: the one jar whose checksum is known here.
public final class MetricsAgent {
    public static final String VERSION = "1.0.1";
    public static final String SHA256 = "7d61f737fd661610ccc14aea79764faa1ea94a340cbc8f0029b3d2edea3d80c1";
    static final Coordinates JAR = Coordinates.parse("io.prometheus.jmx:jmx_prometheus_javaagent:" + VERSION);

    private final Cache cache;
    private final Progress progress;
    private final MavenHome maven;

    /// @param cache the directory that holds agents, `~/.castellan/agents`; made when needed
    public MetricsAgent(Path cache, Progress progress) {
        this(cache, progress, MavenHome.OF_USER);
    }

    MetricsAgent(Path cache, Progress progress, MavenHome maven) {
        this.cache = new Cache(cache, progress);
        this.progress = progress;
        this.maven = maven;
    }

    /// The jar, downloaded from the user's Maven repositories if it is not here yet.
    ///
    /// @throws WorldRefused when no repository has it or answers, it is not the one released, the disk is full
    public Path resolve() {
        String slot = JAR.version();
        try {
            Optional<JarSet> here = cache.find(slot);
            JarSet jars = here.isPresent() ? here.get() : cache.findOrFill(slot, JAR.artifact(), this::fetch);
            return jars.jars().getFirst().toAbsolutePath();
        } catch (IOException e) {
            throw Refusals.of(e, cache.directory());
        }
    }

    private Lock fetch(Path libs) throws IOException {
        Tally tally = new Tally(progress);
        try (Registry registry = new Registry(maven, tally)) {
            tally.started("the Prometheus agent", 1);
            Path file = file(registry);
            Lock.Jar jar = Hashing.copy(file, libs.resolve(JAR.fileName()));
            if (!jar.sha256().equals(SHA256)) {
                throw Refusals.mismatch(JAR, SHA256, jar.sha256(), file);
            }
            tally.finished();
            return new Lock(List.of(jar));
        }
    }

    private static Path file(Registry registry) {
        try {
            return registry.fetch(List.of(JAR)).values().iterator().next();
        } catch (RepositoryException e) {
            throw Refusals.of(e, "the Prometheus agent", "or take metrics: out of the spec", registry);
        }
    }
}
