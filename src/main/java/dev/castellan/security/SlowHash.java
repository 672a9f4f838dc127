package dev.castellan.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/// The hash of a password, for whoever has to know the password when it comes and must not have it.
public final class SlowHash {
    public static final String ALGORITHM = "PBKDF2WithHmacSHA256";

    /// Enough for a password of 185 bits, which nobody guesses; whoever knocks with wrong ones costs the process that
    /// checks them little.
    public static final int ITERATIONS = 1000;

    public static final int BYTES = 32;

    private SlowHash() {}

    /// @return in hex
    public static String of(Secret password, String salt) {
        char[] word = password.reveal().toCharArray();
        PBEKeySpec spec = new PBEKeySpec(word, salt.getBytes(StandardCharsets.UTF_8), ITERATIONS, BYTES * Byte.SIZE);
        try {
            byte[] hash =
                    SecretKeyFactory.getInstance(ALGORITHM).generateSecret(spec).getEncoded();
            return HexFormat.of().formatHex(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
