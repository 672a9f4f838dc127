package dev.castellan.target;

import dev.castellan.kafka.config.ClientAccess;
import dev.castellan.kafka.config.ServerSecurity;
import dev.castellan.problem.Problem;
import dev.castellan.problem.WorldRefused;
import dev.castellan.security.Authority;
import dev.castellan.security.Bundle;
import dev.castellan.security.CertificateFacts;
import dev.castellan.security.KeyAndCertificate;
import dev.castellan.security.Renewal;
import dev.castellan.security.Secret;
import dev.castellan.security.Subject;
import dev.castellan.security.Succession;
import dev.castellan.security.Vault;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.NodeSpec;
import dev.castellan.spec.Security;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// What opens one cluster: its authority, the password of its first user, the certificates of its nodes.
///
/// What is missing is made when it is first needed, for a cluster that does not exist yet; a cluster that exists and
/// whose secrets are not here is refused.
public final class Keyring {
    private static final Duration AUTHORITY_LIFE = Duration.ofDays(3650);
    private static final Duration NODE_LIFE = Duration.ofDays(365);
    private static final String CLIENTS = "certificates/";

    /// Whom the configurations trust that users were given: the authorities, a file for each user.
    private static final String GIVEN = "given/";

    private static final String CERTIFICATE = "/certificate.pem";

    private final ClusterSpec spec;
    private final Vault vault;
    private final Succession succession;
    private final InstantSource clock;
    private final Duration life;
    private final Lock one = new ReentrantLock();

    /// @param vault where the cluster's secrets are kept on this machine
    public Keyring(ClusterSpec spec, Vault vault, InstantSource clock) {
        this(spec, vault, clock, NODE_LIFE);
    }

    /// @param life how long the certificates of nodes and clients are good for
    public Keyring(ClusterSpec spec, Vault vault, InstantSource clock, Duration life) {
        this.spec = spec;
        this.life = life;
        this.vault = vault;
        this.succession = new Succession(spec.name(), vault);
        this.clock = clock;
    }

    /// How Castellan's own clients get in; empty where everybody may.
    ///
    /// @throws WorldRefused where the secrets are not on this machine
    public Map<String, String> access() {
        if (spec.security() == Security.none) {
            return Map.of();
        }
        Secret password = vault.find(Vault.user(ServerSecurity.ADMIN)).orElseThrow(this::missing);
        if (succession.current().isEmpty()) {
            throw missing();
        }
        return ClientAccess.password(
                ServerSecurity.ADMIN, password.reveal(), succession.trusted().pem());
    }

    /// The first user, as storage is formatted with it; empty where there are no users.
    public Optional<Secret> firstUser() {
        if (spec.security() == Security.none) {
            return Optional.empty();
        }
        String password = alone(() -> vault.password(ServerSecurity.ADMIN)).reveal();
        return Optional.of(new Secret(
                ServerSecurity.MECHANISM + "=[name=" + ServerSecurity.ADMIN + ",password=" + password + "]"));
    }

    /// Refuses to make new secrets for a cluster that has some elsewhere.
    ///
    /// @param formatted whether the cluster exists
    public void refuseStrangers(boolean formatted) {
        if (formatted
                && spec.security() == Security.tls
                && vault.find(Vault.user(ServerSecurity.ADMIN)).isEmpty()) {
            throw missing();
        }
    }

    /// Why a node needs a certificate that it has not got; empty when it has a right one.
    ///
    /// @param has the certificate it has, and the authorities it trusts, as PEM; empty text where there are none
    public Optional<String> lacks(NodeSpec node, String host, NodeCertificates has) {
        if (spec.security() == Security.none) {
            return Optional.empty();
        }
        Optional<Authority> authority = succession.current();
        if (authority.isEmpty()) {
            return Optional.of("is not there yet");
        }
        if (has.certificate().isEmpty()) {
            return Optional.of("is not there yet");
        }
        if (!has.authorities().equals(succession.trusted().pem().strip())) {
            return Optional.of("comes with other authorities than are trusted now");
        }
        CertificateFacts signer =
                CertificateFacts.parse(authority.get().certificate()).getFirst();
        return Renewal.reason(
                CertificateFacts.parse(has.certificate()).stream().findFirst(),
                new Renewal.Wanted(names(node, host), Optional.empty()),
                signer,
                clock.instant());
    }

