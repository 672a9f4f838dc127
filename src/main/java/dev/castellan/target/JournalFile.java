package dev.castellan.target;

import dev.castellan.machine.SafeFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// A cluster's journal on this machine, one line a moment of a step.
public final class JournalFile {
    private final Path file;
    private volatile boolean begun;

    public JournalFile(Path file) {
        this.file = file;
    }

    /// Adds a line, and returns once it is on the disk. A journal that was removed meanwhile, with its cluster, stays
    /// gone.
    ///
    /// @throws dev.castellan.problem.WorldRefused when the disk refuses
    public void add(String line) {
        if (!begun || Files.exists(file)) {
            begun = true;
            SafeFiles.append(file, line + "\n");
        }
    }

    /// Its end; nothing where there is none. Where it cannot be read, that is said instead.
    ///
    /// @param holder who changes the cluster at this moment, as far as this machine knows
    /// @param most bytes of it, from the end
    public JournalPart read(Optional<String> holder, int most) {
        try (FileChannel channel = FileChannel.open(file)) {
            long from = Math.max(0, channel.size() - most);
            ByteBuffer bytes = ByteBuffer.allocate((int) (channel.size() - from));
            channel.position(from);
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // Goes on until all of it is there.
            }
            return new JournalPart(
                    JournalPart.HERE,
                    new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8),
                    from == 0 ? JournalPart.Extent.WHOLE : JournalPart.Extent.END,
                    holder,
                    Optional.empty());
        } catch (NoSuchFileException e) {
            return new JournalPart(JournalPart.HERE, "", JournalPart.Extent.WHOLE, holder, Optional.empty());
        } catch (IOException e) {
            return JournalPart.unanswered(
                    JournalPart.HERE,
                    SafeFiles.refused(file, e).problems().getFirst().what());
        }
    }
}
