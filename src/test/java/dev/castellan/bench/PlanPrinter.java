package dev.castellan.bench;

import dev.castellan.kafka.distribution.Distribution;
import dev.castellan.plan.PlanText;
import dev.castellan.plan.Planner;
import dev.castellan.plan.Question;
import dev.castellan.spec.KafkaVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Prints the plan for a [Fleet], in a JVM that does nothing else.
public final class PlanPrinter {
    private PlanPrinter() {}

    /// @param arguments a directory with a release of Kafka, and `fresh`, `drifted` or `full`
    public static void main(String[] arguments) throws IOException {
        Path release = Path.of(arguments[0]);
        KafkaVersion version =
                KafkaVersion.parse(String.valueOf(release.getFileName())).orElseThrow();
        try (Stream<Path> jars = Files.list(release.resolve("libs"))) {
            Fleet fleet = new Fleet(
                    arguments[1].equals("full") ? 12 : 100, new Distribution(version, release, jars.toList()));
            Question question = switch (arguments[1]) {
                case "fresh" -> fleet.fresh();
                case "drifted" -> fleet.drifted();
                default -> fleet.full();
            };
            Planner.Answer answer = Planner.plan(question);
            if (!answer.problems().isEmpty() || !answer.obstacles().isEmpty()) {
                throw new IllegalStateException(answer.toString());
            }
            System.out.println(PlanText.of(answer.plan()));
        }
    }
}
