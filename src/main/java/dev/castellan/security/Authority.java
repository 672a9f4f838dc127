package dev.castellan.security;

import dev.castellan.problem.UserMistake;
import dev.castellan.problem.WorldRefused;
import java.io.IOException;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCSException;

/// The certificate authority of one cluster: says which keys are whose. Its own key stays where it was made.
public final class Authority {
    static final String PLACE = "ca";
    static final String KEY = "/key.pem";
    static final String CERTIFICATE = "/certificate.pem";
    private static final String NAME = "certificate authority";
    private static final int LONGEST_COMMON_NAME = 64;

    /// The place of `keyCertSign` in what [X509Certificate#getKeyUsage()] answers.
    private static final int SIGNS_CERTIFICATES = 5;

    private final String cluster;
    private final PrivateKey key;
    private final X509Certificate certificate;

    private Authority(String cluster, PrivateKey key, X509Certificate certificate) {
        this.cluster = cluster;
        this.key = key;
        this.certificate = certificate;
    }

    /// A new one, with a key that nobody had before.
    public static Authority create(String cluster, Instant now, Duration life) {
        KeyPair pair = newKey();
        X500Name name = CertificateDraft.name(NAME, cluster);
        Instant end = now.plus(life);
        return new Authority(
                cluster,
                pair.getPrivate(),
                CertificateDraft.ofAuthority(name, spki(pair), now, end).signed(pair.getPrivate()));
    }

    /// One that was kept before; nothing where none was.
    ///
    /// @throws UserMistake when what is kept is no authority any more
    public static Optional<Authority> load(String cluster, Vault vault) {
        return load(cluster, vault, PLACE);
    }

    static Optional<Authority> load(String cluster, Vault vault, String place) {
        return vault.find(place + CERTIFICATE)
                .flatMap(
                        certificate -> vault.find(place + KEY).map(key -> ofFiles(cluster, key, certificate.reveal())));
    }

    /// Keeps it. The certificate comes last: without it there is no authority, and a key alone has signed nothing.
    public void keep(Vault vault) {
        keep(vault, PLACE);
    }

    void keep(Vault vault, String place) {
        vault.put(place + KEY, new Secret(Pem.of(key)));
        vault.put(place + CERTIFICATE, new Secret(certificate()));
    }

    /// One that somebody else made.
    ///
    /// @param key as PEM: PKCS8, SEC1 or PKCS1
    /// @param certificate as PEM; the first one in the text counts
    /// @throws UserMistake when these are no authority
    public static Authority ofFiles(String cluster, Secret key, String certificate) {
        List<X509Certificate> found = Pem.certificates(certificate);
        if (found.isEmpty()) {
            throw new UserMistake(
                    "the certificate of the certificate authority is none in PEM",
                    "see what it is with: openssl x509 -in CERTIFICATE -text");
        }
        X509Certificate first = found.getFirst();
        if (!maySign(first)) {
            throw new UserMistake(
                    "the certificate of " + first.getSubjectX500Principal()
                            + " is not one of a certificate authority: it may sign no others",
                    "see what it may with: openssl x509 -in CERTIFICATE -noout -ext basicConstraints,keyUsage");
        }
        KeyStrength.complaint(spki(first)).ifPresent(complaint -> {
            throw new UserMistake(
                    "the certificate authority has " + complaint,
                    "make one with: openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256");
        });
        PrivateKey read = Pem.privateKey(key);
        if (!fit(read, first)) {
            throw new UserMistake(
                    "the key of the certificate authority does not belong to its certificate",
                    "compare the two with: openssl pkey -in KEY -pubout, and openssl x509 -in CERTIFICATE -noout -pubkey");
        }
        return new Authority(cluster, read, first);
    }

    /// Whether a certificate says that its holder may sign others.
    static boolean maySign(X509Certificate certificate) {
        boolean[] uses = certificate.getKeyUsage();
        return certificate.getBasicConstraints() >= 0 && (uses == null || uses[SIGNS_CERTIFICATES]);
    }

