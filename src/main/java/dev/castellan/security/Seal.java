package dev.castellan.security;

import dev.castellan.problem.UserMistake;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Locks texts with a passphrase. A sealed file is two lines of text, all bytes in Base64:
///
///     castellan-sealed-1 pbkdf2-hmac-sha256 ROUNDS SALT
///     NONCE CIPHERTEXT
///
/// The key is PBKDF2(passphrase, SALT, ROUNDS), 256 bits; the salt has 16 bytes and is one for all files of a vault, so
/// that a vault opens with one derivation. The cipher is AES-256-GCM with a nonce of 12 random bytes for every file
/// that is written, a tag of 128 bits at the end of the ciphertext, and `FIRST LINE\nNAME OF THE SECRET` authenticated
/// with it: a file under another name does not open. A file whose first word is another is no sealed one.
final class Seal {
    private static final String MARK = "castellan-sealed-1 ";
    private static final String BASE64 = "([A-Za-z0-9+/]+={0,2})";

    /// The number of rounds is bounded, or a damaged file could keep a command busy for years.
    private static final Pattern FORM = Pattern.compile(
            MARK + "pbkdf2-hmac-sha256 ([1-9][0-9]{0,7}) " + BASE64 + "\n" + BASE64 + " " + BASE64 + "\n?");

    /// What OWASP's cheat sheet on storing passwords asks for: a second or two for us, years for one who guesses.
    static final int ROUNDS = 600_000;

    private static final int KEY_BITS = 256;
    private static final int TAG_BITS = 128;
    private static final int NONCE_BYTES = 12;
    private static final int SALT_BYTES = 16;

    private final Supplier<Secret> passphrase;
    private final int rounds;
    private final SecureRandom random = new SecureRandom();
    private final Map<Lock, SecretKeySpec> keys = new ConcurrentHashMap<>();
    private volatile @Nullable Lock lock;
    private @Nullable Secret told;

    /// What a key is made of, besides the passphrase.
    private record Lock(int rounds, String salt) {
        String line() {
            return MARK + "pbkdf2-hmac-sha256 " + rounds + " " + salt;
        }
    }

    /// @param passphrase asked once, when it is needed first
    Seal(Supplier<Secret> passphrase, int rounds) {
        this.passphrase = passphrase;
        this.rounds = rounds;
    }

    static boolean isSealed(String text) {
        return text.startsWith(MARK);
    }

    /// Whether it has opened or sealed something: only then does it know with which salt.
    boolean isUsed() {
        return lock != null;
    }

    String seal(String name, String value) {
        Lock with = lock;
        if (with == null) {
            with = new Lock(rounds, base64(bytes(SALT_BYTES)));
            lock = with;
        }
        byte[] nonce = bytes(NONCE_BYTES);
        try {
            byte[] closed =
                    cipher(Cipher.ENCRYPT_MODE, with, nonce, name).doFinal(value.getBytes(StandardCharsets.UTF_8));
            return with.line() + "\n" + base64(nonce) + " " + base64(closed) + "\n";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The value in a sealed text; nothing when the passphrase is another, or the text was changed.
    Optional<String> open(String name, String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        try {
            Lock with = new Lock(Integer.parseInt(form.group(1)), form.group(2));
            byte[] nonce = Base64.getDecoder().decode(form.group(3));
            byte[] opened = cipher(Cipher.DECRYPT_MODE, with, nonce, name)
                    .doFinal(Base64.getDecoder().decode(form.group(4)));
            lock = with;
            return Optional.of(new String(opened, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Cipher cipher(int mode, Lock with, byte[] nonce, String name) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, keys.computeIfAbsent(with, this::derive), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD((with.line() + "\n" + name).getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private SecretKeySpec derive(Lock with) {
        char[] letters = passphrase().reveal().toCharArray();
        if (letters.length == 0) {
            throw new UserMistake("the passphrase of the vault is empty", "give one and run the same command again");
        }
        PBEKeySpec spec = new PBEKeySpec(letters, Base64.getDecoder().decode(with.salt()), with.rounds(), KEY_BITS);
        try {
            byte[] key = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
            return new SecretKeySpec(key, "AES");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } finally {
            spec.clearPassword();
        }
    }

    private synchronized Secret passphrase() {
        Secret known = told == null ? passphrase.get() : told;
        told = known;
        return known;
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
