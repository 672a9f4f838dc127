package dev.castellan.kafka.distribution;

import dev.castellan.problem.WorldRefused;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.collection.DependencyCollectionException;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.transfer.ArtifactNotFoundException;
import org.eclipse.aether.transfer.ChecksumFailureException;

/// Why a release could not be had, in one sentence with a remedy.
final class Refusals {
    private static final String DISK = "No space left on device";

    private Refusals() {}

    /// @param wanted what was to be had, `Kafka 4.3.1`
    /// @param otherwise how to do without the repositories
    static WorldRefused of(RepositoryException trouble, String wanted, String otherwise, Registry registry) {
        List<Throwable> causes = causes(trouble);
        String repositories = String.join(", ", registry.names());
        if (causes.stream().anyMatch(cause -> String.valueOf(cause.getMessage()).contains(DISK))) {
            return diskFull(registry.localRepository());
        }
        boolean corrupt = causes.stream().anyMatch(ChecksumFailureException.class::isInstance);
        if (corrupt) {
            return new WorldRefused(
                    wanted,
                    "a download arrived damaged from " + repositories + ": " + last(causes),
                    "run the same command again; if it stays, the mirror in your Maven settings holds a bad copy");
        }
        boolean missing = causes.stream().anyMatch(ArtifactNotFoundException.class::isInstance)
                && causes.stream().noneMatch(IOException.class::isInstance);
        if (missing) {
            return new WorldRefused(
                    wanted,
                    "not in the Maven repositories asked (" + repositories + "): " + artefact(causes),
                    "check the version; an internal mirror may not carry it; " + otherwise);
        }
        return new WorldRefused(
                wanted,
                "not yet on this machine, and the Maven repositories (" + repositories + ") do not answer: "
                        + last(causes),
                "check the network, and the proxy and mirrors in your Maven settings.xml; " + otherwise);
    }

    static WorldRefused of(IOException trouble, Path directory) {
        if (String.valueOf(trouble.getMessage()).contains(DISK)) {
            return diskFull(directory);
        }
        if (trouble instanceof AccessDeniedException denied) {
            return new WorldRefused(
                    String.valueOf(denied.getFile()),
                    "may not be written by this user",
                    "correct its owner or mode, or set CASTELLAN_HOME to a directory of your own");
        }
        String what = trouble instanceof FileSystemException file && file.getReason() != null
                ? file.getFile() + ": " + file.getReason()
                : String.valueOf(trouble);
        return new WorldRefused(
                directory.toString(), "cannot be written: " + what, "set CASTELLAN_HOME to another directory");
    }

    static WorldRefused mismatch(Coordinates jar, String expected, String found, Path file) {
        return new WorldRefused(
                jar.toString(),
                "is not the jar that was released: expected SHA-256 " + expected + ", found " + found
                        + "; nothing was cached",
                "remove " + file + " and run again; if it stays, the mirror in your Maven settings serves another jar");
    }

    private static WorldRefused diskFull(Path directory) {
        return new WorldRefused(
                directory.toString(), "the disk is full", "a release of Kafka needs 150 MB; make room and run again");
    }

    private static String artefact(List<Throwable> causes) {
        return causes.stream()
                .filter(ArtifactNotFoundException.class::isInstance)
                .map(cause -> String.valueOf(((ArtifactNotFoundException) cause).getArtifact()))
                .findFirst()
                .orElse("");
    }

    private static String last(List<Throwable> causes) {
        Throwable deepest = causes.getLast();
        String message = String.valueOf(deepest.getMessage());
        return deepest instanceof java.net.UnknownHostException ? "unknown host " + message : message;
    }

    private static List<Throwable> causes(Throwable trouble) {
        List<Throwable> below = switch (trouble) {
            case ArtifactResolutionException resolution ->
                resolution.getResults().stream()
                        .flatMap(result -> result.getExceptions().stream())
                        .map(Throwable.class::cast)
                        .toList();
            case DependencyCollectionException collection ->
                List.<Throwable>copyOf(collection.getResult().getExceptions());
            default -> trouble.getCause() == null ? List.of() : List.of(trouble.getCause());
        };
        return Stream.concat(Stream.of(trouble), below.stream().limit(5).flatMap(cause -> causes(cause).stream()))
                .toList();
    }
}
