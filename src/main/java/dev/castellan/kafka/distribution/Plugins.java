package dev.castellan.kafka.distribution;

import dev.castellan.problem.UserMistake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/// Gets plugins of Kafka Connect and keeps them: whole and checked, or not at all.
///
/// What comes from a Maven repository is kept under its coordinates, what comes from a file under its content: a file
/// that changed is another plugin.
public final class Plugins {
    private static final String HINT = "name a zip, a tar.gz, a jar or a directory of jars, or Maven coordinates:"
            + " io.debezium:debezium-connector-postgres:3.6.1.Final";

    private final Cache cache;
    private final Progress progress;
    private final MavenHome maven;

    /// @param cache the directory that holds plugins, `~/.castellan/plugins`; made when needed
    public Plugins(Path cache, Progress progress) {
        this.cache = new Cache(cache, progress);
        this.progress = progress;
        this.maven = MavenHome.OF_USER;
    }

    /// The plugin, unpacked and with its checksums; one from a repository is there without the network a second time.
    ///
    /// @param plugin a file or directory, or `group:artifact:version`, or `group:artifact:version:classifier`
    /// @param standing where a relative path starts
    /// @throws UserMistake when it is neither, or holds no jar
    /// @throws WorldRefused when no repository has it or answers, or the disk is full
    public Plugin resolve(String plugin, Path standing) {
        Optional<Path> file = file(plugin, standing);
        if (file.isPresent()) {
            OwnPlugin own = OwnPlugin.at(file.get());
            return keep(own.slot(), own.name(), libs -> own.copy(libs, new Tally(progress)));
        }
        Coordinates coordinates = MavenPlugin.parse(plugin)
                .orElseThrow(() -> new UserMistake(
                        "\"" + plugin + "\" is no file or directory here, and no Maven coordinates", HINT));
        return keep(
                coordinates.toString().replace(':', '+'),
                coordinates.artifact() + " " + coordinates.version(),
                libs -> MavenPlugin.fetch(coordinates, libs, maven, new Tally(progress)));
    }

    private static Optional<Path> file(String plugin, Path standing) {
        try {
            return Optional.of(standing.resolve(plugin)).filter(Files::exists);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private Plugin keep(String slot, String name, Cache.Filling filling) {
        try {
            Optional<JarSet> here = cache.find(slot);
            JarSet jars = here.isPresent() ? here.get() : cache.findOrFill(slot, name, filling);
            return new Plugin(name, jars.directory(), jars.jars(), jars.lock().sha256());
        } catch (IOException e) {
            throw Refusals.of(e, cache.directory());
        }
    }
}
