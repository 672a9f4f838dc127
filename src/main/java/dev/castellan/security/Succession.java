package dev.castellan.security;

import dev.castellan.problem.UserMistake;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The authority of one cluster, and how another takes over from it without anybody being refused.
///
/// | stage | who signs nodes | who is trusted | next |
/// | --- | --- | --- | --- |
/// | `SETTLED` | the only one | the only one | [#announce] |
/// | `ANNOUNCED` | the old one | both | [#switchOver], once all trust both |
/// | `SWITCHED` | the new one | both | [#finish], once all have certificates of the new one |
///
/// All of it is in the vault, so that a run that was killed goes on where it ended.
public final class Succession {
    private static final String NEXT = "ca/next";
    private static final String CURRENT_CERTIFICATE = Authority.PLACE + Authority.CERTIFICATE;
    private static final String NEXT_CERTIFICATE = NEXT + Authority.CERTIFICATE;
    private static final String PREVIOUS = "ca/previous/certificate.pem";

    private final String cluster;
    private final Vault vault;

    public Succession(String cluster, Vault vault) {
        this.cluster = cluster;
        this.vault = vault;
    }

    /// How far it is.
    public enum Stage {
        SETTLED,
        ANNOUNCED,
        SWITCHED
    }

    public Stage stage() {
        settle();
        if (vault.find(PREVIOUS).isPresent()) {
            return Stage.SWITCHED;
        }
        return vault.find(NEXT_CERTIFICATE).isPresent() ? Stage.ANNOUNCED : Stage.SETTLED;
    }

    /// Whom the certificates of nodes have to lead to; nobody where there is no authority yet.
    public Optional<CertificateFacts> signer() {
        settle();
        return facts(CURRENT_CERTIFICATE);
    }

    /// Who is to take over.
    public Optional<CertificateFacts> heir() {
        settle();
        return facts(NEXT_CERTIFICATE);
    }

    private Optional<CertificateFacts> facts(String name) {
        return vault.find(name)
                .flatMap(pem -> CertificateFacts.parse(pem.reveal()).stream().findFirst());
    }

    /// Whether the key of who signs is here.
    public boolean hasKey() {
        settle();
        return vault.list().contains(Authority.PLACE + Authority.KEY);
    }

    /// Those above who signs, as PEM, up to the root as far as they were given.
    public String chain() {
        settle();
        return vault.find(Authority.PLACE + BroughtAuthority.CHAIN)
                .map(pem -> pem.reveal() + "\n")
                .orElse("");
    }

    /// Whom a client may trust that does not take an authority in the middle for enough: the roots too.
    public Bundle anchors() {
        String above = chain()
                + vault.find(NEXT + BroughtAuthority.CHAIN).map(Secret::reveal).orElse("");
        return trusted().with(Bundle.parse(above));
    }

    /// Who signs the certificates of nodes; nobody where there is no authority yet, or its key is not here.
    public Optional<Authority> current() {
        settle();
        return Authority.load(cluster, vault);
    }

    /// Who signs the certificates of clients: nodes trust the next authority before they have anything of it.
    public Optional<Authority> ofClients() {
        settle();
        return next().or(this::current);
    }

    /// Whom to trust.
    public Bundle trusted() {
        settle();
        Bundle all = new Bundle(List.of());
        for (String name : List.of(PREVIOUS, CURRENT_CERTIFICATE, NEXT_CERTIFICATE)) {
            all = all.with(Bundle.parse(vault.find(name).map(Secret::reveal).orElse("")));
        }
        return all;
    }

    /// Makes the next authority, which is trusted from now on and signs nothing for nodes yet.
    public void announce(Instant now, Duration life) {
        expect(Stage.SETTLED);
        Authority.create(cluster, now, life).keep(vault, NEXT);
    }

    /// The same with one that somebody else made.
    public void announce(BroughtAuthority brought) {
        expect(Stage.SETTLED);
        brought.keep(vault, NEXT);
    }

    /// Takes in the first authority of a cluster, or what is new about the one that it has.
    public void adopt(BroughtAuthority brought) {
        settle();
        if (vault.find(CURRENT_CERTIFICATE).isEmpty()) {
            brought.keep(vault, Authority.PLACE);
            return;
        }
        if (!chain().strip().equals(brought.chain().strip())) {
            brought.keepChain(vault, Authority.PLACE);
        }
        if (!hasKey()) {
            brought.key().ifPresent(key -> vault.put(Authority.PLACE + Authority.KEY, key));
        }
    }

    /// From now on the next authority signs.
    public void switchOver() {
        expect(Stage.ANNOUNCED);
        vault.put(PREVIOUS, vault.find(CURRENT_CERTIFICATE).orElseThrow());
        settle();
    }

    /// From now on the old authority is trusted no more.
    public void finish() {
        expect(Stage.SWITCHED);
        vault.delete(PREVIOUS);
    }

    /// Gives up all there is for an authority that nobody trusts yet.
    public void startAnew(Instant now, Duration life) {
        clear();
        Authority.create(cluster, now, life).keep(vault);
    }

    /// The same for one that somebody else made.
    public void startAnew(BroughtAuthority brought) {
        clear();
        brought.keep(vault, Authority.PLACE);
    }

    private void clear() {
        List.of(PREVIOUS, NEXT_CERTIFICATE, NEXT + Authority.KEY, NEXT + BroughtAuthority.CHAIN)
                .forEach(vault::delete);
        vault.delete(CURRENT_CERTIFICATE);
        vault.delete(Authority.PLACE + BroughtAuthority.CHAIN);
    }

    private Optional<Authority> next() {
        return Authority.load(cluster, vault, NEXT);
    }

    /// Ends a change of authorities that was begun. The certificate is copied last and removed first: while both are
    /// there and differ, everything is copied again.
    private void settle() {
        Optional<Secret> next = vault.find(NEXT_CERTIFICATE);
        if (next.isEmpty() || vault.find(PREVIOUS).isEmpty()) {
            return;
        }
        if (!next.equals(vault.find(CURRENT_CERTIFICATE))) {
            take(Authority.KEY);
            take(BroughtAuthority.CHAIN);
            take(Authority.CERTIFICATE);
        }
        vault.delete(NEXT_CERTIFICATE);
        vault.delete(NEXT + Authority.KEY);
        vault.delete(NEXT + BroughtAuthority.CHAIN);
    }

    private void take(String part) {
        vault.find(NEXT + part)
                .ifPresentOrElse(
                        found -> vault.put(Authority.PLACE + part, found), () -> vault.delete(Authority.PLACE + part));
    }

    private void expect(Stage wanted) {
        if (stage() != wanted) {
            throw new UserMistake(
                    cluster + " is at another stage of replacing its certificate authority",
                    "castellan certs list shows which authorities are trusted");
        }
    }
}
