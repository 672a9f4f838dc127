package dev.castellan.kafka.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// What the Prometheus agent in a node's JVM tells of it, and under which names: the file that the agent reads.
///
/// The names are those of the JMX beans in lower case with underscores, as in
/// `kafka_server_brokertopicmetrics_messagesinpersec`; see ADR 18.
public final class AgentRules {
    /// The name of the file.
    public static final String FILE = "jmx-agent.yml";

    private AgentRules() {}

    /// For an agent that asks for a password.
    ///
    /// @param store where its key store lies
    public static String text(AgentAccess access, String store) {
        return text() + access.yaml(store);
    }

    /// For one that tells whoever asks.
    public static String text() {
        try (InputStream in = Objects.requireNonNull(AgentRules.class.getResourceAsStream(FILE))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
