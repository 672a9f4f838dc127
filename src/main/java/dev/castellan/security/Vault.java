package dev.castellan.security;

import dev.castellan.machine.SafeFiles;
import java.nio.file.Path;
import java.util.Optional;

/// The secrets of one cluster: a folder that only its owner may enter, one file for each.
public final class Vault {
    private final Path folder;

    /// @param folder made when the first secret is put into it
    public Vault(Path folder) {
        this.folder = folder;
    }

    /// The password of a user; a new one is made, and kept, where there is none.
    ///
    /// @throws dev.castellan.problem.WorldRefused when it cannot be kept
    public Secret password(String user) {
        return find("users/" + user).orElseGet(() -> {
            Secret made = Secret.generate();
            put("users/" + user, made);
            return made;
        });
    }

    /// @param name a relative path
    public Optional<Secret> find(String name) {
        return SafeFiles.read(folder.resolve(name)).map(String::strip).map(Secret::new);
    }

    /// Keeps a secret, in the place of one that has its name.
    public void put(String name, Secret secret) {
        Path file = folder.resolve(name);
        SafeFiles.createPrivateDirectory(folder);
        SafeFiles.writePrivate(file, secret.reveal() + "\n");
    }

    public void delete(String name) {
        SafeFiles.delete(folder.resolve(name));
    }
}
