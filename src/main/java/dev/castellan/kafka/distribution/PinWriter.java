package dev.castellan.kafka.distribution;

import dev.castellan.problem.ExitCode;
import dev.castellan.problem.UserMistake;
import dev.castellan.problem.WorldRefused;
import dev.castellan.spec.KafkaVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes the pin file of a release, for the recipe "add a Kafka version": `./dev pin VERSION`.
///
/// The hashes are those of the jars your Maven repositories serve today: compare them with a second source.
public final class PinWriter {
    private static final Path PINS = Path.of("src/main/resources/dev/castellan/kafka/distribution/pins");

    private PinWriter() {}

    public static void main(String[] arguments) throws IOException {
        try {
            KafkaVersion version = KafkaVersion.parse(arguments[0])
                    .orElseThrow(() -> new UserMistake(arguments[0] + " is no version", "for example 4.3.1"));
            Pins pins = MavenRelease.pins(version, MavenHome.OF_USER, new Tally(Progress.SILENT));
            Path file = Files.createDirectories(PINS).resolve(version + ".txt");
            Files.writeString(file, "# Kafka " + version + "; written by ./dev pin " + version + "\n" + pins.text());
            System.out.println("wrote " + file + ", " + pins.hashes().size()
                    + " jars; compare some of the checksums with a second source");
        } catch (UserMistake | WorldRefused trouble) {
            System.err.println(trouble.getMessage());
            System.exit(ExitCode.WORLD.code());
        }
    }
}
