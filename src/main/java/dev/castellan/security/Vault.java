package dev.castellan.security;

import dev.castellan.machine.SafeFiles;
import dev.castellan.problem.UserMistake;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The secrets of one cluster: a folder that only its owner may enter, one file for each.
///
/// A vault may be sealed with a passphrase: then each file is, but for certificates, which are no secrets and can be
/// looked at without it. One more file says that it is sealed, and tells the right passphrase from another: it comes
/// first and goes last, so that a vault half of which is sealed counts as sealed, and what is put into it is too.
public final class Vault {
    /// A name that leads out of the folder, or that begins with a dot as what is half written does, is none.
    private static final Pattern NAME =
            Pattern.compile("[^./\\p{Cntrl}][^/\\p{Cntrl}]*(/[^./\\p{Cntrl}][^/\\p{Cntrl}]*)*");

    /// What stands sealed in a vault that is.
    private static final String PROOF = "passphrase";

    private static final String PROVEN = "right";

    private final Path folder;
    private final @Nullable Seal seal;

    /// @param folder made when the first secret is put into it
    public Vault(Path folder) {
        this(folder, null);
    }

    Vault(Path folder, @Nullable Seal seal) {
        this.folder = folder;
        this.seal = seal;
    }

    /// @param passphrase asked when a sealed file is read or written first; never where none is sealed
    public static Vault of(Path folder, Supplier<Secret> passphrase) {
        return new Vault(folder, new Seal(passphrase, Seal.COST));
    }

    /// Where it is on this machine.
    public Path folder() {
        return folder;
    }

    /// Whether what is put into it is sealed with a passphrase.
    public boolean isSealed() {
        return isSealed(PROOF) || list().stream().anyMatch(this::isSealed);
    }

    private boolean isSealed(String name) {
        return Seal.isSealed(text(name));
    }

    private String text(String name) {
        return SafeFiles.read(file(name)).orElse("");
    }

    /// The password of a user; a new one is made, and kept, where there is none.
    ///
    /// @throws dev.castellan.problem.WorldRefused when it cannot be kept
    public Secret password(String user) {
        return find(user(user)).orElseGet(() -> {
            Secret made = Secret.generate();
            put(user(user), made);
            return made;
        });
    }

    /// The name under which a user's password is kept.
    public static String user(String name) {
        return "users/" + name;
    }

    /// @param name a relative path
    /// @throws UserMistake when it is sealed, and the passphrase is none or another
    public Optional<Secret> find(String name) {
        return SafeFiles.read(file(name)).map(text -> opened(name, text));
    }

    /// Keeps a secret, in the place of one that has its name.
    public void put(String name, Secret secret) {
        Path file = file(name);
        String value = secret.reveal();
        String text = Pem.isOnlyCertificates(value) || !isSealed() ? value.strip() + "\n" : sealed(name, value);
        makeFolders(file);
        SafeFiles.writePrivate(file, text);
    }

    public void delete(String name) {
        SafeFiles.delete(file(name));
    }

