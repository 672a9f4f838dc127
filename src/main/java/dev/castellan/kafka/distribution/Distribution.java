package dev.castellan.kafka.distribution;

import dev.castellan.spec.KafkaVersion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// One release of Kafka on this machine.
///
/// @param directory where it lies; the jars are in its `libs`
/// @param jars absolute, sorted by name: the class path of every Kafka process and tool
public record Distribution(KafkaVersion version, Path directory, List<Path> jars) {
    public Distribution {
        directory = directory.toAbsolutePath();
        List<Path> sorted = new ArrayList<>(jars.size());
        for (Path jar : jars) { // plain loops on this way: it is part of every start
            sorted.add(jar.toAbsolutePath());
        }
        sorted.sort(null);
        jars = List.copyOf(sorted);
    }
}
