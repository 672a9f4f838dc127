package dev.castellan.target;

import dev.castellan.kafka.config.PropertiesText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What Castellan wrote on a node's machine, when and for whom; it lies beside the node.
///
/// @param written when, in UTC: `2026-11-25T14:00:00Z`
/// @param by who applied: `jane@laptop`
/// @param spec the SHA-256 of the `cluster.yaml` it was made from
/// @param kafka the release
/// @param files the SHA-256 of each file by name, as it was written
public record Manifest(String written, String by, String spec, String kafka, SortedMap<String, String> files) {
    private static final String FILE = "file.";

    /// Reads what is kept, a properties file.
    public static Manifest parse(String text) {
        Map<String, String> properties = PropertiesText.read(text);
        SortedMap<String, String> files = new TreeMap<>();
        properties.forEach((key, value) -> {
            if (key.startsWith(FILE)) {
                files.put(key.substring(FILE.length()), value);
            }
        });
        return new Manifest(
                properties.getOrDefault("written", ""),
                properties.getOrDefault("by", ""),
                properties.getOrDefault("spec", ""),
                properties.getOrDefault("kafka", ""),
                files);
    }

    /// Whether a file is not as Castellan wrote it; never for one that it does not know of.
    public boolean isChangedSince(String file, String text) {
        String sum = files.get(file);
        return sum != null && !sum.equals(sha256(text));
    }

    public static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
