package dev.castellan.security;

import dev.castellan.machine.SafeFiles;
import dev.castellan.problem.UserMistake;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/// All secrets of one cluster in one file: a zip of `CLUSTER/secrets/NAME`, the files as they lie in the vault.
public final class VaultArchive {
    /// No cluster has so many secrets, and no secret is so long: what is bigger is no backup.
    private static final int LONGEST = 1 << 20;

    private final String cluster;

    public VaultArchive(String cluster) {
        this.cluster = cluster;
    }

    /// Writes it whole or not at all, to be read by its owner alone.
    ///
    /// @return how many files are in it
    /// @throws UserMistake when there is nothing to write, or a file has that name already
    public int write(Vault vault, Path file) {
        SortedMap<String, String> files = vault.files();
        if (files.isEmpty()) {
            throw new UserMistake(
                    "there are no secrets of " + cluster + " in " + vault.folder(), "castellan up makes them");
        }
        if (Files.exists(file)) {
            throw new UserMistake(file + " exists already", "name another file");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            for (Map.Entry<String, String> entry : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(prefix() + entry.getKey()));
                zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw SafeFiles.refused(file, e);
        }
        SafeFiles.writePrivate(file, bytes.toByteArray());
        return files.size();
    }

    /// Puts back what is missing. Nothing is changed where a secret that is there is another; killed on the way, the
    /// same call again goes on.
    ///
    /// @return how many files are in it
    /// @throws UserMistake when it is no archive of this cluster, or other secrets are there
    public int read(Path file, Vault vault) {
        SortedMap<String, String> wanted = entries(file);
        SortedMap<String, String> have = vault.files();
        for (Map.Entry<String, String> entry : have.entrySet()) {
            if (!entry.getValue().equals(wanted.get(entry.getKey()))) {
                throw new UserMistake(
                        "other secrets of " + cluster + " are in " + vault.folder() + " already: " + entry.getKey(),
                        "move that folder away if those of the backup are the right ones");
            }
        }
        wanted.forEach((name, text) -> {
            if (!have.containsKey(name)) {
                vault.putFile(name, text);
            }
        });
        return wanted.size();
    }

    private SortedMap<String, String> entries(Path file) {
        SortedMap<String, String> entries = new TreeMap<>();
        try (ZipInputStream zip =
                new ZipInputStream(new ByteArrayInputStream(Files.readAllBytes(file)), StandardCharsets.UTF_8)) {
            for (Optional<ZipEntry> entry = next(zip); entry.isPresent(); entry = next(zip)) {
                String name = entry.get().getName();
                byte[] text = zip.readNBytes(LONGEST);
                if (text.length == LONGEST) {
                    throw noBackup(file);
                }
                if (!name.startsWith(prefix())) {
                    throw new UserMistake(
                            file + " holds " + name + ", and is no backup of the secrets of " + cluster,
                            "name the spec of its cluster with --file");
                }
                entries.put(name.substring(prefix().length()), new String(text, StandardCharsets.UTF_8));
            }
        } catch (NoSuchFileException e) {
            throw new UserMistake(file + " does not exist", "castellan secrets backup writes one");
        } catch (IOException | IllegalArgumentException e) {
            throw noBackup(file);
        }
        if (entries.isEmpty()) {
            throw noBackup(file);
        }
        return entries;
    }

    private static Optional<ZipEntry> next(ZipInputStream zip) throws IOException {
        return Optional.ofNullable(zip.getNextEntry());
    }

    private static UserMistake noBackup(Path file) {
        return new UserMistake(
                file + " is no backup of secrets, or it is damaged", "castellan secrets backup writes one");
    }

    private String prefix() {
        return cluster + "/secrets/";
    }
}
