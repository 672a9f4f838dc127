package dev.castellan.cli.verb;

import dev.castellan.machine.SafeFiles;
import dev.castellan.spec.SpecReader;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The files beside a spec that it includes.
final class IncludedFiles implements SpecReader.Files {
    /// Deeper than anybody sorts topics, and an end for a pattern that begins at the root by mistake.
    private static final int DEPTH = 8;

    private final Path folder;

    IncludedFiles(Path folder) {
        this.folder = folder;
    }

    @Override
    public SortedMap<String, String> matching(String pattern) {
        SortedMap<String, String> found = new TreeMap<>();
        Path fixed = folder;
        for (String part : pattern.split("/", -1)) {
            if (part.matches(".*[*?\\[{].*")) {
                break;
            }
            fixed = fixed.resolve(part);
        }
        if (Files.isRegularFile(fixed)) {
            SafeFiles.read(fixed).ifPresent(text -> found.put(pattern, text));
            return found;
        }
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + folder.resolve(pattern));
        try (Stream<Path> files = Files.walk(fixed, DEPTH)) {
            for (Path file :
                    files.filter(matcher::matches).filter(Files::isRegularFile).toList()) {
                SafeFiles.read(file)
                        .ifPresent(text -> found.put(folder.relativize(file).toString(), text));
            }
        } catch (IOException none) {
            return new TreeMap<>();
        }
        return found;
    }

    @Override
    public String absolute(String path) {
        return folder.resolve(path).normalize().toString();
    }
}
