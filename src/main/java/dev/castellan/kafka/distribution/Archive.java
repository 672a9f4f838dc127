package dev.castellan.kafka.distribution;

import dev.castellan.problem.UserMistake;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/// A `.tgz` read from front to back. What is wrong with it is the user's mistake, not the disk's refusal.
final class Archive implements AutoCloseable {
    private final Path path;
    private final TarArchiveInputStream tar;

    private Archive(Path path, TarArchiveInputStream tar) {
        this.path = path;
        this.tar = tar;
    }

    static Archive open(Path path, InputStream file) {
        try {
            return new Archive(path, new TarArchiveInputStream(new GZIPInputStream(file, 1 << 16)));
        } catch (IOException e) {
            throw broken(path, e);
        }
    }

    /// The name of the next regular file, as the archive has it; empty at the end.
    Optional<String> next() {
        try {
            TarArchiveEntry entry = tar.getNextEntry();
            while (entry != null && !entry.isFile()) {
                entry = tar.getNextEntry();
            }
            return Optional.ofNullable(entry).map(TarArchiveEntry::getName);
        } catch (IOException e) {
            throw broken(path, e);
        }
    }

    /// The bytes of the file that [#next] named.
    InputStream content() {
        return new FilterInputStream(tar) {
            @Override
            public int read(byte[] buffer, int offset, int length) {
                try {
                    return tar.read(buffer, offset, length);
                } catch (IOException e) {
                    throw broken(path, e);
                }
            }
        };
    }

    @Override
    public void close() throws IOException {
        tar.close();
    }

    private static UserMistake broken(Path path, IOException e) {
        return new UserMistake(
                path + " is no whole gzipped tar archive: " + e.getMessage(),
                "download it again and compare its checksum with the one published beside it");
    }
}
