package dev.castellan.cli;

import dev.castellan.apply.PlanFile;
import dev.castellan.cli.verb.Tools;
import dev.castellan.cli.verb.Verb;
import dev.castellan.kafka.client.KafkaConnection;
import dev.castellan.kafka.client.Warmup;
import dev.castellan.plan.Plan;
import dev.castellan.plan.PlanText;
import dev.castellan.problem.ExitCode;
import dev.castellan.problem.WorldRefused;
import dev.castellan.spec.SpecReader;
import dev.castellan.spec.Starter;
import dev.castellan.view.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/// Walks the paths that short commands take, so that Java's class archive holds them. Run once after a build.
@Command(name = "__train", hidden = true, description = "load what commands need, for the class archive")
final class Training extends Verb {
    private static final String NOWHERE = "127.0.0.1:1";

    private final Tools tools;

    Training(Tools tools) {
        this.tools = tools;
    }

    @Override
    public ExitCode call() {
        Commands.commandLine(tools);
        SpecReader.read("cluster.yaml", Starter.text("training"));
        Plan plan = new Plan("training", "4.3.1", List.of(), List.of());
        tools.console().say(PlanText.of(plan) + Json.pretty(PlanFile.body(plan)));
        for (List<String> words : List.of(
                List.of("topics", "list"), List.of("topics", "describe"), List.of("quorum"), List.of("status"))) {
            List<String> line = new ArrayList<>(words);
            line.addAll(List.of("--bootstrap", NOWHERE, "--timeout", "1"));
            new Main(tools).run(line.toArray(String[]::new));
        }
        try (KafkaConnection connection = new KafkaConnection(NOWHERE, Map.of(), Duration.ofSeconds(1))) {
            Warmup.run(connection);
        } catch (WorldRefused nobody) {
            tools.console().say("as expected: " + nobody.getMessage());
        }
        return ExitCode.DONE;
    }
}
