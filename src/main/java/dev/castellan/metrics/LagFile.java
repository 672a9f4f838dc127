package dev.castellan.metrics;

import dev.castellan.lag.Lag;
import dev.castellan.lag.LagText;
import dev.castellan.machine.SafeFiles;
import java.nio.file.Path;

/// What is known of how partitions grew, kept from one run to the next. Whole or absent; a damaged one is no
/// trouble, as it is only a memory.
public record LagFile(Path path) {
    public Lag read() {
        return SafeFiles.read(path).flatMap(LagText::read).orElseGet(Lag::nothing);
    }

    /// @throws dev.castellan.problem.WorldRefused when the disk is full, or the place may not be written
    public void write(Lag lag) {
        SafeFiles.write(path, LagText.write(lag));
    }
}
