package dev.castellan.testkit;

import dev.castellan.machine.SafeFiles;
import dev.castellan.target.Hold;
import java.nio.file.Path;

/// The right to change a cluster that nobody disputes; its journal is a file.
public record FileHold(Path journal) implements Hold {
    @Override
    public void note(String line) {
        SafeFiles.append(journal, line + "\n");
    }

    @Override
    public void close() {}
}
