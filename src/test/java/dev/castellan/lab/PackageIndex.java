package dev.castellan.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/// Makes an apt repository of a directory of packages. Written here because the tools that do it are rarely installed.
final class PackageIndex {
    private PackageIndex() {}

    static void write(Path directory) {
        try {
            StringBuilder index = new StringBuilder();
            for (Path deb : debs(directory)) {
                index.append(entry(deb));
            }
            Files.writeString(directory.resolve("Packages"), index);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Adds what is listed of another directory that is seen in the same place.
    static void add(Path directory, Path other) {
        try {
            Files.writeString(
                    directory.resolve("Packages"),
                    Files.readString(other.resolve("Packages")),
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// An epoch's colon stands escaped in a file name, and apt would unescape it: the name gets a plain sign instead.
    private static List<Path> debs(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path deb :
                    files.filter(file -> file.toString().contains("%3a")).toList()) {
                Files.move(deb, deb.resolveSibling(deb.getFileName().toString().replace("%3a", "+")));
            }
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".deb"))
                    .sorted()
                    .toList();
        }
    }

    private static String entry(Path deb) throws IOException {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(deb));
            return Command.must("dpkg-deb", "--field", deb.toString()).strip()
                    + "\nFilename: ./%s\nSize: %d\nSHA256: %s\n\n"
                            .formatted(
                                    deb.getFileName(),
                                    Files.size(deb),
                                    HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
