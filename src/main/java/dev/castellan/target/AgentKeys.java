package dev.castellan.target;

import dev.castellan.kafka.config.AgentAccess;
import dev.castellan.security.CertificateFacts;
import dev.castellan.security.KeyAndCertificate;
import dev.castellan.security.Pkcs12;
import dev.castellan.security.Renewal;
import dev.castellan.security.Secret;
import dev.castellan.security.SlowHash;
import dev.castellan.security.Subject;
import dev.castellan.security.Vault;
import dev.castellan.spec.NodeSpec;
import dev.castellan.spec.WorkerSpec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// What the Prometheus agents in nodes of a locked cluster have: each a key with a certificate, and the hash of the
/// password that whoever asks them needs.
///
/// The agent reads both once, when its node starts. So a certificate of the cluster's own authority lasts as long
/// as that authority does, and keys are made where Castellan runs and kept in its vault, as those of workers are
/// (ADR 16): what a node has can be compared with what it should have. A node whose certificate the spec brings
/// shows that one.
public final class AgentKeys {
    /// Whose name stands in the certificates; they are good for nothing but to answer.
    private static final String NAME = "prometheus-agent";

    private static final String PLACE = "agents/";
    private static final String PASSWORD = PLACE + "password";

    /// The authority signs nothing that outlives it, so this is cut to its end.
    private static final Duration LIFE = Duration.ofDays(36500);

    private final Keyring keyring;
    private final Vault vault;
    private final InstantSource clock;

    AgentKeys(Keyring keyring, Vault vault, InstantSource clock) {
        this.keyring = keyring;
        this.vault = vault;
        this.clock = clock;
    }

    /// How the agent of a node should be entered, as far as that is made already; changes nothing.
    ///
    /// @param host by which it is reached
    public AgentAccess shown(NodeSpec node, String host) {
        return shown(kept(node, host));
    }

    /// The same of a worker of Kafka Connect. Its agent shows the certificate that the worker has: for a new one it is
    /// started again in any case.
    ///
    /// @param names by which it is reached
    public AgentAccess shown(WorkerSpec worker, List<String> names) {
        return shown(keyring.workers().kept(worker.name(), names));
    }

    private AgentAccess shown(Optional<KeyAndCertificate> pair) {
        return pair.flatMap(known -> password().map(password -> access(known, password)))
                .orElse(AgentAccess.UNMADE);
    }

    /// The same, where what is missing is made, and kept.
    ///
    /// @param store takes its key and certificate as a store of PKCS 12, locked with [AgentAccess#STORE_PASSWORD]
    public AgentAccess give(NodeSpec node, String host, Consumer<byte[]> store) {
        return give(pair(node, host), store);
    }

    public AgentAccess give(WorkerSpec worker, List<String> names, Consumer<byte[]> store) {
        return give(keyring.workers().pair(worker.name(), names), store);
    }

    private AgentAccess give(KeyAndCertificate pair, Consumer<byte[]> store) {
        store.accept(Pkcs12.keys(pair, new Secret(AgentAccess.STORE_PASSWORD)));
        return access(pair, madePassword());
    }

    private KeyAndCertificate pair(NodeSpec node, String host) {
        return keyring.given(node).or(() -> kept(node, host)).orElseGet(() -> make(node, host));
    }

    /// What the user of agents needs to enter; nothing where it is not made yet.
    public Optional<Secret> password() {
        return vault.find(PASSWORD);
    }

    /// The same, made where it is missing.
    public Secret madePassword() {
        return keyring.alone(() -> password().orElseGet(() -> {
            Secret made = Secret.generate();
            vault.put(PASSWORD, made);
            return made;
        }));
    }

    /// Whom to trust who asks agents, as PEM; nothing where there is no authority yet.
    public Optional<String> authorities() {
        return keyring.succession()
                .signer()
                .map(signer -> keyring.succession().trusted().pem());
    }

    /// The fingerprint is the salt: no two nodes have the same, and another certificate is another access.
    private static AgentAccess access(KeyAndCertificate pair, Secret password) {
        String salt = CertificateFacts.parse(pair.certificate()).getFirst().fingerprint();
        return new AgentAccess(salt, SlowHash.of(password, salt));
    }

    private Optional<KeyAndCertificate> kept(NodeSpec node, String host) {
        Optional<OwnCertificates.Brought> brought = keyring.brought(node);
        Optional<CertificateFacts> signer = keyring.succession().signer();
        if (brought.isPresent() || signer.isEmpty()) {
            return brought.map(OwnCertificates.Brought::pair);
        }
        return KeyAndCertificate.find(vault, PLACE + node.name())
                .filter(pair -> Renewal.reason(
                                CertificateFacts.parse(pair.certificate()).stream()
                                        .findFirst(),
                                new Renewal.Wanted(node.names(host), Optional.empty()),
                                signer.get(),
                                clock.instant())
                        .isEmpty());
    }

    private KeyAndCertificate make(NodeSpec node, String host) {
        List<String> names = node.names(host);
        KeyAndCertificate issued = keyring.authority().issue(Subject.server(NAME, names), clock.instant(), LIFE);
        KeyAndCertificate made = new KeyAndCertificate(issued.key(), issued.certificate() + keyring.chain());
        made.keep(vault, PLACE + node.name());
        return kept(node, host).orElse(made);
    }
}
