package dev.castellan.fault;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.castellan.machine.SafeFiles;
import dev.castellan.problem.WorldRefused;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The faults that are begun and not ended, in the cluster's folder: whole, or not there.
final class FaultFile {
    static final String NAME = "faults.json";

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .addMixIn(Fault.class, Named.class)
            .registerSubtypes(Fault.class.getPermittedSubclasses())
            .build();

    private final Path file;

    /// @param folder the cluster's own
    FaultFile(Path folder) {
        this.file = folder.resolve(NAME);
    }

    /// A fault carries its kind, so that it can be read back.
    @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "fault")
    private interface Named {}

    /// One fault, and how far it has come.
    record Entry(Fault fault, Stage stage) {
        Entry {
            Objects.requireNonNull(fault);
            Objects.requireNonNull(stage);
        }
    }

    enum Stage {
        /// Some of it is done, or none, or all: or it is just being done.
        BEGINNING,
        BEGUN
    }

    /// @param faults in the order in which they were begun
    private record Begun(List<Entry> faults) {
        Begun {
            faults = List.copyOf(faults);
        }
    }

    List<Entry> read() {
        Optional<String> text = SafeFiles.read(file);
        if (text.isEmpty()) {
            return List.of();
        }
        try {
            Begun begun = MAPPER.readValue(text.get(), Begun.class);
            if (begun != null) {
                return begun.faults();
            }
        } catch (JacksonException e) {
            // What the parser says is about Castellan's own classes, and helps nobody.
        }
        throw new WorldRefused(
                file.toString(),
                "says which faults are under way, and cannot be read",
                "castellan status shows which nodes do not run; remove the file once all is well");
    }

    void write(List<Entry> faults) {
        if (faults.isEmpty()) {
            SafeFiles.delete(file);
        } else {
            SafeFiles.write(file, MAPPER.writeValueAsString(new Begun(faults)) + "\n");
        }
    }
}
