package dev.castellan.security;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.security.SecureRandom;

/// A value that must not be seen: it prints as `***` wherever it goes, and is revealed in one way only.
public final class Secret {
    private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
    private static final int LENGTH = 32;

    private final String value;

    /// Not for JSON: what was written there is `***`, and read back it would pass for the secret.
    @JsonCreator(mode = JsonCreator.Mode.DISABLED)
    public Secret(String value) {
        this.value = value;
    }

    /// A new one: 32 letters and digits, which need no quoting anywhere and cannot be misread; 185 bits.
    public static Secret generate() {
        return new Secret(new SecureRandom()
                .ints(LENGTH, 0, LETTERS.length())
                .map(LETTERS::charAt)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString());
    }

    /// The value itself, for the one place that has to have it.
    public String reveal() {
        return value;
    }

    @Override
    @JsonValue
    public String toString() {
        return "***";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && secret.value.equals(value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }
}
