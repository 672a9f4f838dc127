package dev.castellan.target;

import dev.castellan.kafka.config.ClientAccess;
import dev.castellan.kafka.config.ServerSecurity;
import dev.castellan.problem.Problem;
import dev.castellan.problem.UserMistake;
import dev.castellan.problem.WorldRefused;
import dev.castellan.security.Authority;
import dev.castellan.security.BroughtAuthority;
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
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// What opens one cluster: its authority, the password of its first user, the certificates of its nodes.
///
/// What is missing is made when it is first needed, for a cluster that does not exist yet; a cluster that exists and
/// whose secrets are not here is refused.
public final class Keyring {
    private static final Duration AUTHORITY_LIFE = Duration.ofDays(3650);
    /// How long certificates are good for where nobody says otherwise.
    public static final Duration NODE_LIFE = Duration.ofDays(365);
    private final ClusterSpec spec;
    private final Vault vault;
    private final Succession succession;
    private final ClientCertificates clients;
    private final OwnCertificates own;
    private final InstantSource clock;
    private final Duration life;
    private final Lock one = new ReentrantLock();

    /// @param vault where the cluster's secrets are kept on this machine
    public Keyring(ClusterSpec spec, Vault vault, InstantSource clock) {
        this(spec, vault, OwnCertificates.NONE, clock, NODE_LIFE);
    }

    /// @param own what the spec brings along
    /// @param life how long the certificates of nodes and clients are good for
    public Keyring(ClusterSpec spec, Vault vault, OwnCertificates own, InstantSource clock, Duration life) {
        this.spec = spec;
        this.life = life;
        this.vault = vault;
        this.succession = new Succession(spec.name(), vault);
        this.clients = new ClientCertificates(vault);
        this.own = own;
        this.clock = clock;
    }

