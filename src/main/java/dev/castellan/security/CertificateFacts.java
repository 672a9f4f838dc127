package dev.castellan.security;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;

/// What a certificate says, as values.
///
/// @param commonName of its subject; empty when it has none
/// @param names DNS names and addresses, sorted, each in one spelling
/// @param fingerprint SHA-256 of the whole certificate, in hex
/// @param keyHash SHA-256 of its public key (the SubjectPublicKeyInfo), in hex: what
///     `openssl pkey -pubout -outform DER | sha256sum` says of the private key
/// @param pem the certificate itself
public record CertificateFacts(
        String commonName,
        List<String> names,
        Instant notBefore,
        Instant notAfter,
        String fingerprint,
        String keyHash,
        String pem) {
    private static final int DNS_NAME = 2;
    private static final int ADDRESS = 7;

    public CertificateFacts {
        names = List.copyOf(names);
    }

    /// The certificates in a text, in its order, whatever stands around them; one that is damaged is passed over.
    public static List<CertificateFacts> parse(String text) {
        return Pem.certificates(text).stream()
                .flatMap(certificate -> of(certificate).stream())
                .toList();
    }

    private static Optional<CertificateFacts> of(X509Certificate certificate) {
        try {
            return Optional.of(new CertificateFacts(
                    commonName(certificate),
                    names(certificate),
                    certificate.getNotBefore().toInstant(),
                    certificate.getNotAfter().toInstant(),
                    sha256(certificate.getEncoded()),
                    sha256(certificate.getPublicKey().getEncoded()),
                    Pem.of(certificate)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    public boolean isExpired(Instant now) {
        return now.isAfter(notAfter);
    }

    public boolean expiresWithin(Duration time, Instant now) {
        return !notAfter.isAfter(now.plus(time));
    }

    /// The names it should have and has not, as they were given.
    public List<String> lacks(Collection<String> wanted) {
        return wanted.stream()
                .filter(name -> !names.contains(SubjectNames.normal(name)))
                .distinct()
                .toList();
    }

    /// @param hash of a public key, as [#keyHash]
    public boolean hasKey(String hash) {
        return keyHash.equalsIgnoreCase(hash);
    }

    /// Whether one of some authorities signed it: their names are compared, and the signature itself is checked.
    ///
    /// @param authorities one certificate or more, as PEM
    public boolean isSignedBy(String authorities) {
        return Pem.certificates(pem).stream()
                .anyMatch(mine -> Pem.certificates(authorities).stream().anyMatch(other -> signed(mine, other)));
    }

    /// Who signed the first certificate in a text, as that calls itself: `CN=issuing,O=Company`.
    public static String issuer(String pem) {
        return Pem.certificates(pem).stream()
                .findFirst()
                .map(certificate -> certificate.getIssuerX500Principal().toString())
                .orElse("");
    }

    /// Whether a certificate leads to one of some authorities, through those that stand behind it.
    ///
    /// @param chain the certificate, then others in any order, as PEM
    /// @param authorities one certificate or more, as PEM
    public static boolean reaches(String chain, String authorities) {
        List<CertificateFacts> rest = new ArrayList<>(parse(chain));
        if (rest.isEmpty()) {
            return false;
        }
        CertificateFacts at = rest.removeFirst();
        while (!at.isSignedBy(authorities)) {
            CertificateFacts from = at;
            Optional<CertificateFacts> next = rest.stream()
                    .filter(other -> !other.equals(from) && from.isSignedBy(other.pem()))
                    .findFirst();
            if (next.isEmpty()) {
                return false;
            }
            at = next.get();
            rest.remove(at); // an end for what leads in a circle
        }
        return true;
    }

    private static boolean signed(X509Certificate certificate, X509Certificate authority) {
        if (authority.getBasicConstraints() < 0
                || !certificate.getIssuerX500Principal().equals(authority.getSubjectX500Principal())) {
            return false;
        }
        try {
            certificate.verify(authority.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static String commonName(X509Certificate certificate) {
        RDN[] found = X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded())
                .getRDNs(BCStyle.CN);
        return found.length == 0
                ? ""
                : IETFUtils.valueToString(found[0].getFirst().getValue());
    }

    private static List<String> names(X509Certificate certificate) throws CertificateParsingException {
        return Stream.ofNullable(certificate.getSubjectAlternativeNames())
                .flatMap(Collection::stream)
                .filter(name -> Objects.equals(name.getFirst(), DNS_NAME) || Objects.equals(name.getFirst(), ADDRESS))
                .map(name -> SubjectNames.normal(String.valueOf(name.get(1))))
                .sorted()
                .distinct()
                .toList();
    }

    private static String sha256(byte[] bytes) throws GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    /// What an authority is called, for a person.
    public String title() {
        return commonName.isEmpty() ? "an authority without a name" : commonName;
    }
}
