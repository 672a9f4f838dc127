package dev.castellan.security;

import static dev.castellan.security.Certificates.NOW;
import static dev.castellan.security.Certificates.YEAR;
import static dev.castellan.security.Certificates.YEARS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.testkit.Golden;
import java.math.BigInteger;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;

/// What is said of certificates and keys that somebody else made.
class PemCheckTest {
    private static final Duration DAY = Duration.ofDays(1);

    private final KeyPair rootKey = Certificates.ec("secp256r1");
    private final KeyPair middleKey = Certificates.rsa(2048);
    private final KeyPair nodeKey = Certificates.ec("secp256r1");
    private final String root = signed("CN=root", rootKey, "CN=root", rootKey, NOW.plus(YEARS), true);
    private final String middle = signed("CN=middle", middleKey, "CN=root", rootKey, NOW.plus(YEAR), true);

    PemCheckTest() throws Exception {}

    @Test
    void what_is_good_is_passed_in_silence() throws Exception {
        assertThat(PemCheck.authority(file("ca.pem", middle + root), key(middleKey), NOW))
                .isEmpty();
        assertThat(PemCheck.authority(file("ca.pem", root), Optional.empty(), NOW))
                .isEmpty();
        Authority signer = Authority.ofFiles("demo", new Secret(Pem.of(middleKey.getPrivate())), middle);
        KeyAndCertificate node = signer.issue(Subject.node("kafka-1", List.of("10.0.0.1", "*.example.org")), NOW, YEAR);
        for (String trusted : List.of(middle, root)) {
            assertThat(PemCheck.node(
                            file("one.pem", node.certificate() + middle),
                            Optional.of(new PemCheck.File("one.key", node.key())),
                            trusted,
                            List.of("10.0.0.1", "a.example.org"),
                            NOW))
                    .isEmpty();
        }
    }

    @Test
    void everything_that_is_wrong_with_certificates_that_are_brought_is_said() throws Exception {
        String node = signed("CN=kafka-1", nodeKey, "CN=middle", middleKey, NOW.plus(DAY), false);
        String nameless = signed("O=Company", nodeKey, "CN=middle", middleKey, NOW.plus(DAY), false);
        List<String> names = List.of("10.0.0.1");
        Golden.folder("everything-that-is-wrong-with-certificates-that-are-brought-is-said")
                .holds(Map.of(
                        "authority.txt",
                        told(PemCheck.authority(file("ca.pem", "nothing"), Optional.empty(), NOW))
                                + told(PemCheck.authority(file("ca.pem", node), key(middleKey), NOW))
                                + told(PemCheck.authority(
                                        file("ca.pem", middle + node), keyText(locked()), NOW.plus(YEARS)))
                                + told(PemCheck.authority(file("ca.pem", middle), keyText(middle), NOW.minus(YEARS))),
                        "node.txt",
                        told(PemCheck.node(file("one.pem", node), key(nodeKey), root, names, NOW))
                                + told(PemCheck.node(
                                        file("one.pem", nameless + middle),
                                        key(middleKey),
                                        root,
                                        names,
                                        NOW.plus(YEAR)))));
    }

    private static String told(List<PemCheck.Complaint> complaints) {
        return complaints.stream()
                .map(complaint -> complaint.part() + "  " + complaint.what() + "; " + complaint.hint() + "\n")
                .collect(Collectors.joining());
    }

    private static PemCheck.File file(String name, String text) {
        return new PemCheck.File(name, new Secret(text));
    }

    private static Optional<PemCheck.File> key(KeyPair pair) {
        return keyText(Pem.of(pair.getPrivate()));
    }

    private static Optional<PemCheck.File> keyText(String text) {
        return Optional.of(file("ca.key", text));
    }

    private static String locked() {
        return "-----BEGIN EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\nAAAA\n"
                + "-----END EC PRIVATE KEY-----\n";
    }

    /// An authority, or a server that is none for clients and names nothing.
    private static String signed(
            String subject, KeyPair holder, String issuer, KeyPair signer, Instant end, boolean authority)
            throws Exception {
        X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                new X500Name(issuer),
                BigInteger.TEN,
                Date.from(NOW.minus(DAY)),
                Date.from(end),
                new X500Name(subject),
                SubjectPublicKeyInfo.getInstance(holder.getPublic().getEncoded()));
        if (authority) {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(1));
        } else {
            builder.addExtension(
                    Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
        }
        String algorithm = signer.getPrivate().getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
        return Pem.of(new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder(algorithm).build(signer.getPrivate()))));
    }
}
