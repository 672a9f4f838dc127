package dev.castellan.target;

import dev.castellan.kafka.config.RestAccess;
import dev.castellan.kafka.config.WorkerProperties;
import dev.castellan.security.Authority;
import dev.castellan.security.CertificateFacts;
import dev.castellan.security.KeyAndCertificate;
import dev.castellan.security.Pkcs12;
import dev.castellan.security.Renewal;
import dev.castellan.security.Secret;
import dev.castellan.security.Subject;
import dev.castellan.security.Succession;
import dev.castellan.security.Vault;
import dev.castellan.spec.ConnectSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/// What workers of Kafka Connect of a cluster with TLS have that is secret: each a key with a certificate, by which
/// brokers and users of its REST interface know it, and the password that those users need.
///
/// Keys are made where Castellan runs and kept in its vault: what a worker has can be compared with what it should
/// have, and a new one is another file, for which a worker is started again. Connect reads certificates but once.
public final class WorkerKeys {
    /// The certificate of a worker, for everybody to see.
    public static final String CERTIFICATE = "certificate.pem";

    /// The authorities it trusts.
    public static final String AUTHORITIES = "ca.pem";

    /// Stands for a certificate that is yet to be made.
    private static final String UNMADE = "a new one, made when it is written\n";

    private static final String PLACE = "connect/";
    private static final String REST = PLACE + "rest-password";
    private static final String STORES = PLACE + "stores-password";
    private static final String MARKS = PLACE + "marks-key";

    private final Vault vault;
    private final Succession succession;
    private final Supplier<Authority> authority;
    private final Supplier<String> chain;
    private final InstantSource clock;
    private final Duration life;

    /// @param authority that signs; made when it is first asked for
    /// @param chain what stands behind its certificate
    /// @param life of a certificate
    WorkerKeys(
            Vault vault,
            Succession succession,
            Supplier<Authority> authority,
            Supplier<String> chain,
            InstantSource clock,
            Duration life) {
        this.vault = vault;
        this.succession = succession;
        this.authority = authority;
        this.chain = chain;
        this.clock = clock;
        this.life = life;
    }

    /// What everybody may see of what a worker should have: its certificate and its authorities, by the files' names.
    ///
    /// @param worker its name
    /// @param names by which it is reached
    public SortedMap<String, String> shown(String worker, List<String> names) {
        SortedMap<String, String> shown = new TreeMap<>();
        shown.put(
                CERTIFICATE,
                kept(worker, names).map(KeyAndCertificate::certificate).orElse(UNMADE));
        shown.put(
                AUTHORITIES,
                succession.signer().isEmpty() ? UNMADE : succession.trusted().pem());
        return shown;
    }

    /// Every file a worker should have, most of them secret; what is missing is made, and kept.
    public SortedMap<String, byte[]> files(String worker, List<String> names) {
        KeyAndCertificate pair = pair(worker, names);
        Secret stores = secret(STORES);
        String trusted = succession.trusted().pem();
        SortedMap<String, byte[]> files = new TreeMap<>();
        files.put(WorkerProperties.KEY_STORE, Pkcs12.keys(pair, stores));
        files.put(WorkerProperties.TRUST_STORE, Pkcs12.trusted(trusted, stores));
        files.put(WorkerProperties.SECRETS, bytes(WorkerProperties.STORES + "=" + stores.reveal() + "\n"));
        files.put(
                WorkerProperties.USERS,
                bytes(RestAccess.USER + "=" + secret(REST).reveal() + "\n"));
        files.put(CERTIFICATE, bytes(pair.certificate()));
        files.put(AUTHORITIES, bytes(trusted));
        return files;
    }

    /// Whether a worker is to be given keys, by the files that it is to be given.
    public static boolean areIn(SortedMap<String, String> files) {
        return files.containsKey(CERTIFICATE) || files.containsKey(AUTHORITIES);
    }

    /// How Castellan itself enters the REST interface.
    public RestAccess access() {
        return access(succession, vault);
    }

    /// The same of another cluster that is kept on this machine; as into an open one, where it has no locked workers.
    public static RestAccess access(Vault vault, String cluster) {
        return vault.list().contains(REST) ? access(new Succession(cluster, vault), vault) : RestAccess.OPEN;
    }

    private static RestAccess access(Succession succession, Vault vault) {
        return new RestAccess(
                succession.signer().isEmpty() ? "" : succession.trusted().pem(),
                vault.find(REST).map(Secret::reveal).orElse(""));
    }

    /// By what one content is told from another, and nothing of either: without the key nobody can try what it may be.
    ///
    /// @return nothing as long as there is no key
    Optional<String> mark(byte[] content) {
        return vault.find(MARKS)
                .map(key -> Manifest.sha256(key.reveal() + Base64.getEncoder().encodeToString(content))
                        .substring(0, 16));
    }

    /// Makes the key for marks, where there is none.
    void makeMarks() {
        secret(MARKS);
    }

    /// Its key and certificate; made where they are missing.
    KeyAndCertificate pair(String worker, List<String> names) {
        return kept(worker, names).orElseGet(() -> make(worker, names));
    }

    /// The same, as far as they are made and right.
    Optional<KeyAndCertificate> kept(String worker, List<String> names) {
        Optional<CertificateFacts> signer = succession.signer();
        if (signer.isEmpty()) {
            return Optional.empty();
        }
        return KeyAndCertificate.find(vault, PLACE + worker)
                .filter(pair -> Renewal.reason(
                                CertificateFacts.parse(pair.certificate()).stream()
                                        .findFirst(),
                                new Renewal.Wanted(names, Optional.empty()),
                                signer.get(),
                                clock.instant())
                        .isEmpty());
    }

    private KeyAndCertificate make(String worker, List<String> names) {
        KeyAndCertificate issued = authority.get().issue(Subject.node(ConnectSpec.USER, names), clock.instant(), life);
        KeyAndCertificate made = new KeyAndCertificate(issued.key(), issued.certificate() + chain.get());
        made.keep(vault, PLACE + worker);
        return kept(worker, names).orElse(made);
    }

    private Secret secret(String name) {
        return vault.find(name).orElseGet(() -> {
            Secret made = Secret.generate();
            vault.put(name, made);
            return made;
        });
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
