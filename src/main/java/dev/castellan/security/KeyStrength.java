package dev.castellan.security;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/// Which public keys are signed: those that every TLS of today takes, and none that is weak.
final class KeyStrength {
    private static final int SHORTEST_RSA = 2048;
    private static final Map<ASN1ObjectIdentifier, String> CURVES = Map.of(
            SECObjectIdentifiers.secp256r1, "P-256",
            SECObjectIdentifiers.secp384r1, "P-384",
            SECObjectIdentifiers.secp521r1, "P-521");

    private KeyStrength() {}

    /// What is wrong with a key, to go behind "has"; nothing where it is good.
    static Optional<String> complaint(SubjectPublicKeyInfo key) {
        ASN1ObjectIdentifier kind = key.getAlgorithm().getAlgorithm();
        if (kind.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
            ASN1Encodable curve = key.getAlgorithm().getParameters();
            return curve instanceof ASN1ObjectIdentifier name && CURVES.containsKey(name)
                    ? Optional.empty()
                    : Optional.of("a key on a curve other than P-256, P-384 and P-521");
        }
        if (kind.equals(PKCSObjectIdentifiers.rsaEncryption)) {
            int bits = rsaBits(key);
            return bits >= SHORTEST_RSA
                    ? Optional.empty()
                    : Optional.of("an RSA key of " + bits + " bits, and fewer than " + SHORTEST_RSA + " are too weak");
        }
        return Optional.of("a key that is neither RSA nor EC");
    }

    private static int rsaBits(SubjectPublicKeyInfo key) {
        try {
            return RSAPublicKey.getInstance(key.parsePublicKey()).getModulus().bitLength();
        } catch (IOException | RuntimeException e) { // no number at all: as weak as can be
            return 0;
        }
    }
}
