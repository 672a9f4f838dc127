package dev.castellan.cli.verb;

import dev.castellan.problem.UserMistake;
import dev.castellan.security.Succession;
import dev.castellan.security.Vault;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.SpecReader;
import dev.castellan.target.Keyring;
import dev.castellan.target.OwnCertificateFiles;
import dev.castellan.target.OwnCertificates;
import dev.castellan.target.SourceLogins;
import dev.castellan.target.local.ClusterFolder;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// `--file FILE`: the spec a verb is about. Without it `cluster.yaml` here, and without that the defaults.
public final class SpecOption {
    /// The name of a spec file when none is given.
    public static final String FILE = "cluster.yaml";

    /// How long certificates are good for that are made from now on.
    private static final String LIFE = "CASTELLAN_CERTIFICATE_LIFE";

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "the spec (default: cluster.yaml here; without one, three nodes on this machine)")
    private @Nullable Path file;

    private final Tools tools;
    private @Nullable Vault vault;
    private OwnCertificates own = OwnCertificates.NONE;

    public SpecOption(Tools tools) {
        this.tools = tools;
    }

    /// The spec in this file, whatever the command line says.
    public static SpecOption of(Tools tools, Path file) {
        SpecOption option = new SpecOption(tools);
        option.file = file;
        return option;
    }

    /// Reads the spec, and the certificates that it names. A missing `cluster.yaml` is no mistake, a missing file that
    /// was asked for is.
    public SpecReader.Reading read() {
        SpecReader.Reading reading = readFile();
        ClusterSpec wanted = reading.spec();
        if (wanted.authority().isEmpty()
                && wanted.nodes().stream().allMatch(node -> node.own().isEmpty())) {
            return reading;
        }
        Succession succession = new Succession(wanted.name(), vault(wanted));
        OwnCertificates brought = OwnCertificateFiles.read(
                wanted,
                folder(),
                tools.clock().instant(),
                authority -> succession.hasKey()
                        && succession.signer().filter(authority::equals).isPresent());
        own = brought;
        return reading.with(brought.called(wanted), brought.problems());
    }

    private SpecReader.Reading readFile() {
        Path path = tools.directory().resolve(file == null ? Path.of(FILE) : file);
        String shown = file == null ? FILE : file.toString();
        try {
            return SpecReader.read(shown, Files.readString(path), new IncludedFiles(folder()));
        } catch (NoSuchFileException e) {
            if (file == null) {
                return SpecReader.read(shown, "");
            }
            throw new UserMistake(shown + " does not exist", "castellan init writes one");
        } catch (CharacterCodingException e) {
            throw new UserMistake(shown + " is no text in UTF-8", "castellan init writes one to start from");
        } catch (IOException e) {
            String why = e instanceof AccessDeniedException ? "permission denied" : e.getMessage();
            throw new UserMistake(shown + " cannot be read: " + why, "name the spec with --file FILE");
        }
    }

    /// Where relative paths of the spec start.
    public Path folder() {
        Path path = tools.directory().resolve(file == null ? Path.of(FILE) : file);
        Path parent = path.toAbsolutePath().getParent();
        return parent == null ? tools.directory() : parent;
    }

    /// Where the cluster's secrets are kept on this machine. A passphrase is asked for once, where one is needed.
    public Vault vault(ClusterSpec spec) {
        Vault opened = vault == null ? vault(tools, spec.name()) : vault;
        vault = opened;
        return opened;
    }

    /// Where the secrets of any cluster are kept on this machine.
    public static Vault vault(Tools tools, String cluster) {
        return Vault.of(ClusterFolder.of(tools.home(), cluster).secrets(), new Passphrase(tools, cluster)::known);
    }

    /// How mirrors log in at clusters that are kept on this machine too.
    public static SourceLogins sources(Tools tools, ClusterSpec spec) {
        Map<String, Vault> vaults = new ConcurrentHashMap<>(); // each asks for its passphrase once
        return new SourceLogins(
                spec.connect().mirrors(), cluster -> vaults.computeIfAbsent(cluster, name -> vault(tools, name)));
    }

    /// What opens the cluster.
    public Keyring keyring(ClusterSpec spec) {
        String life = tools.environment().getOrDefault(LIFE, "");
        return new Keyring(spec, vault(spec), own, tools.clock(), life.isEmpty() ? Keyring.NODE_LIFE : life(life));
    }

    private static Duration life(String text) {
        try {
            Duration life = Duration.parse(text);
            if (life.isPositive()) {
                return life;
            }
        } catch (DateTimeParseException e) {
            // Refused below, as what is no time at all is.
        }
        throw new UserMistake(
                LIFE + " is no length of time: \"" + text + "\"", "write it as P90D or PT12H, or leave it out: P365D");
    }
}
