package dev.castellan.machine;

import dev.castellan.problem.WorldRefused;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Files that are whole or absent: written beside their place, forced to disk, renamed.
public final class SafeFiles {
    /// What Linux and macOS say where a file stands in the middle of a path.
    private static final String NOT_A_DIRECTORY = "Not a directory";

    private SafeFiles() {}

    /// @throws WorldRefused when the disk is full, the place may not be written, or anything else refuses
    public static void write(Path file, String text) {
        write(file, text.getBytes(StandardCharsets.UTF_8), new FileAttribute<?>[0]);
    }

    /// A file that only this user may read, from its first byte on.
    public static void writePrivate(Path file, String text) {
        writePrivate(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /// The same for what is no text.
    public static void writePrivate(Path file, byte[] content) {
        write(file, content, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    private static void write(Path file, byte[] content, FileAttribute<?>... attributes) {
        Path beside = file.resolveSibling(
                "." + file.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        try {
            createParent(file);
            try (FileChannel channel = FileChannel.open(
                    beside,
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING),
                    attributes)) {
                ByteBuffer bytes = ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            syncParent(file);
        } catch (IOException e) {
            deleteQuietly(beside);
            throw refused(file, e);
        }
    }

    /// Adds to the end of a file, and returns once it is on the disk.
    public static void append(Path file, String text) {
        createParent(file);
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            channel.force(false);
        } catch (IOException e) {
            throw refused(file, e);
        }
    }

    public static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            if (said(e).contains(NOT_A_DIRECTORY)) {
                return Optional.empty();
            }
            throw refused(file, e);
        }
    }

    public static void createDirectories(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw refused(directory, e);
        }
    }

    /// A directory that only this user may enter.
    public static void createPrivateDirectory(Path directory) {
        createDirectories(directory);
        try {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw refused(directory, e);
        }
    }

    /// Makes the directory a file is to stand in.
    public static void createParent(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            createDirectories(parent);
        }
    }

    /// Deletes a file or a whole directory; what is not there is no trouble. Links are removed, not followed.
    public static void delete(Path path) {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            Files.walkFileTree(path, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                    if (e instanceof NoSuchFileException) {
                        return FileVisitResult.CONTINUE;
                    }
                    throw e;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) throws IOException {
                    Files.deleteIfExists(directory);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw refused(path, e);
        }
    }

    /// The bytes below a path; what vanishes meanwhile counts nothing.
    public static long size(Path path) {
        long[] sum = {0};
        try {
            Files.walkFileTree(path, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    sum[0] += attributes.size();
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            return sum[0];
        }
        return sum[0];
    }

    /// The one sentence for a file that the operating system refuses.
    public static WorldRefused refused(Path file, IOException e) {
        String said = said(e);
        return switch (e) {
            case AccessDeniedException ignored ->
                new WorldRefused(
                        file.toString(),
                        "permission denied",
                        "make its directory writable for this user, or choose another with CASTELLAN_HOME");
            case NoSuchFileException ignored -> new WorldRefused(file.toString(), "does not exist", "");
            case FileAlreadyExistsException ignored -> inTheWay(file);
            case CharacterCodingException ignored ->
                new WorldRefused(file.toString(), "is no text in UTF-8", "put back what was there, or remove it");
            case FileSystemException ignored when said.contains(NOT_A_DIRECTORY) -> inTheWay(file);
            default ->
                new WorldRefused(
                        file.toString(),
                        said,
                        said.contains("No space")
                                ? "free some space and run the same command again"
                                : "see to it and run the same command again");
        };
    }

    private static String said(IOException e) {
        return switch (e) {
            case NotDirectoryException ignored -> NOT_A_DIRECTORY;
            case FileSystemException refusal when refusal.getReason() != null -> refusal.getReason();
            default -> String.valueOf(e.getMessage());
        };
    }

    /// Names the file that stands where the path needs a directory.
    private static WorldRefused inTheWay(Path file) {
        @Nullable Path at = file.toAbsolutePath();
        while (at != null && !Files.exists(at, LinkOption.NOFOLLOW_LINKS)) {
            at = at.getParent();
        }
        return new WorldRefused(
                String.valueOf(at == null ? file : at), "a file stands where a directory is wanted", "move it away");
    }

    /// The new name is on disk only once its directory is.
    private static void syncParent(Path file) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            try (FileChannel directory = FileChannel.open(parent, StandardOpenOption.READ)) {
                directory.force(true);
            }
        }
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // The first refusal is the one worth telling.
        }
    }
}