    /// As PEM: what everybody trusts who is to trust the cluster.
    public String certificate() {
        return Pem.of(certificate);
    }

    /// Signs a key that was made elsewhere. Of the request only the key counts, and the proof that its sender has it.
    ///
    /// @param request a certificate signing request, as PEM
    /// @return the certificate, as PEM
    /// @throws WorldRefused when the request is none, proves nothing, or has a weak key
    public String sign(String request, Subject subject, Instant now, Duration life) {
        return Pem.of(sign(proven(request, subject.commonName()), subject, now, life));
    }

    /// A certificate with a key that is made here.
    public KeyAndCertificate issue(Subject subject, Instant now, Duration life) {
        KeyPair pair = newKey();
        X509Certificate signed = sign(spki(pair), subject, now, life);
        return new KeyAndCertificate(new Secret(Pem.of(pair.getPrivate())), Pem.of(signed));
    }

    private X509Certificate sign(SubjectPublicKeyInfo holder, Subject subject, Instant now, Duration life) {
        Instant last = certificate.getNotAfter().toInstant();
        if (!now.isBefore(last)) {
            throw new UserMistake(
                    "the certificate authority of " + cluster + " expired on "
                            + last.atZone(ZoneOffset.UTC).toLocalDate() + " and can sign nothing any more",
                    "castellan certs recover puts another in its place");
        }
        checkName(subject.commonName());
        Instant end = now.plus(life);
        CertificateDraft.Period period = new CertificateDraft.Period(now, end.isAfter(last) ? last : end);
        return CertificateDraft.of(subject, cluster, holder, certificate, period)
                .signed(key);
    }

    /// Whoever bore the authority's own name would pass for it.
    private void checkName(String commonName) {
        boolean fits = !commonName.isBlank() && commonName.length() <= LONGEST_COMMON_NAME;
        if (!fits || commonName.equals(NAME)) {
            throw new UserMistake(
                    "\"" + commonName + "\" cannot be the name in a certificate",
                    "use one of 1 to " + LONGEST_COMMON_NAME + " characters that is not \"" + NAME + "\"");
        }
    }

    private static SubjectPublicKeyInfo proven(String request, String sender) {
        try (PEMParser parser = new PEMParser(new StringReader(request))) {
            if (parser.readObject() instanceof PKCS10CertificationRequest read) {
                SubjectPublicKeyInfo key = read.getSubjectPublicKeyInfo();
                Optional<String> complaint = KeyStrength.complaint(key);
                if (complaint.isPresent()) {
                    throw refused(sender, "has " + complaint.get());
                }
                if (!read.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key))) {
                    throw refused(sender, "is not signed with the key that is in it");
                }
                return key;
            }
        } catch (WorldRefused e) {
            throw e;
        } catch (IOException | PKCSException | OperatorCreationException | RuntimeException e) {
            // Whatever the parser met: it came from another machine and is nothing that can be signed.
            throw refused(sender, "cannot be read");
        }
        throw refused(sender, "is none in PEM");
    }

    private static WorldRefused refused(String sender, String what) {
        return new WorldRefused(
                sender,
                "the request for a certificate " + what,
                "remove its key there and run castellan apply again: it makes a new one");
    }

    static boolean fit(PrivateKey key, X509Certificate certificate) {
        byte[] probe = {1, 2, 3};
        if (!key.getAlgorithm().equals(certificate.getPublicKey().getAlgorithm())) {
            return false;
        }
        try {
            Signature signature =
                    Signature.getInstance(key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA");
            signature.initSign(key);
            signature.update(probe);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(probe);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static KeyPair newKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SubjectPublicKeyInfo spki(KeyPair pair) {
        return SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded());
    }

    static SubjectPublicKeyInfo spki(X509Certificate certificate) {
        return SubjectPublicKeyInfo.getInstance(certificate.getPublicKey().getEncoded());
    }
}
