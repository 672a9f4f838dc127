package dev.castellan.kafka.distribution;

import dev.castellan.spec.KafkaVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Every jar of one release with the SHA-256 it must have; shipped in the product as `pins/4.3.1.txt`.
record Pins(SortedMap<Coordinates, String> hashes) {
    private static final String LINE = "[0-9a-f]{64}  \\S+";

    Pins {
        hashes = new TreeMap<>(hashes);
    }

    /// The pins shipped for a release; empty where the product ships none.
    static Optional<Pins> shipped(KafkaVersion version) {
        try (InputStream resource = Pins.class.getResourceAsStream("pins/" + version + ".txt")) {
            return resource == null
                    ? Optional.empty()
                    : Optional.of(parse(new String(resource.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Reads lines of `sha256  group:artifact:version`; `#` starts a comment line.
    static Pins parse(String text) {
        SortedMap<Coordinates, String> hashes = new TreeMap<>();
        text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(line -> {
            if (!line.matches(LINE)) {
                throw new IllegalArgumentException("not a pin: " + line);
            }
            hashes.put(Coordinates.parse(line.substring(66)), line.substring(0, 64));
        });
        return new Pins(hashes);
    }

    String text() {
        return hashes.entrySet().stream()
                .map((Map.Entry<Coordinates, String> pin) -> pin.getValue() + "  " + pin.getKey() + "\n")
                .collect(Collectors.joining());
    }
}
