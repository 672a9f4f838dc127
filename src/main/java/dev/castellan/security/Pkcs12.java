package dev.castellan.security;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;

/// Keys and certificates in stores of PKCS 12, for whoever knows no PEM files. Two of the same content differ in their
/// bytes, for each is salted.
public final class Pkcs12 {
    /// What the entry of a key is called.
    public static final String ALIAS = "key";

    private static final String TYPE = "PKCS12";

    private Pkcs12() {}

    /// A key with its certificate and what stands behind that.
    public static byte[] keys(KeyAndCertificate pair, Secret password) {
        char[] word = password.reveal().toCharArray();
        return store(word, store -> {
            Certificate[] chain = Pem.certificates(pair.certificate()).toArray(Certificate[]::new);
            store.setKeyEntry(ALIAS, Pem.privateKey(pair.key()), word, chain);
        });
    }

    /// Certificates to trust.
    ///
    /// @param authorities as PEM
    public static byte[] trusted(String authorities, Secret password) {
        return store(password.reveal().toCharArray(), store -> fill(store, authorities));
    }

    /// The same as a TLS library of this JVM takes it.
    public static KeyStore trusted(String authorities) {
        try {
            KeyStore store = KeyStore.getInstance(TYPE);
            store.load(null, null);
            fill(store, authorities);
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void fill(KeyStore store, String authorities) throws GeneralSecurityException {
        List<X509Certificate> certificates = Pem.certificates(authorities);
        for (int i = 0; i < certificates.size(); i++) {
            store.setCertificateEntry("authority-" + (i + 1), certificates.get(i));
        }
    }

    private interface Filling {
        void into(KeyStore store) throws GeneralSecurityException;
    }

    private static byte[] store(char[] password, Filling filling) {
        try {
            KeyStore store = KeyStore.getInstance(TYPE);
            store.load(null, null);
            filling.into(store);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            store.store(bytes, password);
            return bytes.toByteArray();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
