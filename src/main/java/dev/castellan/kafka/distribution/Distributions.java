package dev.castellan.kafka.distribution;

import dev.castellan.problem.Problem;
import dev.castellan.problem.UserMistake;
import dev.castellan.problem.WorldRefused;
import dev.castellan.spec.KafkaSource;
import dev.castellan.spec.KafkaVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Gets releases of Kafka and keeps them: whole and checked, or not at all.
///
/// A release already here is returned at once, without the network. Several threads and processes may ask at once.
public final class Distributions {
    private static final String MAVEN = "Maven artefacts";

    private final Cache cache;
    private final Progress progress;
    private final MavenHome maven;

    /// @param cache the directory that holds releases, `~/.castellan/kafka`; made when needed
    public Distributions(Path cache, Progress progress) {
        this(cache, progress, MavenHome.OF_USER);
    }

    Distributions(Path cache, Progress progress, MavenHome maven) {
        this.cache = new Cache(cache, progress);
        this.progress = progress;
        this.maven = maven;
    }

    public boolean isCached(KafkaVersion version) {
        return cache.find(Slot.of(version).name()).isPresent();
    }

    /// The releases that are here, got from Maven repositories; the oldest first.
    public List<KafkaVersion> cached() {
        List<KafkaVersion> versions = new ArrayList<>();
        for (String name : cache.names()) {
            KafkaVersion.parse(name).filter(this::isCached).ifPresent(versions::add);
        }
        versions.sort(null);
        return List.copyOf(versions);
    }

    /// The release, downloaded from the user's Maven repositories if it is not here yet.
    ///
    /// @throws WorldRefused when no repository has it or answers, a jar is not the one released, the disk is full
    public Distribution resolve(KafkaVersion version) {
        Slot slot = Slot.of(version);
        Optional<Distribution> here = find(slot);
        Cache.Filling filling = libs -> MavenRelease.fetch(version, libs, maven, new Tally(progress));
        if (here.isEmpty()) {
            return fill(slot, MAVEN, filling);
        }
        return Recipe.isWhole(here.get()) ? here.get() : renewed(slot, here.get(), filling);
    }

    /// What an older Castellan put together had fewer jars; where nothing can be fetched now, it serves as it did.
    private Distribution renewed(Slot slot, Distribution older, Cache.Filling filling) {
        try {
            return distribution(
                    slot, cache.replace(slot.name(), "Kafka " + slot.version() + " from " + MAVEN, filling));
        } catch (IOException | WorldRefused e) {
            return older;
        }
    }

    /// The release taken from the user's own download: a `.tgz`, or a directory that has `libs`.
    ///
    /// @throws UserMistake when that is no Kafka, or another version
    public Distribution resolve(KafkaVersion version, Path from) {
        OwnDownload download = OwnDownload.at(from, version);
        Slot slot = download.slot();
        return find(slot)
                .orElseGet(() -> fill(
                        slot, from.getFileName() + " of the user", libs -> download.copy(libs, new Tally(progress))));
    }

    /// The release as a spec names it.
    ///
    /// @param folder where a relative path of the spec starts
    /// @throws UserMistake as above
    /// @throws WorldRefused as above
    public Distribution resolve(KafkaSource kafka, Path folder) {
        return kafka.from()
                .map(from -> resolve(kafka.version(), folder.resolve(from)))
                .orElseGet(() -> resolve(kafka.version()));
    }

    /// Reads every jar back and compares it with what was put there; says which are not the same.
    public List<Problem> verify(Distribution distribution) {
        List<Problem> problems = new ArrayList<>();
        List<Lock.Jar> jars =
                Lock.read(distribution.directory()).map(Lock::jars).orElse(List.of());
        for (Lock.Jar jar : jars) {
            Path file = distribution.directory().resolve("libs").resolve(jar.name());
            try {
                if (!Hashing.of(file).equals(jar.sha256())) {
                    problems.add(damaged(distribution, file, "has changed since it was put there"));
                }
            } catch (IOException e) {
                problems.add(damaged(distribution, file, "cannot be read"));
            }
        }
        return List.copyOf(problems);
    }

    private Optional<Distribution> find(Slot slot) {
        return cache.find(slot.name()).map(jars -> distribution(slot, jars));
    }

    private static Distribution distribution(Slot slot, JarSet jars) {
        return new Distribution(slot.version(), jars.directory(), jars.jars());
    }

    private Distribution fill(Slot slot, String source, Cache.Filling filling) {
        refuseOlder(slot.version());
        try {
            return distribution(
                    slot, cache.findOrFill(slot.name(), "Kafka " + slot.version() + " from " + source, filling));
        } catch (IOException e) {
            throw Refusals.of(e, cache.directory());
        }
    }

    private static void refuseOlder(KafkaVersion version) {
        if (version.compareTo(KafkaVersion.OLDEST) < 0) {
            throw new UserMistake(
                    "Kafka " + version + " is older than " + KafkaVersion.OLDEST + ", the oldest Castellan keeps",
                    "name " + KafkaVersion.OLDEST + " or newer");
        }
    }

    private static Problem damaged(Distribution distribution, Path file, String what) {
        return Problem.error(
                file.toString(), what, "remove " + distribution.directory() + " and run again: it is fetched anew");
    }
}
