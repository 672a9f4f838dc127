package dev.castellan.security;

import static dev.castellan.security.Certificates.NOW;
import static dev.castellan.security.Certificates.YEAR;
import static dev.castellan.security.Certificates.YEARS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.castellan.problem.UserMistake;
import java.io.IOException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.Test;

/// An authority that somebody else made.
class OwnAuthorityTest {
    private static final Subject NODE = Subject.node("node-1", List.of("localhost"));

    @Test
    void keys_are_read_in_every_form_openssl_writes() throws Exception {
        for (KeyPair pair : List.of(Certificates.ec("secp256r1"), Certificates.rsa(2048))) {
            String certificate = certificate(pair);
            String bare = bare(pair.getPrivate());
            for (String key : List.of(Pem.of(pair.getPrivate()), "a remark\n" + bare)) {
                Authority read = Authority.ofFiles("demo", new Secret(key), "a remark\n" + certificate);
                assertThat(read.certificate()).isEqualTo(certificate);
                Certificates.validate(read.issue(NODE, NOW, YEAR).certificate(), certificate, NOW);
            }
        }
    }

    @Test
    void what_is_no_authority_is_refused() {
        Authority authority = Authority.create("demo", NOW, YEARS);
        KeyAndCertificate node = authority.issue(NODE, NOW, YEAR);
        refuses(
                node.key(),
                node.certificate(),
                "the certificate of CN=node-1, O=demo is not one of a certificate "
                        + "authority: it may sign no others; "
                        + "see what it may with: openssl x509 -in CERTIFICATE -noout -ext basicConstraints,keyUsage");
        refuses(
                node.key(),
                "nothing",
                "the certificate of the certificate authority is none in PEM; "
                        + "see what it is with: openssl x509 -in CERTIFICATE -text");
    }

    @Test
    void a_key_that_does_not_fit_is_refused() throws Exception {
        String certificate = Authority.create("demo", NOW, YEARS).certificate();
        String message = "the key of the certificate authority does not belong to its certificate; compare the two "
                + "with: openssl pkey -in KEY -pubout, and openssl x509 -in CERTIFICATE -noout -pubkey";
        refuses(new Secret(Pem.of(Certificates.ec("secp256r1").getPrivate())), certificate, message);
        refuses(new Secret(Pem.of(Certificates.ec("secp384r1").getPrivate())), certificate, message);
        refuses(new Secret(Pem.of(Certificates.rsa(2048).getPrivate())), certificate, message);
    }

    @Test
    void a_key_that_cannot_be_read_is_refused_without_a_word_of_it() throws Exception {
        String certificate = Authority.create("demo", NOW, YEARS).certificate();
        String message = "the key of the certificate authority is no private key in PEM; "
                + "see what it is with: openssl pkey -in KEY";
        refuses(new Secret("canary"), certificate, message);
        refuses(new Secret(certificate), certificate, message);
        refuses(new Secret(Certificates.pem("PRIVATE KEY", new byte[] {1, 2, 3})), certificate, message);
        refuses(new Secret(Certificates.pem("EC PRIVATE KEY", new byte[] {1, 2, 3})), certificate, message);
        refuses(new Secret("-----BEGIN RSA PRIVATE KEY-----\ncanary\n"), certificate, message);
    }

    @Test
    void a_locked_key_is_refused_with_the_way_to_unlock_it() {
        String certificate = Authority.create("demo", NOW, YEARS).certificate();
        refuses(
                new Secret("-----BEGIN EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\n"
                        + "AAAA\n-----END EC PRIVATE KEY-----\n"),
                certificate,
                "the key of the certificate authority is locked with a passphrase; "
                        + "unlock it with: openssl pkey -in KEY -out UNLOCKED");
    }

    @Test
    void a_weak_authority_is_refused() throws Exception {
        KeyPair weak = Certificates.rsa(1024);
        refuses(
                new Secret(Pem.of(weak.getPrivate())),
                certificate(weak),
                "the certificate authority has an RSA key of 1024 bits, and fewer than 2048 are too weak; "
                        + "make one with: openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256");
    }

    /// PKCS1, or SEC1 with the name of the curve in it.
    private static String bare(PrivateKey key) throws IOException {
        if (key instanceof ECPrivateKey ec) {
            return Certificates.pem(
                    "EC PRIVATE KEY",
                    new org.bouncycastle.asn1.sec.ECPrivateKey(256, ec.getS(), SECObjectIdentifiers.secp256r1)
                            .getEncoded());
        }
        PrivateKeyInfo wrapped = PrivateKeyInfo.getInstance(key.getEncoded());
        return Certificates.pem(
                "RSA PRIVATE KEY", wrapped.parsePrivateKey().toASN1Primitive().getEncoded());
    }

    private static void refuses(Secret key, String certificate, String message) {
        assertThatThrownBy(() -> Authority.ofFiles("demo", key, certificate))
                .isInstanceOf(UserMistake.class)
                .hasMessage(message)
                .hasNoCause();
    }

    private static String certificate(KeyPair pair) {
        return Pem.of(CertificateDraft.ofAuthority(
                        new X500Name("CN=root of all,C=NL"),
                        SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()),
                        NOW,
                        NOW.plus(Duration.ofDays(3650)))
                .signed(pair.getPrivate()));
    }
}
