package dev.castellan.target;

import dev.castellan.problem.Problem;
import dev.castellan.security.BroughtAuthority;
import dev.castellan.security.CertificateFacts;
import dev.castellan.security.KeyAndCertificate;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.Location;
import dev.castellan.spec.NodeSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The authority and the certificates of nodes that a spec brings along, as far as their files are good.
///
/// @param authority empty where the spec brings none
/// @param nodes by id
/// @param problems everything that is wrong with the files
public record OwnCertificates(
        Optional<BroughtAuthority> authority, SortedMap<Integer, Brought> nodes, List<Problem> problems) {
    public static final OwnCertificates NONE = new OwnCertificates(Optional.empty(), new TreeMap<>(), List.of());

    public OwnCertificates {
        nodes = new TreeMap<>(nodes);
        problems = List.copyOf(problems);
    }

    /// A node's certificate.
    ///
    /// @param pair the certificate with its chain, and its key
    /// @param file the certificate's, as the spec names it
    public record Brought(KeyAndCertificate pair, String file, Location location) {
        CertificateFacts facts() {
            return CertificateFacts.parse(pair.certificate()).getFirst();
        }
    }

    /// The spec with the names by which these certificates call nodes.
    public ClusterSpec called(ClusterSpec spec) {
        return spec.withNodes(spec.nodes().stream()
                .map(node -> Optional.ofNullable(nodes.get(node.id()))
                        .map(brought -> node.called(brought.facts().commonName()))
                        .orElse(node))
                .toList());
    }

    /// What a node shows to nodes that trust an authority: nothing of another authority, which is yet to take over.
    Optional<Brought> of(NodeSpec node, String authority) {
        return Optional.ofNullable(nodes.get(node.id()))
                .filter(brought -> CertificateFacts.reaches(brought.pair().certificate(), authority));
    }

    /// Whether some certificate is one of these.
    boolean holds(String certificate) {
        return nodes.values().stream()
                .anyMatch(brought -> brought.pair().certificate().strip().equals(certificate));
    }

    /// Those that call a node otherwise than Castellan would.
    Map<Integer, String> renamed(ClusterSpec spec) {
        Map<Integer, String> renamed = new TreeMap<>();
        spec.nodes()
                .forEach(node -> Optional.ofNullable(nodes.get(node.id()))
                        .map(brought -> brought.facts().commonName())
                        .filter(name -> !name.equals(node.name()))
                        .ifPresent(name -> renamed.put(node.id(), name)));
        return renamed;
    }
}
