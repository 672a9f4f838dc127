package dev.castellan.security;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// Decides whether a certificate has to be made anew: facts in, the reason out.
public final class Renewal {
    private static final Duration EARLIEST = Duration.ofDays(30);
    private static final int PART_OF_LIFE = 3;

    /// The part of the time for renewal that is left when it becomes late.
    private static final int LATE = 4;

    private Renewal() {}

    /// What a certificate should be.
    ///
    /// @param names what it must be good for; more do no harm
    /// @param keyHash of the key that lies beside it, as [CertificateFacts#keyHash]; empty when nobody looked
    public record Wanted(List<String> names, Optional<String> keyHash) {
        public Wanted {
            names = List.copyOf(names);
        }
    }

    /// Why a new certificate is needed, to go behind "the certificate of X"; nothing where the old one will do.
    ///
    /// It is due in the last third of its life, though no earlier than 30 days before its end. One that lives
    /// as long as its authority is not made anew for its age: the next could not live longer.
    ///
    /// @param authority the one that would sign it
    public static Optional<String> reason(
            Optional<CertificateFacts> have, Wanted wanted, CertificateFacts authority, Instant now) {
        if (have.isEmpty()) {
            return Optional.of("is not there yet");
        }
        CertificateFacts facts = have.get();
        if (!facts.isSignedBy(authority.pem())) {
            return Optional.of("is signed by another authority");
        }
        if (wanted.keyHash().isPresent() && !facts.hasKey(wanted.keyHash().get())) {
            return Optional.of("is for another key");
        }
        if (facts.expiresWithin(margin(facts), now) && facts.notAfter().isBefore(authority.notAfter())) {
            LocalDate end = facts.notAfter().atZone(ZoneOffset.UTC).toLocalDate();
            return Optional.of((facts.isExpired(now) ? "expired on " : "expires on ") + end);
        }
        List<String> missing = facts.lacks(wanted.names());
        return missing.isEmpty() ? Optional.empty() : Optional.of("does not name " + String.join(", ", missing));
    }

    /// Whether a certificate is so near to its end that it is time for another.
    public static boolean isDue(CertificateFacts facts, Instant now) {
        return facts.expiresWithin(margin(facts), now);
    }

    /// The day on which a certificate ends that should long have been put aside for a newer one.
    public static Optional<LocalDate> lastCall(CertificateFacts facts, CertificateFacts authority, Instant now) {
        boolean late = facts.expiresWithin(margin(facts).dividedBy(LATE), now)
                && facts.notAfter().isBefore(authority.notAfter());
        return late ? Optional.of(facts.notAfter().atZone(ZoneOffset.UTC).toLocalDate()) : Optional.empty();
    }

    /// Its beginning was put back for clocks that are behind: that is no part of its life.
    private static Duration margin(CertificateFacts facts) {
        Instant made = facts.notBefore().plus(CertificateDraft.SKEW);
        Duration part = Duration.between(made, facts.notAfter()).dividedBy(PART_OF_LIFE);
        return part.compareTo(EARLIEST) < 0 ? part : EARLIEST;
    }
}