    /// How Castellan's own clients get in by a door with TLS.
    ///
    /// @throws WorldRefused where the secrets are not on this machine
    Map<String, String> access() {
        Secret password = vault.find(Vault.user(ServerSecurity.ADMIN)).orElseThrow(this::missing);
        if (succession.signer().isEmpty()) {
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
    /// @param locked whether the cluster exists, and has doors with TLS
    public void refuseStrangers(boolean locked) {
        if (locked
                && spec.security() != Security.none
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
        Optional<CertificateFacts> signer = succession.signer();
        if (signer.isEmpty() || has.certificate().isEmpty()) {
            return Optional.of("is not there yet");
        }
        if (!has.authorities().equals(succession.trusted().pem().strip())) {
            return Optional.of("comes with other authorities than are trusted now");
        }
        Optional<OwnCertificates.Brought> brought = brought(node);
        if (brought.isPresent()) {
            return has.certificate().equals(brought.get().pair().certificate().strip())
                    ? Optional.empty()
                    : Optional.of("is another than " + brought.get().file() + " holds");
        }
        List<CertificateFacts> shown = CertificateFacts.parse(has.certificate());
        boolean sameChain = shown.stream()
                .skip(1)
                .map(CertificateFacts::pem)
                .collect(Collectors.joining())
                .equals(chain());
        return Renewal.reason(
                        shown.stream().findFirst(),
                        new Renewal.Wanted(node.names(host), Optional.empty()),
                        signer.get(),
                        clock.instant())
                .or(() -> sameChain ? Optional.empty() : Optional.of("comes with another chain than is known now"));
    }

    /// What stands behind a node's certificate, for clients that trust the root alone. The root itself they have.
    String chain() {
        String known = own.authority()
                .filter(brought ->
                        succession.signer().filter(brought.facts()::equals).isPresent())
                .map(BroughtAuthority::chain)
                .orElseGet(succession::chain);
        return BroughtAuthority.shown(
                succession.signer().map(CertificateFacts::pem).orElse("") + known);
    }

    /// The certificate that the spec brings for a node, where those lead to it that are trusted now.
    public Optional<KeyAndCertificate> given(NodeSpec node) {
        keepAuthority();
        return brought(node).map(OwnCertificates.Brought::pair);
    }

    Optional<OwnCertificates.Brought> brought(NodeSpec node) {
        return succession.signer().flatMap(signer -> own.of(node, signer.pem()));
    }

    /// Why a running node has to start again: what it connects to controllers with is read once, when it starts.
    ///
    /// @param atStart what it was started with
    public Optional<String> outlived(NodeCertificates atStart) {
        Optional<CertificateFacts> shown =
                CertificateFacts.parse(atStart.certificate()).stream().findFirst();
        Optional<CertificateFacts> signer = spec.security() == Security.none ? Optional.empty() : succession.signer();
        if (shown.isEmpty() || signer.isEmpty()) {
            return Optional.empty();
        }
        if (!CertificateFacts.reaches(atStart.certificate(), signer.get().pem())) {
            return Optional.of("it connects to controllers with a certificate of another authority");
        }
        boolean trustsAll = Bundle.parse(atStart.authorities())
                .authorities()
                .containsAll(succession.trusted().authorities());
        if (!trustsAll) {
            return Optional.of("it does not trust controllers of the other authority yet");
        }
        if (own.holds(atStart.certificate())) {
            return Optional.empty(); // to start again with the same one would be no help
        }
        return Renewal.lastCall(shown.get(), signer.get(), clock.instant())
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
        return spec.security() == Security.none ? List.of() : distrust().problems(nodes);
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
                authority.sign(request, Subject.node(node.name(), node.names(host)), clock.instant(), life);
        return new NodeCertificates(certificate + chain(), succession.trusted().pem());
    }

    /// A key and a certificate for a node that lives on this machine.
    public KeyAndCertificate issue(NodeSpec node, String host) {
        return given(node).orElseGet(() -> {
            KeyAndCertificate issued =
                    authority().issue(Subject.node(node.name(), node.names(host)), clock.instant(), life);
            return new KeyAndCertificate(issued.key(), issued.certificate() + chain());
        });
    }

    /// The key and certificate of a user that comes with one; made, and kept, where there is none that lasts.
    public KeyAndCertificate client(String user) {
        Optional<KeyAndCertificate> kept = clients.find(user);
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
        clients.keep(user, made);
        return made;
    }

    private Authority issuerOfClients() {
        keepAuthority();
        return succession.ofClients().orElseThrow(this::cannotSign);
    }

    /// Notes which authorities the configuration trusts that a user is given.
    public void noteGiven(String user) {
        clients.noteGiven(user, authorities());
    }

    /// The users whose configuration, as it was given out last, does not trust the authority that is to sign, or signs,
    /// the certificates of nodes; sorted.
    public List<String> outdated() {
        return succession.ofClients().map(clients::without).orElse(List.of());
    }

    /// The certificates of those that nodes trust, as PEM.
    public String authorities() {
        keepAuthority();
        return succession.trusted().pem();
    }

    /// The same for clients, with the roots above them: not every TLS takes an authority in the middle for enough.
    public String anchors() {
        keepAuthority();
        return succession.anchors().pem();
    }

    /// What workers of Kafka Connect have.
    public WorkerKeys workers() {
        return new WorkerKeys(vault, succession, this::authority, this::chain, clock, life);
    }

    /// What the Prometheus agents of nodes have.
    public AgentKeys agents() {
        return new AgentKeys(this, vault, clock);
    }

    /// How one authority takes over from another.
    public Succession succession() {
        return succession;
    }

    /// Makes the authority that is to take over, or takes in the one that the spec brings.
    ///
    /// @throws UserMistake where that one signs already, or its certificates call nodes by other names
    public void announceAuthority() {
        Optional<BroughtAuthority> brought = own.authority();
        if (brought.isEmpty()) {
            succession.announce(clock.instant(), AUTHORITY_LIFE);
            return;
        }
        if (signs(brought.get())) {
            throw new UserMistake(
                    "the authority that the spec brings signs already: "
                            + brought.get().facts().title(),
                    "name another under certificates.authority, or take that out for one of Castellan's own");
        }
        if (!own.renamed(spec).isEmpty()) {
            throw new UserMistake(
                    "a node that runs keeps its name, and certificates call " + OwnCertificateFiles.shown(spec, own),
                    "ask for certificates with the CN kafka-1, kafka-2 and so on");
        }
        succession.announce(brought.get());
    }

    /// Puts another authority in the place of one that has expired: the next one, where one was announced already, for
    /// clients may trust that by now.
    ///
    /// @return whether it had expired
    public boolean replaceExpiredAuthority() {
        keepAuthority();
        boolean expired = succession.signer().orElseThrow().isExpired(clock.instant());
        boolean announced = succession.stage() == Succession.Stage.ANNOUNCED
                && succession.ofClients().filter(next -> !isExpired(next)).isPresent();
        if (expired && announced) {
            succession.switchOver();
            succession.finish();
        } else if (expired) {
            own.authority()
                    .ifPresentOrElse(
                            succession::startAnew, () -> succession.startAnew(clock.instant(), AUTHORITY_LIFE));
        }
        return expired;
    }

    private boolean isExpired(Authority authority) {
        return CertificateFacts.parse(authority.certificate()).getFirst().isExpired(clock.instant());
    }

    private boolean signs(BroughtAuthority brought) {
        return succession.signer().filter(brought.facts()::equals).isPresent();
    }

    /// Why the certificates that the spec brings do not go with the cluster as it is.
    ///
    /// @param facts of the nodes that are there
    public List<Problem> refusals(Facts facts) {
        return spec.security() == Security.none
                ? List.of()
                : new OwnCertificateRules(spec, own, succession).refusals(facts);
    }

    /// @throws UserMistake where somebody else has to make the next certificate of a node
    public void requireSigned(NodeSpec node) {
        brought(node).ifPresent(brought -> {
            throw new UserMistake(
                    "the certificate of " + node.name() + " is not Castellan's to renew: "
                            + CertificateFacts.issuer(brought.pair().certificate()) + " signed it",
                    "have its owner put the next one into " + brought.file() + ", then run: castellan apply");
        });
    }

    /// The certificates of users that were made so far, by user.
    public SortedMap<String, CertificateFacts> clients() {
        return clients.all();
    }

    Authority authority() {
        keepAuthority();
        return succession.current().orElseThrow(this::cannotSign);
    }

    /// Makes the first authority of a cluster, or takes in the one that the spec brings.
    private void keepAuthority() {
        alone(() -> {
            if (succession.signer().isEmpty()
                    || own.authority().filter(this::signs).isPresent()) {
                own.authority()
                        .ifPresentOrElse(
                                succession::adopt,
                                () -> Authority.create(spec.name(), clock.instant(), AUTHORITY_LIFE)
                                        .keep(vault));
            }
            return true;
        });
    }

    private UserMistake cannotSign() {
        String who = succession.signer().map(CertificateFacts::title).orElse("the authority");
        return new UserMistake(
                "Castellan cannot sign certificates: the key of " + who + " is not here",
                "have its owner sign one, or name its key: certificates: {authority: {key: ca.key}}");
    }

    /// Nodes are worked on at once: the first of them makes what the others find.
    <T> T alone(Supplier<T> making) {
        one.lock();
        try {
            return making.get();
        } finally {
            one.unlock();
        }
    }

    private WorldRefused missing() {
        return new WorldRefused(
                spec.name(),
                "its secrets are not on this machine",
                "copy " + vault.folder() + " from the machine that made the cluster, or bring it back from a backup:"
                        + " castellan secrets restore FILE; one that has none needs security: none");
    }
}
