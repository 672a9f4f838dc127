package dev.castellan.target;

import dev.castellan.problem.Problem;
import dev.castellan.security.BroughtAuthority;
import dev.castellan.security.CertificateFacts;
import dev.castellan.security.KeyAndCertificate;
import dev.castellan.security.PemCheck;
import dev.castellan.security.Secret;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.NodeSpec;
import dev.castellan.spec.PemFiles;
import dev.castellan.spec.UserSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Reads the files that a spec names for certificates and keys, and finds everything that is wrong with them.
public final class OwnCertificateFiles {
    private static final String PATHS = "paths begin at the folder of this file";

    private final ClusterSpec spec;
    private final Path folder;
    private final Instant now;
    private final Predicate<CertificateFacts> kept;
    private final List<Problem> problems = new ArrayList<>();

    private OwnCertificateFiles(ClusterSpec spec, Path folder, Instant now, Predicate<CertificateFacts> kept) {
        this.spec = spec;
        this.folder = folder;
        this.now = now;
        this.kept = kept;
    }

    /// @param folder where relative paths of the spec start
    /// @param kept whether the key of an authority is kept already, so that its file may be gone
    public static OwnCertificates read(ClusterSpec spec, Path folder, Instant now, Predicate<CertificateFacts> kept) {
        return new OwnCertificateFiles(spec, folder, now, kept).read();
    }

    private OwnCertificates read() {
        Optional<BroughtAuthority> authority = spec.authority().flatMap(this::authority);
        SortedMap<Integer, OwnCertificates.Brought> nodes = new TreeMap<>();
        spec.nodes()
                .forEach(node -> node.own()
                        .flatMap(files -> node(node, files, authority))
                        .ifPresent(brought -> nodes.put(node.id(), brought)));
        return new OwnCertificates(authority, nodes, problems);
    }

    private Optional<BroughtAuthority> authority(PemFiles files) {
        Optional<PemCheck.File> certificate = files.certificate().flatMap(named -> text(named, PATHS));
        if (certificate.isEmpty()) {
            return Optional.empty();
        }
        String text = certificate.get().text().reveal();
        boolean known = CertificateFacts.parse(text).stream().limit(1).anyMatch(kept);
        Optional<PemCheck.File> key = files.key()
                .filter(named -> !known || Files.exists(path(named.path())))
                .flatMap(named -> key(
                        named,
                        PATHS + "; of a cluster that exists it is among the secrets: castellan secrets restore FILE"));
        List<PemCheck.Complaint> complaints = PemCheck.authority(certificate.get(), key, now);
        complain(files, complaints);
        return complaints.isEmpty()
                ? Optional.of(BroughtAuthority.of(text, key.map(PemCheck.File::text)))
                : Optional.empty();
    }

    private Optional<OwnCertificates.Brought> node(
            NodeSpec node, PemFiles files, Optional<BroughtAuthority> authority) {
        Optional<PemCheck.File> certificate = files.certificate().flatMap(named -> text(named, PATHS));
        Optional<PemCheck.File> key = files.key().flatMap(named -> key(named, PATHS));
        if (certificate.isEmpty()) {
            return Optional.empty();
        }
        String trusted = authority.map(BroughtAuthority::certificate).orElse("");
        List<PemCheck.Complaint> complaints =
                PemCheck.node(certificate.get(), key, trusted, List.of(connectsTo(node)), now);
        complain(files, complaints);
        if (!complaints.isEmpty() || key.isEmpty()) {
            return Optional.empty();
        }
        PemFiles.Named named = files.certificate().orElseThrow();
        OwnCertificates.Brought brought = new OwnCertificates.Brought(
                KeyAndCertificate.ofFiles(
                        key.get().text(),
                        certificate.get().text().reveal()
                                + authority.map(BroughtAuthority::shown).orElse("")),
                named.path(),
                named.location());
        refuseName(brought, named);
        return Optional.of(brought);
    }

    /// Whoever bears the name of a node may do everything.
    private void refuseName(OwnCertificates.Brought brought, PemFiles.Named named) {
        String name = brought.facts().commonName();
        if (spec.users().stream().map(UserSpec::name).anyMatch(name::equals)) {
            error(
                    named,
                    named.path() + " bears the name of the user " + name + ", who could do what a node can",
                    "ask for one with another CN, or give the user another name");
        }
    }

    /// What nodes and clients connect to, and so have to find in the certificate.
    private String connectsTo(NodeSpec node) {
        return switch (spec.target()) {
            case hosts -> node.advertise().or(node::host).orElse(node.name());
            case local -> "127.0.0.1";
        };
    }

    private void complain(PemFiles files, List<PemCheck.Complaint> complaints) {
        for (PemCheck.Complaint complaint : complaints) {
            Optional<PemFiles.Named> named = switch (complaint.part()) {
                case CERTIFICATE -> files.certificate();
                case KEY -> files.key();
            };
            error(named.orElseThrow(), complaint.what(), complaint.hint());
        }
    }

    private Optional<PemCheck.File> key(PemFiles.Named named, String whenMissing) {
        Optional<PemCheck.File> key = text(named, whenMissing);
        if (key.isPresent() && isForOthers(path(named.path()))) {
            problems.add(Problem.warning(
                    named.location().toString(),
                    named.path() + " can be read by others on this machine",
                    "chmod 600 " + named.path()));
        }
        return key;
    }

    private static boolean isForOthers(Path file) {
        try {
            return Files.getPosixFilePermissions(file).stream()
                    .anyMatch(List.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ)::contains);
        } catch (IOException e) {
            return false; // it was read a moment ago: whatever this is, it is no news about the key
        }
    }

    /// As bytes, for a file that is no text is to be told by what it lacks.
    private Optional<PemCheck.File> text(PemFiles.Named named, String whenMissing) {
        try {
            byte[] bytes = Files.readAllBytes(path(named.path()));
            return Optional.of(
                    new PemCheck.File(named.path(), new Secret(new String(bytes, StandardCharsets.ISO_8859_1))));
        } catch (NoSuchFileException e) {
            error(named, named.path() + " does not exist", whenMissing);
        } catch (AccessDeniedException e) {
            error(
                    named,
                    named.path() + " cannot be read: permission denied",
                    "ls -l " + named.path() + " shows whose it is");
        } catch (IOException e) {
            error(named, named.path() + " cannot be read: " + e.getMessage(), "name a file");
        }
        return Optional.empty();
    }

    private Path path(String written) {
        return written.startsWith("~/")
                ? Path.of(System.getProperty("user.home"), written.substring(2))
                : folder.resolve(written);
    }

    private void error(PemFiles.Named named, String what, String hint) {
        problems.add(Problem.error(named.location().toString(), what, hint));
    }

    /// `kafka-1 as broker.example`
    static String shown(ClusterSpec spec, OwnCertificates own) {
        return own.renamed(spec).entrySet().stream()
                .map(entry -> "kafka-" + entry.getKey() + " as " + entry.getValue())
                .collect(Collectors.joining(", "));
    }
}
