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
        return next().isPresent() ? Stage.ANNOUNCED : Stage.SETTLED;
    }

    /// Who signs the certificates of nodes; nobody where there is no authority yet.
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
        for (String name : List.of(PREVIOUS, "ca/certificate.pem", NEXT + "/certificate.pem")) {
            all = all.with(Bundle.parse(vault.find(name).map(Secret::reveal).orElse("")));
        }
        return all;
    }

    /// Makes the next authority, which is trusted from now on and signs nothing for nodes yet.
    public void announce(Instant now, Duration life) {
        expect(Stage.SETTLED);
        Authority.create(cluster, now, life).keep(vault, NEXT);
    }

    /// From now on the next authority signs.
    public void switchOver() {
        expect(Stage.ANNOUNCED);
        vault.put(PREVIOUS, new Secret(current().orElseThrow().certificate()));
        settle();
    }

    /// From now on the old authority is trusted no more.
    public void finish() {
        expect(Stage.SWITCHED);
        vault.delete(PREVIOUS);
    }

    /// Gives up all there is for an authority that nobody trusts yet.
    public void startAnew(Instant now, Duration life) {
        List.of(NEXT + "/key.pem", NEXT + "/certificate.pem", PREVIOUS).forEach(vault::delete);
        vault.delete("ca/certificate.pem");
        Authority.create(cluster, now, life).keep(vault);
    }

    private Optional<Authority> next() {
        return Authority.load(cluster, vault, NEXT);
    }

    /// Ends a change of authorities that was begun: the certificate of the next one goes last.
    private void settle() {
        String certificate = NEXT + "/certificate.pem";
        if (vault.find(PREVIOUS).isPresent() && vault.find(certificate).isPresent()) {
            next().ifPresent(authority -> authority.keep(vault));
            vault.delete(NEXT + "/key.pem");
            vault.delete(certificate);
        }
    }

    private void expect(Stage wanted) {
        if (stage() != wanted) {
            throw new UserMistake(
                    cluster + " is at another stage of replacing its certificate authority",
                    "castellan certs list shows which authorities are trusted");
        }
    }
}
