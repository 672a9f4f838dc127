package dev.castellan.cli.verb;

import dev.castellan.kafka.client.KafkaConnection;
import dev.castellan.kafka.config.Endpoint;
import dev.castellan.machine.InParallel;
import dev.castellan.machine.Ports;
import dev.castellan.problem.Problem;
import dev.castellan.problem.UserMistake;
import dev.castellan.problem.WorldRefused;
import dev.castellan.security.CertificateFacts;
import dev.castellan.security.Presented;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.TargetKind;
import dev.castellan.target.Entrance;
import dev.castellan.target.Keyring;
import dev.castellan.target.hosts.HostsTarget;
import dev.castellan.target.local.ClusterFolder;
import dev.castellan.target.local.LocalTarget;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Which cluster a verb talks to: the one of the spec, or any other named by `--bootstrap`.
public final class ConnectionOptions {
    /// How long a broker may take to show its certificate.
    private static final Duration LOOK = Duration.ofSeconds(3);

    private static final int LONGEST_SECONDS = 3600;

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

    @Mixin
    private final SpecOption spec;

    private final Tools tools;

    public ConnectionOptions(Tools tools) {
        this.tools = tools;
        this.spec = new SpecOption(tools);
    }

    /// Opens the connection; the caller closes it.
    public KafkaConnection open() {
        return open(Map.of());
    }

    /// The same, for a verb that needs other client properties than most.
    ///
    /// @param defaults what holds unless the user says otherwise
    public KafkaConnection open(Map<String, String> defaults) {
        Map<String, String> properties = new HashMap<>(defaults);
        if (bootstrap != null) {
            properties.putAll(properties());
            return new KafkaConnection(bootstrap, properties, bound());
        }
        ClusterSpec wanted = spec.read().spec();
        Keyring keyring = spec.keyring(wanted);
        Entrance entrance = Entrance.of(wanted, installed(wanted), keyring);
        SortedMap<String, Endpoint> open = kept(wanted.name(), entrance.endpoints());
        properties.putAll(entrance.properties());
        properties.putAll(properties());
        return new KafkaConnection(
                open.values().stream().map(Endpoint::client).collect(Collectors.joining(",")),
                properties,
                bound(),
                () -> commandConfig == null ? distrusted(keyring, open) : Optional.empty());
    }

    /// Looks at what the brokers show: Kafka's client says only that it does not trust them.
    private static Optional<WorldRefused> distrusted(Keyring keyring, SortedMap<String, Endpoint> brokers) {
        SortedMap<String, CertificateFacts> shown = new TreeMap<>();
        InParallel.map(
                        brokers.entrySet(),
                        broker -> Presented.at(
                                broker.getValue().host(),
                                broker.getValue().clientPort().orElseThrow(),
                                LOOK))
                .forEach((broker, facts) -> facts.ifPresent(own -> shown.put(broker.getKey(), own)));
        List<Problem> troubles = keyring.distrusted(shown);
        return troubles.isEmpty() ? Optional.empty() : Optional.of(new WorldRefused(troubles));
    }

    /// Whether the user named a cluster by its address.
    public boolean isForeign() {
        return bootstrap != null;
    }

    /// The address of that cluster; empty when none was named.
    public String foreign() {
        return bootstrap == null ? "" : bootstrap;
    }

    public SpecOption spec() {
        return spec;
    }

    /// @throws UserMistake when that is no time to wait
    public Duration bound() {
        Numbers.require("--timeout", timeoutSeconds, 1, LONGEST_SECONDS);
        return Duration.ofSeconds(timeoutSeconds);
    }

    private SortedMap<Integer, Endpoint> installed(ClusterSpec wanted) {
        return wanted.target() == TargetKind.hosts
                ? HostsTarget.endpoints(wanted)
                : LocalTarget.installed(ClusterFolder.of(tools.home(), wanted.name()));
    }

    /// The brokers of the kept cluster that accept connections: a client that is given dead addresses too would
    /// spend its bound on them.
    private static SortedMap<String, Endpoint> kept(String name, SortedMap<Integer, Endpoint> nodes) {
        SortedMap<String, Endpoint> brokers = new TreeMap<>();
        nodes.forEach((id, endpoint) -> {
            if (endpoint.clientPort().isPresent()) {
                brokers.put("kafka-" + id, endpoint);
            }
        });
        if (brokers.isEmpty()) {
            throw new UserMistake(
                    "there is no cluster \"" + name + "\" on this machine",
                    "castellan up makes it; --bootstrap HOST:PORT names another");
        }
        Map<Endpoint, Boolean> answering = InParallel.map(
                Set.copyOf(brokers.values()),
                endpoint ->
                        Ports.answers(endpoint.host(), endpoint.clientPort().orElseThrow(), Duration.ofMillis(500)));
        brokers.values().removeIf(endpoint -> !Boolean.TRUE.equals(answering.get(endpoint)));
        if (brokers.isEmpty()) {
            throw new WorldRefused(name, "none of its brokers runs", "castellan up starts them, their data is there");
        }
        return brokers;
    }

    /// What `--command-config` says; nothing where it is not there.
    ///
    /// @throws UserMistake where its file cannot be read
    public Map<String, String> properties() {
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