    /// Why a running node has to start again: what it connects to controllers with is read once, when it starts.
    ///
    /// @param atStart what it was started with
    public Optional<String> outlived(NodeCertificates atStart) {
        Optional<CertificateFacts> own =
                CertificateFacts.parse(atStart.certificate()).stream().findFirst();
        Optional<Authority> authority = spec.security() == Security.none ? Optional.empty() : succession.current();
        if (own.isEmpty() || authority.isEmpty()) {
            return Optional.empty();
        }
        CertificateFacts signer =
                CertificateFacts.parse(authority.get().certificate()).getFirst();
        if (!own.get().isSignedBy(signer.pem())) {
            return Optional.of("it connects to controllers with a certificate of another authority");
        }
        boolean trustsAll = Bundle.parse(atStart.authorities())
                .authorities()
                .containsAll(succession.trusted().authorities());
        if (!trustsAll) {
            return Optional.of("it does not trust controllers of the other authority yet");
        }
        return Renewal.lastCall(own.get(), signer, clock.instant())
                .map(end -> "it connects to controllers with a certificate that ends on " + end);
    }

    /// What is the matter with nodes that nobody trusts any more; nothing where that is not the trouble.
    ///
    /// @param shown what each shows, by its name
    public List<Problem> distrusted(SortedMap<String, CertificateFacts> shown) {
        return spec.security() == Security.none ? List.of() : distrust().problems(shown);
    }

    /// The same, by what lies on their disks and what they were started with.
    public List<Problem> distrusted(Collection<NodeFacts> nodes) {
        if (spec.security() == Security.none) {
            return List.of();
        }
        Distrust distrust = distrust();
        SortedMap<String, CertificateFacts> worst = new TreeMap<>();
        nodes.forEach(node -> node.everyCertificate().stream()
                .flatMap(has ->
                        CertificateFacts.parse(has.certificate()).stream().limit(1))
                .filter(facts -> distrust.of(facts).isPresent())
                .findFirst()
                .ifPresent(facts -> worst.put(node.name(), facts)));
        return distrust.problems(worst);
    }

    private Distrust distrust() {
        return new Distrust(spec.name(), succession.trusted(), clock.instant());
    }

    /// Signs what a node asks for with its own key.
    ///
    /// @param request a certificate signing request, as PEM
    public NodeCertificates sign(NodeSpec node, String host, String request) {
        Authority authority = authority();
        String certificate =
                authority.sign(request, Subject.node(node.name(), names(node, host)), clock.instant(), life);
        return new NodeCertificates(certificate, succession.trusted().pem());
    }

    /// A key and a certificate for a node that lives on this machine.
    public KeyAndCertificate issue(NodeSpec node, String host) {
        return authority().issue(Subject.node(node.name(), names(node, host)), clock.instant(), life);
    }

    /// The key and certificate of a user that comes with one; made, and kept, where there is none that lasts.
    public KeyAndCertificate client(String user) {
        String place = CLIENTS + user;
        Optional<KeyAndCertificate> kept = vault.find(place + "/key.pem")
                .flatMap(key -> vault.find(place + CERTIFICATE)
                        .map(certificate -> new KeyAndCertificate(key, certificate.reveal())));
        Authority issuer = issuerOfClients();
        CertificateFacts signer = CertificateFacts.parse(issuer.certificate()).getFirst();
        return kept.filter(have -> Renewal.reason(
                                CertificateFacts.parse(have.certificate()).stream()
                                        .findFirst(),
                                new Renewal.Wanted(List.of(), Optional.empty()),
                                signer,
                                clock.instant())
                        .isEmpty())
                .orElseGet(() -> renewClient(user));
    }

