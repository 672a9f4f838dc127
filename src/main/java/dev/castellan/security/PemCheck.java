package dev.castellan.security;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What is wrong with a certificate and a key that somebody else made. Texts in, complaints out: all of them at once.
public final class PemCheck {
    private static final String SERVER = "1.3.6.1.5.5.7.3.1";
    private static final String CLIENT = "1.3.6.1.5.5.7.3.2";
    private static final String ANYTHING = "2.5.29.37.0";

    /// What Kafka's list of super users and its rules about names can carry.
    private static final String COMMON_NAME = "[A-Za-z0-9*][A-Za-z0-9*._@-]{0,63}";

    private final List<Complaint> complaints = new ArrayList<>();
    private final Instant now;

    private PemCheck(Instant now) {
        this.now = now;
    }

    /// Which of the two files.
    public enum Part {
        CERTIFICATE,
        KEY
    }

    /// @param what a sentence that begins with the file
    /// @param hint the next command
    public record Complaint(Part part, String what, String hint) {}

    /// @param name as the user wrote it
    public record File(String name, Secret text) {}

    /// @param key nothing where it stays with its owner, or its file cannot be read
    public static List<Complaint> authority(File certificate, Optional<File> key, Instant now) {
        PemCheck check = new PemCheck(now);
        List<X509Certificate> chain = check.certificates(certificate);
        if (!chain.isEmpty()) {
            check.isAuthority(certificate, chain);
        }
        key.ifPresent(file -> check.key(certificate, file, chain));
        return check.complaints;
    }

    /// @param authority whom it must lead to, as PEM; empty where that cannot be told
    /// @param names what nodes and clients connect to
    public static List<Complaint> node(
            File certificate, Optional<File> key, String authority, List<String> names, Instant now) {
        PemCheck check = new PemCheck(now);
        List<X509Certificate> chain = check.certificates(certificate);
        if (!chain.isEmpty()) {
            check.isNode(certificate, chain.getFirst(), names);
            check.leadsTo(certificate, authority);
        }
        key.ifPresent(file -> check.key(certificate, file, chain));
        return check.complaints;
    }

    private List<X509Certificate> certificates(File file) {
        List<X509Certificate> chain = Pem.certificates(file.text().reveal());
        if (chain.isEmpty()) {
            certificate(
                    file.name() + " holds no certificate in PEM",
                    "see what it is with: openssl x509 -in " + file.name() + " -noout -text");
            return chain;
        }
        X509Certificate first = chain.getFirst();
        chain.forEach(each -> expired(file, each, each.equals(first)));
        Instant begin = first.getNotBefore().toInstant();
        if (now.isBefore(begin)) {
            certificate(
                    file.name() + " is not good before " + day(begin),
                    "see to the clock of this machine, or ask whoever signed it for another");
        }
        KeyStrength.complaint(Authority.spki(first))
                .ifPresent(weak -> certificate(
                        file.name() + " has " + weak,
                        "make a key with: openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256"));
        return chain;
    }

    private void expired(File file, X509Certificate certificate, boolean first) {
        Instant end = certificate.getNotAfter().toInstant();
        if (now.isAfter(end)) {
            certificate(
                    file.name() + (first ? "" : ": " + certificate.getSubjectX500Principal()) + " expired on "
                            + day(end),
                    "ask whoever signed it for a new one: " + certificate.getIssuerX500Principal());
        }
    }

    private void isAuthority(File file, List<X509Certificate> chain) {
        if (!Authority.maySign(chain.getFirst())) {
            certificate(
                    file.name() + " is not the certificate of an authority: it may sign no others",
                    "see what it may with: openssl x509 -in " + file.name() + " -noout -ext basicConstraints,keyUsage");
        }
        for (int at = 0; at + 1 < chain.size(); at++) {
            if (!signed(chain.get(at), chain.get(at + 1))) {
                certificate(
                        file.name() + " is no chain: certificate " + (at + 2) + " in it, "
                                + chain.get(at + 1).getSubjectX500Principal() + ", did not sign the one before",
                        "put the authority first, then who signed it, up to the root");
            }
        }
    }

