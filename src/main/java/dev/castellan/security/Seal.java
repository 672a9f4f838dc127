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
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.jspecify.annotations.Nullable;

/// Locks texts with a passphrase. A sealed file is two lines of text, all bytes in Base64:
///
///     castellan-sealed-1 argon2id KIBIBYTES PASSES SALT
///     NONCE CIPHERTEXT
///
/// The key is Argon2id (RFC 9106) of the passphrase, 256 bits, in one lane; the salt has 16 bytes and is one for
/// all files of a vault, so that a vault opens with one derivation. The cipher is AES-256-GCM with a nonce of 12
/// random bytes for every file that is written, a tag of 128 bits at the end of the ciphertext, and `FIRST
/// LINE\nNAME OF THE SECRET` authenticated with it: a file under another name does not open. A file whose first
/// word is another is no sealed one.
final class Seal {
    private static final String MARK = "castellan-sealed-1 ";
    private static final String BASE64 = "([A-Za-z0-9+/]+={0,2})";

    /// The cost is bounded, or a damaged file could take all the memory or keep a command busy for years.
    private static final Pattern FORM = Pattern.compile(
            MARK + "argon2id ([1-9][0-9]{0,5}) ([1-9][0-9]?) " + BASE64 + "\n" + BASE64 + " " + BASE64 + "\n?");

    /// What RFC 9106 recommends where memory is dear: about a second for us, years for one who guesses.
    static final Cost COST = new Cost(65_536, 3);

    private static final int KEY_BYTES = 32;
    private static final int TAG_BITS = 128;
    private static final int NONCE_BYTES = 12;
    private static final int SALT_BYTES = 16;

    private final Supplier<Secret> passphrase;
    private final Cost cost;
    private final SecureRandom random = new SecureRandom();
    private final Map<Lock, SecretKeySpec> keys = new ConcurrentHashMap<>();
    private volatile @Nullable Lock lock;
    private @Nullable Secret told;

    /// What it takes to try one passphrase.
    record Cost(int kibibytes, int passes) {}

    /// What a key is made of, besides the passphrase.
    private record Lock(Cost cost, String salt) {
        String line() {
            return MARK + "argon2id " + cost.kibibytes() + " " + cost.passes() + " " + salt;
        }
    }

    /// @param passphrase asked once, when it is needed first
    Seal(Supplier<Secret> passphrase, Cost cost) {
        this.passphrase = passphrase;
        this.cost = cost;
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
            with = new Lock(cost, base64(bytes(SALT_BYTES)));
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
            Cost paid = new Cost(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)));
            Lock with = new Lock(paid, form.group(3));
            byte[] nonce = Base64.getDecoder().decode(form.group(4));
            byte[] opened = cipher(Cipher.DECRYPT_MODE, with, nonce, name)
                    .doFinal(Base64.getDecoder().decode(form.group(5)));
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
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(with.cost().kibibytes())
                .withIterations(with.cost().passes())
                .withParallelism(1)
                .withSalt(Base64.getDecoder().decode(with.salt()))
                .build());
        byte[] key = new byte[KEY_BYTES];
        generator.generateBytes(letters, key);
        return new SecretKeySpec(key, "AES");
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
