package dev.castellan.kafka.distribution;

import dev.castellan.problem.UserMistake;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;

/// An archive read from front to back. What is wrong with it is the user's mistake, not the disk's refusal.
final class Archive implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final Path path;
    private final String kind;
    private final ArchiveInputStream<?> entries;

    private Archive(Path path, String kind, ArchiveInputStream<?> entries) {
        this.path = path;
        this.kind = kind;
        this.entries = entries;
    }

    static Archive tgz(Path path, InputStream file) {
        String kind = "gzipped tar archive";
        try {
            return new Archive(path, kind, new TarArchiveInputStream(new GZIPInputStream(file, BUFFER)));
        } catch (IOException e) {
            throw broken(path, kind, e);
        }
    }

    /// A zip or a `.tgz`, told apart by how it begins.
    static Archive open(Path path, InputStream file) throws IOException {
        var buffered = new BufferedInputStream(file, BUFFER);
        buffered.mark(2);
        int begin = buffered.read() << 8 | buffered.read();
        buffered.reset();
        return switch (begin) {
            case ('P' << 8 | 'K') -> new Archive(path, "zip archive", new ZipArchiveInputStream(buffered));
            case 0x1f8b -> tgz(path, buffered);
            default -> throw new UserMistake(path + " is no zip and no tar.gz", "name the archive itself");
        };
    }

    /// The name of the next regular file, as the archive has it; empty at the end.
    Optional<String> next() {
        try {
            ArchiveEntry entry = entries.getNextEntry();
            while (entry != null && !isFile(entry)) {
                entry = entries.getNextEntry();
            }
            return Optional.ofNullable(entry).map(ArchiveEntry::getName);
        } catch (IOException e) {
            throw broken(path, kind, e);
        }
    }

    /// The bytes of the file that [#next] named.
    InputStream content() {
        return new FilterInputStream(entries) {
            @Override
            public int read(byte[] buffer, int offset, int length) {
                try {
                    return entries.read(buffer, offset, length);
                } catch (IOException e) {
                    throw broken(path, kind, e);
                }
            }
        };
    }

    @Override
    public void close() throws IOException {
        entries.close();
    }

    private static boolean isFile(ArchiveEntry entry) {
        return entry instanceof TarArchiveEntry tar ? tar.isFile() : !entry.isDirectory();
    }

    private static UserMistake broken(Path path, String kind, IOException e) {
        return new UserMistake(
                path + " is no whole " + kind + ": " + e.getMessage(),
                "download it again and compare its checksum with the one published beside it");
    }
}
