package dev.castellan.connect.plugin;

import dev.castellan.problem.Problem;
import dev.castellan.spec.KafkaVersion;
import java.util.List;

/// How a plugin and a release of Kafka get on.
///
/// @param java the least Java that the plugin's classes need
/// @param classes how many of the plugin's classes a worker of this release would take from the plugin
/// @param references how many different things of Kafka they name
/// @param unused jars of which no class would be loaded: the worker has them all, and takes its own
/// @param usable what Connect can use of it
/// @param problems errors first; with none of them it fits
public record Fit(
        KafkaVersion kafka,
        int java,
        int classes,
        int references,
        List<String> unused,
        List<Usable> usable,
        List<Problem> problems) {
    public Fit {
        unused = List.copyOf(unused);
        usable = List.copyOf(usable);
        problems = List.copyOf(problems);
    }

    /// A class that was loaded and asked.
    ///
    /// @param version empty where it does not say
    /// @param properties how many its `config()` has
    public record Usable(String kind, String name, String version, int properties) {}

    public boolean fits() {
        return Problem.errorsIn(problems).isEmpty();
    }
}
