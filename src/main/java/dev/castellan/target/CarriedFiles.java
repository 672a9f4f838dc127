package dev.castellan.target;

import dev.castellan.problem.UserMistake;
import dev.castellan.spec.ConnectSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/// Files beside the spec that connectors refer to, for workers on other machines: each of those gets them, to be
/// read by nobody else.
///
/// Everybody may see one line for each: it is another as soon as the content is, and for another line a worker is
/// started again, for connectors read what they refer to as they start.
public final class CarriedFiles {
    /// What everybody may see.
    public static final String FILE = "carried.txt";

    private final SortedMap<String, String> files;
    private final Path folder;
    private final Supplier<WorkerKeys> keys;

    /// @param folder of the spec, where paths begin
    /// @param keys by which contents are marked
    public CarriedFiles(ConnectSpec connect, Path folder, Supplier<WorkerKeys> keys) {
        this.files = connect.carried();
        this.folder = folder;
        this.keys = keys;
    }

    /// The file for everybody to see, by its name; nothing where no connector refers to any.
    ///
    /// @throws UserMistake where one of them cannot be read here
    public SortedMap<String, String> shown() {
        SortedMap<String, String> shown = new TreeMap<>();
        if (!files.isEmpty()) {
            StringBuilder lines = new StringBuilder();
            files.forEach((name, path) -> lines.append(path)
                    .append(" -> ")
                    .append(place(name))
                    .append(", ")
                    .append(keys.get()
                            .mark(content(path))
                            .map(mark -> "mark " + mark)
                            .orElse("marked as it is written"))
                    .append('\n'));
            shown.put(FILE, lines.toString());
        }
        return shown;
    }

    /// The files themselves, by their path below the folder that a worker runs in, and what everybody may see of
    /// them. What marks contents is made where there is nothing yet.
    public SortedMap<String, byte[]> files() {
        SortedMap<String, byte[]> contents = new TreeMap<>();
        files.forEach((name, path) -> contents.put(place(name), content(path)));
        keys.get().makeMarks();
        shown().forEach((name, text) -> contents.put(name, WorkerKeys.bytes(text)));
        return contents;
    }

    private static String place(String name) {
        return ConnectSpec.CARRIED + "/" + name;
    }

    private byte[] content(String path) {
        try {
            return Files.readAllBytes(folder.resolve(path));
        } catch (NoSuchFileException e) {
            throw unreadable(path, "is not there");
        } catch (IOException e) {
            throw unreadable(path, "cannot be read: " + e.getMessage());
        }
    }

    private UserMistake unreadable(String path, String why) {
        return new UserMistake(
                path + ", which connectors refer to, " + why,
                "it is read in " + folder.toAbsolutePath().normalize() + " and carried to the workers from there");
    }
}
