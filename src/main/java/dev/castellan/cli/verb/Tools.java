package dev.castellan.cli.verb;

import dev.castellan.view.Console;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/// What every verb is handed: the edges of this process, wired once in [Main].
///
/// @param home where Castellan keeps clusters and Kafka versions (`~/.castellan`, or `CASTELLAN_HOME`)
/// @param directory the directory the user stands in
public record Tools(Console console, Path home, Path directory, Map<String, String> environment, InstantSource clock) {}
