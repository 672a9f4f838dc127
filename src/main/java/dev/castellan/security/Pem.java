package dev.castellan.security;

import dev.castellan.problem.UserMistake;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.jspecify.annotations.Nullable;

/// Keys and certificates as text.
final class Pem {
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
    private static final String BLOCK = "-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\\s]*)-----END CERTIFICATE-----";
    private static final Pattern CERTIFICATE = Pattern.compile(BLOCK);
    private static final Pattern CERTIFICATES = Pattern.compile("(" + BLOCK + "\\s*)+");

    private Pem() {}

    static String of(PrivateKey key) {
        return block("PRIVATE KEY", key.getEncoded());
    }

    static String of(X509Certificate certificate) {
        try {
            return block("CERTIFICATE", certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String block(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + LINES.encodeToString(der) + "\n-----END " + label + "-----\n";
    }

    /// Whether a text is certificates and nothing else: those are for everybody to see.
    static boolean isOnlyCertificates(String text) {
        return CERTIFICATES.matcher(text).matches();
    }

    /// The certificates in a text, whatever stands around them. A block that is no certificate is passed over.
    static List<X509Certificate> certificates(String text) {
        List<X509Certificate> found = new ArrayList<>();
        Matcher block = CERTIFICATE.matcher(text);
        while (block.find()) {
            try {
                byte[] der = Base64.getMimeDecoder().decode(block.group(1));
                CertificateFactory factory = CertificateFactory.getInstance("X.509");
                if (factory.generateCertificate(new ByteArrayInputStream(der)) instanceof X509Certificate read) {
                    found.add(read);
                }
            } catch (CertificateException | IllegalArgumentException e) {
                // Damaged: as good as absent, and what is absent is made anew.
            }
        }
        return found;
    }

    /// A private key in any of the forms OpenSSL writes: PKCS8, SEC1, PKCS1. What is in it is never in a message.
    static PrivateKey privateKey(Secret pem) {
        @Nullable Object first = firstKey(pem.reveal());
        if (isLocked(pem)) {
            throw new UserMistake(
                    "the key of the certificate authority is locked with a passphrase",
                    "unlock it with: openssl pkey -in KEY -out UNLOCKED");
        }
        try {
            JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
            return switch (first) {
                case PrivateKeyInfo key -> converter.getPrivateKey(key);
                case PEMKeyPair pair -> converter.getPrivateKey(pair.getPrivateKeyInfo());
                case null, default -> throw noKey();
            };
        } catch (IOException e) {
            throw noKey();
        }
    }

    /// Whether a passphrase is needed to read a key.
    static boolean isLocked(Secret pem) {
        @Nullable Object first = firstKey(pem.reveal());
        return first instanceof PEMEncryptedKeyPair || first instanceof PKCS8EncryptedPrivateKeyInfo;
    }

    /// Whether it is a private key that can be read.
    static boolean isKey(Secret pem) {
        try {
            privateKey(pem);
            return true;
        } catch (UserMistake e) {
            return false;
        }
    }

    /// `openssl ecparam -genkey` puts the parameters of the curve before the key.
    private static @Nullable Object firstKey(String text) {
        try (PEMParser parser = new PEMParser(new StringReader(text))) {
            @Nullable Object read = parser.readObject();
            while (read != null && !isKey(read)) {
                read = parser.readObject();
            }
            return read;
        } catch (IOException | RuntimeException e) { // the parser throws what it meets: there is no list
            return null;
        }
    }

    private static boolean isKey(Object read) {
        return read instanceof PrivateKeyInfo
                || read instanceof PEMKeyPair
                || read instanceof PEMEncryptedKeyPair
                || read instanceof PKCS8EncryptedPrivateKeyInfo;
    }

    private static UserMistake noKey() {
        return new UserMistake(
                "the key of the certificate authority is no private key in PEM",
                "see what it is with: openssl pkey -in KEY");
    }
}