    /// The names of all secrets, sorted.
    public List<String> list() {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> NAME.matcher(name).matches() && !name.equals(PROOF))
                    .sorted()
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw SafeFiles.refused(folder, e);
        } catch (UncheckedIOException e) { // a folder inside that may not be entered
            throw SafeFiles.refused(folder, Objects.requireNonNull(e.getCause()));
        }
    }

    /// Seals what is not sealed yet. Killed on the way, the same call again goes on where it ended.
    ///
    /// @return how many secrets were not
    public int seal() {
        List<String> plain = list().stream()
                .filter(name -> !isSealed(name) && !Pem.isOnlyCertificates(text(name)))
                .toList();
        String proof = sealed(PROOF, PROVEN);
        if (!isSealed(PROOF)) {
            SafeFiles.createPrivateDirectory(folder);
            SafeFiles.writePrivate(file(PROOF), proof);
        }
        plain.forEach(name ->
                SafeFiles.writePrivate(file(name), sealed(name, text(name).strip())));
        return plain.size();
    }

    /// Seals every secret with another passphrase, or with its first one.
    ///
    /// Everything is opened before anything is written, so a wrong passphrase changes nothing. Killed on the
    /// way, the same call again goes on where it ended.
    ///
    /// @return the vault as it is to be used from now on
    public Vault sealAgain(Supplier<Secret> passphrase) {
        return sealAgain(new Seal(passphrase, Seal.COST));
    }

    Vault sealAgain(Seal next) {
        Map<String, Secret> opened = new TreeMap<>();
        for (String name : list()) {
            String text = text(name);
            if (!Seal.isSealed(text) || next.open(name, text).isEmpty()) {
                opened.put(name, opened(name, text));
            }
        }
        SafeFiles.createPrivateDirectory(folder);
        SafeFiles.writePrivate(file(PROOF), next.seal(PROOF, PROVEN));
        opened.forEach((name, secret) -> {
            String value = secret.reveal();
            if (!Pem.isOnlyCertificates(value)) {
                SafeFiles.writePrivate(file(name), next.seal(name, value));
            }
        });
        return new Vault(folder, next);
    }

    /// Takes the seals off. Everything is opened before anything is written; killed on the way, the same call again
    /// goes on.
    ///
    /// @return how many secrets were sealed
    public int unseal() {
        Map<String, Secret> opened = new TreeMap<>();
        for (String name : list()) {
            if (isSealed(name)) {
                opened.put(name, opened(name, text(name)));
            }
        }
        find(PROOF); // a wrong passphrase must not take it away, even where it is all there is
        opened.forEach((name, secret) ->
                SafeFiles.writePrivate(file(name), secret.reveal().strip() + "\n"));
        SafeFiles.delete(file(PROOF));
        return opened.size();
    }

    /// Every file as it is, sealed or not, by name.
    SortedMap<String, String> files() {
        SortedMap<String, String> files = new TreeMap<>();
        list().forEach(name -> files.put(name, text(name)));
        SafeFiles.read(file(PROOF)).ifPresent(text -> files.put(PROOF, text));
        return files;
    }

    /// Writes a file as it was in another vault.
    void putFile(String name, String text) {
        Path file = file(name);
        makeFolders(file);
        SafeFiles.writePrivate(file, text);
    }

    private Secret opened(String name, String text) {
        if (!Seal.isSealed(text)) {
            return new Secret(text.strip());
        }
        if (seal == null) {
            throw withoutPassphrase(name);
        }
        return new Secret(
                seal.open(name, text)
                        .orElseThrow(
                                () -> new UserMistake(
                                        "the passphrase does not open " + folder.resolve(name),
                                        "run the same command again with the right one; if it was right, put the file back from a copy")));
    }

    /// What is there already tells which passphrase is the right one: another must not get in beside it.
    private String sealed(String name, String value) {
        if (seal == null) {
            throw withoutPassphrase(name);
        }
        if (!seal.isUsed()) {
            Stream.concat(Stream.of(PROOF), list().stream())
                    .filter(this::isSealed)
                    .findFirst()
                    .ifPresent(other -> opened(other, text(other)));
        }
        return seal.seal(name, value);
    }

    private UserMistake withoutPassphrase(String name) {
        return new UserMistake(
                folder.resolve(name) + " is sealed with a passphrase",
                "run the same command again with the passphrase of the vault");
    }

    private Path file(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new UserMistake(
                    "\"" + name + "\" cannot name a secret", "use a name without '..' and that begins with no '.'");
        }
        return folder.resolve(name);
    }

    /// Every folder from the vault's own down is private, the outermost first.
    private void makeFolders(Path file) {
        SafeFiles.createPrivateDirectory(folder);
        Path at = folder;
        for (Path part : folder.relativize(file)) {
            if (at.resolve(part).equals(file)) {
                return;
            }
            at = at.resolve(part);
            SafeFiles.createPrivateDirectory(at);
        }
    }
}
