package dev.castellan.kafka.distribution;

import dev.castellan.spec.KafkaVersion;
import java.nio.file.Path;
import java.util.List;

/// One release of Kafka on this machine.
///
/// @param directory where it lies; the jars are in its `libs`
/// @param jars absolute, sorted by name: the class path of every Kafka process and tool
public record Distribution(KafkaVersion version, Path directory, List<Path> jars) {
    public Distribution {
        directory = directory.toAbsolutePath();
        jars = jars.stream().map(Path::toAbsolutePath).sorted().toList();
    }
}