    private void isNode(File file, X509Certificate first, List<String> names) {
        CertificateFacts facts = facts(first);
        List<String> missing = facts.lacks(names).stream()
                .filter(name -> !facts.names().contains(wild(name)))
                .toList();
        if (!missing.isEmpty()) {
            certificate(
                    file.name() + " does not name " + String.join(", ", missing) + ", which clients connect to",
                    "ask for one with subjectAltName " + String.join(", ", missing));
        }
        List<String> uses = uses(first);
        boolean any = uses.isEmpty() || uses.contains(ANYTHING);
        List<String> lacking = new ArrayList<>();
        if (!any && !uses.contains(SERVER)) {
            lacking.add("serverAuth");
        }
        if (!any && !uses.contains(CLIENT)) {
            lacking.add("clientAuth");
        }
        if (!lacking.isEmpty()) {
            certificate(
                    file.name() + " is not good for " + String.join(" and ", lacking)
                            + ": a node answers, and connects to others",
                    "ask for one with extendedKeyUsage serverAuth, clientAuth");
        }
        if (!facts.commonName().matches(COMMON_NAME)) {
            certificate(
                    file.name() + " has no common name that Kafka can call the node by",
                    "ask for one with a CN of letters, digits and . _ @ -");
        }
    }

    private void leadsTo(File file, String authority) {
        if (!authority.isEmpty() && !CertificateFacts.reaches(file.text().reveal(), authority)) {
            CertificateFacts signer = CertificateFacts.parse(authority).getFirst();
            certificate(
                    file.name() + " does not lead to the authority " + name(signer)
                            + ": another signed it, or a certificate between the two is missing",
                    "put those between behind it in the same file; who signed it says: openssl x509 -in " + file.name()
                            + " -noout -issuer");
        }
    }

    private void key(File certificate, File key, List<X509Certificate> chain) {
        if (Pem.isLocked(key.text())) {
            key(
                    key.name() + " is locked with a passphrase",
                    "open it with: (umask 077; openssl pkey -in " + key.name()
                            + " -out opened.key), and name opened.key");
            return;
        }
        if (!Pem.isKey(key.text())) {
            key(
                    key.name() + " is no private key in PEM",
                    "see what it is with: openssl pkey -in " + key.name() + " -noout");
        } else if (!chain.isEmpty() && !Authority.fit(Pem.privateKey(key.text()), chain.getFirst())) {
            key(
                    key.name() + " does not belong to " + certificate.name(),
                    "compare the two: openssl pkey -in " + key.name() + " -pubout; openssl x509 -in "
                            + certificate.name() + " -noout -pubkey");
        }
    }

    private static String wild(String name) {
        return "*" + name.substring(Math.max(0, name.indexOf('.'))).toLowerCase(Locale.ROOT);
    }

    private static List<String> uses(X509Certificate certificate) {
        try {
            List<String> uses = certificate.getExtendedKeyUsage();
            return uses == null ? List.of() : uses;
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }

    private static boolean signed(X509Certificate certificate, X509Certificate authority) {
        return facts(certificate).isSignedBy(Pem.of(authority));
    }

    private static CertificateFacts facts(X509Certificate certificate) {
        return CertificateFacts.parse(Pem.of(certificate)).getFirst();
    }

    private static String name(CertificateFacts facts) {
        return facts.commonName().isEmpty() ? "that is named" : facts.commonName();
    }

    private static String day(Instant moment) {
        return moment.atZone(ZoneOffset.UTC).toLocalDate().toString();
    }

    private void certificate(String what, String hint) {
        complaints.add(new Complaint(Part.CERTIFICATE, what, hint));
    }

    private void key(String what, String hint) {
        complaints.add(new Complaint(Part.KEY, what, hint));
    }
}
