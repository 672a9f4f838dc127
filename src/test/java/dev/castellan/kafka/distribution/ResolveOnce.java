package dev.castellan.kafka.distribution;

import dev.castellan.spec.KafkaVersion;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// A process of its own that resolves one release: `ResolveOnce CACHE VERSION`.
final class ResolveOnce {
    private ResolveOnce() {}

    public static void main(String[] arguments) {
        var distributions = new Distributions(Path.of(arguments[0]), Progress.SILENT);
        Distribution distribution =
                distributions.resolve(KafkaVersion.parse(arguments[1]).orElseThrow());
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        out.print(distribution.jars().size() + " jars, "
                + distributions.verify(distribution).size() + " damaged");
    }
}
