package dev.castellan.cli;

import dev.castellan.kafka.client.KafkaConnection;
import dev.castellan.problem.UserMistake;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which cluster a verb talks to: the one of the spec, or any other named by `--bootstrap`.
public final class ConnectionOptions {
    @Option(
            names = {"--bootstrap", "--bootstrap-server"},
            paramLabel = "HOST:PORT,...",
            description = "a cluster that Castellan does not keep")
    private @Nullable String bootstrap;

    @Option(
            names = "--command-config",
            paramLabel = "FILE",
            description = "client properties, as for Kafka's own tools")
    private @Nullable Path commandConfig;

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "how long any one call may take (default 10)")
    private int timeoutSeconds = 10;

    private final Tools tools;

    public ConnectionOptions(Tools tools) {
        this.tools = tools;
    }

    /// Opens the connection; the caller closes it.
    public KafkaConnection open() {
        if (bootstrap == null) {
            throw new UserMistake("no cluster is running here", "castellan up, or name one with --bootstrap");
        }
        return new KafkaConnection(bootstrap, properties(), Duration.ofSeconds(timeoutSeconds));
    }

    private Map<String, String> properties() {
        Map<String, String> map = new HashMap<>();
        if (commandConfig == null) {
            return map;
        }
        Path file = tools.directory().resolve(commandConfig);
        Properties read = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            read.load(reader);
        } catch (IOException e) {
            throw new UserMistake("--command-config " + file + " cannot be read", "check the path and its permissions");
        }
        read.stringPropertyNames().forEach(name -> map.put(name, read.getProperty(name)));
        return map;
    }
}
