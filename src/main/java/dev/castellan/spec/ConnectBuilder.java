package dev.castellan.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Builds what a spec says of Kafka Connect.
final class ConnectBuilder {
    private final Yaml.Mapping root;

    ConnectBuilder(Yaml.Mapping root) {
        this.root = root;
    }

    ConnectSpec build() {
        Optional<Yaml> connect = root.get("connect");
        List<ConnectorSpec> connectors = connectors();
        if (connect.isEmpty()) {
            return new ConnectSpec(
                    List.of(), new TreeMap<>(), Map.of(), Optional.empty(), connectors, mirrors(), new TreeMap<>());
        }
        Yaml fields = connect.get();
        return new ConnectSpec(
                workers(fields),
                new TreeMap<>(SpecBuilder.map(fields, "plugins")),
                SpecBuilder.map(fields, "config"),
                SpecBuilder.text(fields, "heap"),
                connectors,
                mirrors(),
                new TreeMap<>());
    }

    /// The topics in which workers keep what they know, but for those that the user writes down.
    static List<TopicSpec> topics(ConnectSpec connect, List<TopicSpec> written, Location at) {
        if (connect.isNone()) {
            return List.of();
        }
        Set<String> known = written.stream().map(TopicSpec::name).collect(Collectors.toSet());
        List<TopicSpec> topics = new ArrayList<>();
        ConnectSpec.TOPICS.forEach((name, partitions) -> {
            if (!known.contains(name)) {
                topics.add(new TopicSpec(
                        name,
                        OptionalInt.of(partitions),
                        OptionalInt.empty(),
                        new TreeSet<>(),
                        Map.of("cleanup.policy", "compact"),
                        at));
            }
        });
        return topics;
    }

    private static List<WorkerSpec> workers(Yaml connect) {
        List<WorkerSpec> workers = new ArrayList<>();
        switch (SpecBuilder.get(connect, "workers").orElse(null)) {
            case Yaml.Scalar count -> add(workers, Integer.parseInt(count.text()), count.location());
            case Yaml.Sequence list ->
                list.elements()
                        .forEach(element -> workers.add(new WorkerSpec(
                                SpecBuilder.number(element, "id").orElse(workers.size() + 1),
                                SpecBuilder.text(element, "host"),
                                SpecBuilder.number(element, "port"),
                                SpecBuilder.text(element, "heap"),
                                element.location())));
            case null, default -> add(workers, 1, connect.location());
        }
        return workers;
    }

    private static void add(List<WorkerSpec> workers, int count, Location at) {
        for (int id = 1; id <= count; id++) {
            workers.add(new WorkerSpec(id, Optional.empty(), OptionalInt.empty(), Optional.empty(), at));
        }
    }

    private List<ConnectorSpec> connectors() {
        List<ConnectorSpec> connectors = new ArrayList<>();
        if (root.get("connectors").orElse(null) instanceof Yaml.Mapping mapping) {
            mapping.entries().forEach(entry -> connectors.add(connector(entry)));
        }
        return connectors;
    }

    private List<MirrorSpec> mirrors() {
        List<MirrorSpec> mirrors = new ArrayList<>();
        if (root.get("mirrors").orElse(null) instanceof Yaml.Mapping mapping) {
            mapping.entries().forEach(entry -> mirrors.add(mirror(entry)));
        }
        return mirrors;
    }

    private static MirrorSpec mirror(Yaml.Entry entry) {
        Yaml fields = entry.value();
        return new MirrorSpec(
                entry.key(),
                SpecBuilder.text(fields, "bootstrap").orElse(""),
                SpecBuilder.text(fields, "cluster"),
                SpecBuilder.text(fields, "user"),
                SpecBuilder.texts(fields, "topics"),
                SpecBuilder.get(fields, "groups").isPresent() ? SpecBuilder.texts(fields, "groups") : List.of(".*"),
                SpecBuilder.text(fields, "naming").map(MirrorSpec.Naming::of).orElse(MirrorSpec.Naming.prefixed),
                new TreeMap<>(SpecBuilder.map(fields, "config")),
                state(fields),
                entry.location());
    }

    private static ConnectorSpec.State state(Yaml fields) {
        return SpecBuilder.text(fields, "state")
                .map(ConnectorSpec.State::valueOf)
                .orElse(ConnectorSpec.State.running);
    }

    private static ConnectorSpec connector(Yaml.Entry entry) {
        Map<String, String> config = new TreeMap<>(SpecBuilder.map(entry.value(), "config"));
        config.remove("name");
        return new ConnectorSpec(entry.key(), new TreeMap<>(config), state(entry.value()), entry.location());
    }
}