    /// A new key and certificate for a user, due or not. What was given out before stays good until its own end.
    public KeyAndCertificate renewClient(String user) {
        KeyAndCertificate made = issuerOfClients().issue(Subject.client(user), clock.instant(), life);
        vault.put(CLIENTS + user + "/key.pem", made.key());
        vault.put(CLIENTS + user + CERTIFICATE, new Secret(made.certificate()));
        return made;
    }

    private Authority issuerOfClients() {
        authority();
        return succession.ofClients().orElseThrow();
    }

    /// Notes which authorities the configuration trusts that a user is given.
    public void noteGiven(String user) {
        vault.put(GIVEN + user + CERTIFICATE, new Secret(authorities()));
    }

    /// The users whose configuration, as it was given out last, does not trust the authority that is to sign, or signs,
    /// the certificates of nodes; sorted.
    public List<String> outdated() {
        Optional<Authority> next = succession.ofClients();
        return users(GIVEN)
                .filter(user -> next.filter(authority ->
                                !trusted(user).contains(authority.certificate().strip()))
                        .isPresent())
                .toList();
    }

    private String trusted(String user) {
        return vault.find(GIVEN + user + CERTIFICATE).map(Secret::reveal).orElse("");
    }

    /// The users of whom a certificate is kept in a place.
    private Stream<String> users(String place) {
        return vault.list().stream()
                .filter(name -> name.startsWith(place) && name.endsWith(CERTIFICATE))
                .map(name -> name.substring(place.length(), name.length() - CERTIFICATE.length()));
    }

    /// The certificates of those that are trusted, as PEM.
    public String authorities() {
        authority();
        return succession.trusted().pem();
    }

    /// How one authority takes over from another.
    public Succession succession() {
        return succession;
    }

    /// Makes the authority that is to take over.
    public void announceAuthority() {
        succession.announce(clock.instant(), AUTHORITY_LIFE);
    }

    /// Puts another authority in the place of one that has expired: the next one, where one was announced already, for
    /// clients may trust that by now.
    ///
    /// @return whether it had expired
    public boolean replaceExpiredAuthority() {
        boolean expired = isExpired(authority());
        if (expired && succession.stage() == Succession.Stage.ANNOUNCED && !isExpired(issuerOfClients())) {
            succession.switchOver();
            succession.finish();
        } else if (expired) {
            succession.startAnew(clock.instant(), AUTHORITY_LIFE);
        }
        return expired;
    }

    private boolean isExpired(Authority authority) {
        return CertificateFacts.parse(authority.certificate()).getFirst().isExpired(clock.instant());
    }

    /// The certificates of users that were made so far, by user.
    public SortedMap<String, CertificateFacts> clients() {
        SortedMap<String, CertificateFacts> clients = new TreeMap<>();
        users(CLIENTS)
                .forEach(user -> vault.find(CLIENTS + user + CERTIFICATE).stream()
                        .flatMap(pem ->
                                CertificateFacts.parse(pem.reveal()).stream().limit(1))
                        .forEach(facts -> clients.put(user, facts)));
        return clients;
    }

    private Authority authority() {
        return alone(() -> succession.current().orElseGet(() -> {
            Authority made = Authority.create(spec.name(), clock.instant(), AUTHORITY_LIFE);
            made.keep(vault);
            return made;
        }));
    }

    /// Nodes are worked on at once: the first of them makes what the others find.
    private <T> T alone(Supplier<T> making) {
        one.lock();
        try {
            return making.get();
        } finally {
            one.unlock();
        }
    }

    /// What clients and other nodes may call it.
    private static List<String> names(NodeSpec node, String host) {
        return Stream.concat(
                        Stream.of(host, node.name()), Stream.concat(node.host().stream(), node.advertise().stream()))
                .distinct()
                .toList();
    }

    private WorldRefused missing() {
        return new WorldRefused(
                spec.name(),
                "its secrets are not on this machine",
                "copy " + vault.folder() + " from the machine that made the cluster, or bring it back from a backup:"
                        + " castellan secrets restore FILE; one that has none needs security: none");
    }
}
