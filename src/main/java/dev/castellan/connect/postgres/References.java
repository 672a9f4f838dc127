package dev.castellan.connect.postgres;

import dev.castellan.problem.UserMistake;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigTransformer;
import org.apache.kafka.common.config.provider.ConfigProvider;
import org.apache.kafka.common.config.provider.DirectoryConfigProvider;
import org.apache.kafka.common.config.provider.EnvVarConfigProvider;
import org.apache.kafka.common.config.provider.FileConfigProvider;

/// Puts in place what a connector's config refers to, `${file:/path:name}`, as a worker does with Kafka's own
/// providers.
public final class References {
    private References() {}

    /// @throws UserMistake where what is referred to cannot be read
    public static SortedMap<String, String> resolved(Map<String, String> config) {
        try (FileConfigProvider file = new FileConfigProvider();
                DirectoryConfigProvider directory = new DirectoryConfigProvider();
                EnvVarConfigProvider env = new EnvVarConfigProvider()) {
            Map<String, ConfigProvider> providers = Map.of("file", file, "directory", directory, "env", env);
            providers.values().forEach(provider -> provider.configure(Map.of()));
            return new TreeMap<>(
                    new ConfigTransformer(providers).transform(config).data());
        } catch (ConfigException e) {
            throw new UserMistake(
                    "what the connector's config refers to cannot be read: " + e.getMessage(),
                    "a worker reads it from the same place");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
