package dev.castellan.security;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A certificate that is not signed yet.
final class CertificateDraft {
    /// Clocks differ: a host that is a little late must not refuse what was signed just now.
    static final Duration SKEW = Duration.ofMinutes(5);

    private static final int SERIAL_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final X509v3CertificateBuilder builder;

    private CertificateDraft(X509v3CertificateBuilder builder) {
        this.builder = builder;
    }

    /// Of an authority, which signs itself.
    static CertificateDraft ofAuthority(X500Name name, SubjectPublicKeyInfo key, Instant now, Instant end) {
        try {
            SubjectKeyIdentifier id = new JcaX509ExtensionUtils().createSubjectKeyIdentifier(key);
            X509v3CertificateBuilder builder = builder(name, name, key, now, end)
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
                    .addExtension(Extension.subjectKeyIdentifier, false, id)
                    .addExtension(
                            Extension.authorityKeyIdentifier, false, new AuthorityKeyIdentifier(id.getKeyIdentifier()));
            return new CertificateDraft(builder);
        } catch (CertIOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Of a node or a client, to be signed by an authority.
    static CertificateDraft of(
            Subject subject, String cluster, SubjectPublicKeyInfo key, X509Certificate authority, Period period) {
        try {
            JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
            X509v3CertificateBuilder builder = builder(
                            X500Name.getInstance(
                                    authority.getSubjectX500Principal().getEncoded()),
                            name(subject.commonName(), cluster),
                            key,
                            period.now(),
                            period.end())
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                    .addExtension(Extension.extendedKeyUsage, false, purposes(subject.usage()))
                    .addExtension(Extension.subjectKeyIdentifier, false, extensions.createSubjectKeyIdentifier(key))
                    .addExtension(Extension.authorityKeyIdentifier, false, idOf(authority, extensions));
            if (!subject.names().isEmpty()) {
                builder.addExtension(Extension.subjectAlternativeName, false, SubjectNames.of(subject.names()));
            }
            return new CertificateDraft(builder);
        } catch (CertIOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// @param end the last moment it is good for
    record Period(Instant now, Instant end) {}

    X509Certificate signed(PrivateKey key) {
        String algorithm = key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder(algorithm).build(key)));
        } catch (OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The organisation comes first in the bytes, so that Java prints it last: `CN=alice,O=demo` is Kafka's principal.
    static X500Name name(String commonName, String cluster) {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.O, cluster)
                .addRDN(BCStyle.CN, commonName)
                .build();
    }

    private static X509v3CertificateBuilder builder(
            X500Name issuer, X500Name subject, SubjectPublicKeyInfo key, Instant now, Instant end) {
        return new X509v3CertificateBuilder(
                issuer, new BigInteger(SERIAL_BITS, RANDOM), Date.from(now.minus(SKEW)), Date.from(end), subject, key);
    }

    private static ExtendedKeyUsage purposes(Subject.Usage usage) {
        return new ExtendedKeyUsage((switch (usage) {
                    case NODE -> List.of(KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth);
                    case CLIENT -> List.of(KeyPurposeId.id_kp_clientAuth);
                    case SERVER -> List.of(KeyPurposeId.id_kp_serverAuth);
                })
                .toArray(KeyPurposeId[]::new));
    }

    /// As the authority's own certificate gives it, for one that was not made here may have counted it otherwise.
    private static AuthorityKeyIdentifier idOf(X509Certificate authority, JcaX509ExtensionUtils extensions) {
        byte[] said = authority.getExtensionValue(Extension.subjectKeyIdentifier.getId());
        SubjectKeyIdentifier id = said == null
                ? extensions.createSubjectKeyIdentifier(SubjectPublicKeyInfo.getInstance(
                        authority.getPublicKey().getEncoded()))
                : SubjectKeyIdentifier.getInstance(
                        ASN1OctetString.getInstance(said).getOctets());
        return new AuthorityKeyIdentifier(id.getKeyIdentifier());
    }
}
