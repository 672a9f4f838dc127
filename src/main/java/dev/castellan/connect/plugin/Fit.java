package dev.castellan.connect.plugin;

import dev.castellan.problem.Problem;
import dev.castellan.spec.KafkaVersion;
import java.util.List;

/// How a plugin and a release of Kafka get on.
///
/// @param java the least Java that the plugin's classes need
/// @param classes how many of the plugin's classes a worker of this release would take from the plugin
/// @param references how many different things of Kafka they name
/// @param shadowed jars of which most classes would not be loaded: the worker has them, and takes its own
/// @param usable what Connect can use of it
/// @param faults what is wrong with the plugin itself, whatever the release
/// @param problems what is wrong with the two together, errors first
public record Fit(
        KafkaVersion kafka,
        int java,
        int classes,
        int references,
        List<String> shadowed,
        List<Usable> usable,
        List<Problem> faults,
        List<Problem> problems) {
    public Fit {
        shadowed = List.copyOf(shadowed);
        usable = List.copyOf(usable);
        faults = List.copyOf(faults);
        problems = List.copyOf(problems);
    }

    /// A class that was loaded and asked.
    ///
    /// @param version empty where it does not say
    /// @param properties how many its `config()` has
    public record Usable(String kind, String name, String version, int properties) {}

    /// Whether the release has all that the plugin needs.
    public boolean fits() {
        return Problem.errorsIn(problems).isEmpty();
    }

    /// Whether it would work.
    public boolean works() {
        return fits() && Problem.errorsIn(faults).isEmpty();
    }
}
