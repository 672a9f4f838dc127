package dev.castellan.target;

import dev.castellan.kafka.config.ClientAccess;
import dev.castellan.kafka.config.MirrorAccess;
import dev.castellan.kafka.config.PropertiesText;
import dev.castellan.problem.UserMistake;
import dev.castellan.security.Secret;
import dev.castellan.security.Succession;
import dev.castellan.security.Vault;
import dev.castellan.spec.MirrorSpec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// How mirrors log in at locked clusters that are kept on this machine too: each as a user of its source, with the
/// password that the source's vault has.
///
/// Workers get that as a file which connectors refer to. Everybody may see one line for each mirror: it is another as
/// soon as the password or an authority is, and for another file a worker is started again.
public final class SourceLogins {
    public static final SourceLogins NONE = new SourceLogins(List.of(), cluster -> {
        throw new IllegalStateException("nobody logs in at " + cluster);
    });

    /// What everybody may see.
    public static final String FILE = "sources.txt";

    private final List<MirrorSpec> mirrors;
    private final Function<String, Vault> vaults;

    /// @param vaults where the secrets of a cluster are kept, by its name
    public SourceLogins(List<MirrorSpec> mirrors, Function<String, Vault> vaults) {
        this.mirrors =
                mirrors.stream().filter(mirror -> mirror.user().isPresent()).toList();
        this.vaults = vaults;
    }

    /// Whether the password of its user is here. Asks for no passphrase.
    public boolean isKnown(MirrorSpec mirror) {
        return vault(mirror).list().contains(Vault.user(user(mirror)));
    }

    /// The properties of a client that comes as a mirror does, some of them secret; none where its source lets
    /// everybody in.
    ///
    /// @throws UserMistake where the password of its user is not here
    public Map<String, String> properties(MirrorSpec mirror) {
        if (mirror.user().isEmpty()) {
            return Map.of();
        }
        Secret password = vault(mirror)
                .find(Vault.user(user(mirror)))
                .orElseThrow(() -> new UserMistake(
                        "the password of " + user(mirror) + " in " + source(mirror) + " is not on this machine",
                        "castellan users rotate " + user(mirror) + " with the cluster.yaml of " + source(mirror)));
        return ClientAccess.password(user(mirror), password.reveal(), authorities(mirror));
    }

    /// The file for everybody to see, by its name; nothing where no mirror logs in.
    public SortedMap<String, String> shown() {
        SortedMap<String, String> shown = new TreeMap<>();
        if (!mirrors.isEmpty()) {
            shown.put(FILE, mirrors.stream().map(this::line).collect(Collectors.joining()));
        }
        return shown;
    }

    /// Every one of the passwords has as much of chance as a key, so nothing can be told from a part of its checksum.
    private String line(MirrorSpec mirror) {
        return mirror.alias() + " as " + user(mirror) + ", checksum "
                + Manifest.sha256(properties(mirror).toString()).substring(0, 16) + "\n";
    }

    /// The secret file that goes with it, by its name. The source is told whom its user trusts from now on.
    public SortedMap<String, byte[]> files() {
        Map<String, String> held = new TreeMap<>();
        for (MirrorSpec mirror : mirrors) {
            held.putAll(MirrorAccess.held(mirror, properties(mirror)));
            new ClientCertificates(vault(mirror)).noteGiven(user(mirror), authorities(mirror));
        }
        byte[] text = PropertiesText.write("how mirrors log in at their sources", held)
                .getBytes(StandardCharsets.UTF_8);
        return new TreeMap<>(Map.of(MirrorAccess.FILE, text));
    }

    private String authorities(MirrorSpec mirror) {
        return new Succession(source(mirror), vault(mirror)).trusted().pem();
    }

    private Vault vault(MirrorSpec mirror) {
        return vaults.apply(source(mirror));
    }

    private static String user(MirrorSpec mirror) {
        return mirror.user().orElseThrow();
    }

    private static String source(MirrorSpec mirror) {
        return mirror.cluster().orElseThrow();
    }
}
