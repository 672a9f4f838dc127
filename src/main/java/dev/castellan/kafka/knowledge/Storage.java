package dev.castellan.kafka.knowledge;

import dev.castellan.kafka.config.PropertiesText;
import dev.castellan.kafka.config.ServerProperties;
import dev.castellan.problem.WorldRefused;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Formats storage as `kafka-storage.sh format` does, in this process: one loader instead of a JVM for every node.
final class Storage {
    private final KafkaClasses classes;

    Storage(KafkaClasses classes) {
        this.classes = classes;
    }

    void format(FormatRequest request) {
        var output = new ByteArrayOutputStream();
        try {
            int code = classes.ask(() -> {
                forbidExit();
                Object answer = classes.load("kafka.tools.StorageTool")
                        .getMethod("execute", String[].class, PrintStream.class)
                        .invoke(null, arguments(request), new PrintStream(output, true, StandardCharsets.UTF_8));
                return (Integer) answer;
            });
            if (code != 0) {
                throw refused(request, output.toString(StandardCharsets.UTF_8).strip());
            }
        } catch (KafkaSaid said) {
            throw refused(
                    request,
                    said.getCause() instanceof NoSuchFileException
                            ? "there is no such file"
                            : Prose.refusal(String.valueOf(said.getMessage())));
        }
    }

    static String[] arguments(FormatRequest request) {
        List<String> arguments = new ArrayList<>(List.of(
                "format",
                "-t",
                request.clusterId(),
                "-c",
                request.serverProperties().toString()));
        if (!namesVoters(request.serverProperties())) {
            request.initialControllers()
                    .ifPresentOrElse(
                            controllers -> arguments.addAll(List.of("--initial-controllers", controllers)),
                            () -> arguments.add("--no-initial-controllers"));
        }
        request.scram().ifPresent(user -> arguments.addAll(List.of("--add-scram", user.reveal())));
        arguments.add("--ignore-formatted");
        return arguments.toArray(String[]::new);
    }

    /// Storage of a static quorum is told of no controllers: the tool refuses to hear of them twice.
    private static boolean namesVoters(Path serverProperties) {
        try {
            return PropertiesText.read(Files.readString(serverProperties)).containsKey(ServerProperties.VOTERS);
        } catch (IOException e) {
            return false; // the tool says what is wrong with the file
        }
    }

    /// Kafka's tools end the process on arguments they do not like; here that is an exception.
    private void forbidExit() throws ReflectiveOperationException {
        Class<?> procedure = classes.load("org.apache.kafka.common.utils.Exit$Procedure");
        Object refusal = Proxy.newProxyInstance(procedure.getClassLoader(), new Class<?>[] {procedure}, (p, m, a) -> {
            throw new IllegalStateException("the tool wanted to end the process");
        });
        classes.load("org.apache.kafka.common.utils.Exit")
                .getMethod("setExitProcedure", procedure)
                .invoke(null, refusal);
    }

    private static WorldRefused refused(FormatRequest request, String said) {
        return new WorldRefused(
                request.serverProperties().toString(),
                "storage cannot be formatted: " + said,
                said.contains("No space left") ? "free some space and run the same command again" : "");
    }
}
