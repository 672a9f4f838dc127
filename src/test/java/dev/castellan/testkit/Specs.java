package dev.castellan.testkit;

import dev.castellan.problem.Problem;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.SpecReader;

/// Specs for tests, read from the text a person would write.
public final class Specs {
    private Specs() {}

    /// A spec that must hold no error; its places are those of `cluster.yaml`.
    public static ClusterSpec aCluster(String yaml) {
        SpecReader.Reading reading = SpecReader.read("cluster.yaml", yaml);
        if (!Problem.errorsIn(reading.problems()).isEmpty()) {
            throw new IllegalArgumentException("a test's own spec: " + reading.problems() + "\n" + yaml);
        }
        return reading.spec();
    }
}
