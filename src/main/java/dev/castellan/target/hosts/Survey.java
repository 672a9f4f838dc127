package dev.castellan.target.hosts;

import dev.castellan.machine.InParallel;
import dev.castellan.machine.ssh.Script;
import dev.castellan.machine.ssh.SshMachine;
import dev.castellan.problem.WorldRefused;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.NodeSpec;
import dev.castellan.spec.WorkerPlaces;
import dev.castellan.target.Facts;
import dev.castellan.target.HostFacts;
import dev.castellan.target.Identity;
import dev.castellan.target.NodeFacts;
import dev.castellan.target.PrometheusFacts;
import dev.castellan.target.WorkerFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Reads what is on all hosts at once; changes nothing.
final class Survey {
    private static final Duration BOUND = Duration.ofSeconds(20);

    private final ClusterSpec spec;
    private final HostMachines machines;

    Survey(ClusterSpec spec, HostMachines machines) {
        this.spec = spec;
        this.machines = machines;
    }

    /// @throws WorldRefused where it does not answer
    HostFacts host(int node) {
        return reading(node).host();
    }

    /// What the machine of a node has of Prometheus.
    ///
    /// @throws WorldRefused where it does not answer
    PrometheusFacts prometheus(int node) {
        return reading(node).prometheus();
    }

    private HostReading reading(int node) {
        Read read = read(node);
        String address = spec.node(node).flatMap(spec -> spec.host()).orElse("");
        return read.known().orElseThrow(() -> new WorldRefused(address, read.why(), ""));
    }

    /// What is known where one host alone was asked.
    static Facts only(int node, HostFacts host) {
        return new Facts(
                Optional.empty(),
                Map.of(),
                Set.of(),
                Facts.Startup.PREPARED,
                Map.of(node, host),
                new TreeMap<>(),
                new TreeSet<>());
    }

    Facts facts() {
        Map<Integer, Optional<HostReading>> readings = new TreeMap<>();
        SortedMap<Integer, String> unreachable = new TreeMap<>();
        InParallel.map(spec.nodes().stream().map(NodeSpec::id).toList(), this::read)
                .forEach((id, reading) -> {
                    readings.put(id, reading.known());
                    if (reading.known().isEmpty()) {
                        unreachable.put(id, reading.why());
                    }
                });
        SortedMap<Integer, NodeFacts> nodes = new TreeMap<>();
        SortedMap<Integer, HostFacts> hosts = new TreeMap<>();
        SortedSet<Integer> unidentified = new TreeSet<>();
        SortedMap<Integer, WorkerFacts> workers = new TreeMap<>();
        SortedMap<String, PrometheusFacts> prometheus = new TreeMap<>();
        Optional<Identity> identity = Optional.empty();
        for (Map.Entry<Integer, Optional<HostReading>> entry : readings.entrySet()) {
            if (entry.getValue().isPresent()) {
                HostReading reading = entry.getValue().get();
                hosts.put(entry.getKey(), reading.host());
                reading.node(entry.getKey()).ifPresent(node -> nodes.put(entry.getKey(), node));
                if (reading.identity().isEmpty()) {
                    unidentified.add(entry.getKey());
                }
                identity = identity.or(reading::identity);
                workers(workers, entry.getKey(), reading);
                spec.node(entry.getKey())
                        .flatMap(NodeSpec::host)
                        .ifPresent(host -> prometheus.put(host, reading.prometheus()));
            }
        }
        return new Facts(identity, nodes, Set.of(), Facts.Startup.PREPARED, hosts, unreachable, unidentified)
                .with(workers)
                .watched(prometheus);
    }

    /// One that is in two places is told of where it should not be: there it has to go first.
    private void workers(SortedMap<Integer, WorkerFacts> workers, int node, HostReading reading) {
        String host = spec.node(node).flatMap(NodeSpec::host).orElse("");
        Map<Integer, NodeSpec> places = WorkerPlaces.of(spec);
        reading.workers(host).forEach((id, worker) -> {
            boolean wanted = Optional.ofNullable(places.get(id))
                    .flatMap(NodeSpec::host)
                    .filter(host::equals)
                    .isPresent();
            if (!wanted || !workers.containsKey(id)) {
                workers.put(id, worker);
            }
        });
    }

    /// What a host said, or why it did not.
    private record Read(Optional<HostReading> known, String why) {}

    private Read read(int id) {
        try {
            SshMachine machine = machines.of(id);
            machine.connect();
            Instant sent = Instant.now();
            HostPaths paths = HostPaths.of(spec.name(), spec.node(id).orElseThrow());
            List<String> words =
                    new ArrayList<>(List.of(spec.name(), String.valueOf(id), String.join(",", paths.directories())));
            words.addAll(peers(id));
            Script script = Script.resource(HostsTarget.class, "facts", words.toArray(String[]::new));
            String output = machine.run(script, BOUND).orRefuse(machine.host());
            return new Read(Optional.of(new HostReading(machine.host(), output, sent)), "");
        } catch (WorldRefused refused) {
            return new Read(
                    Optional.empty(),
                    refused.problems().getFirst().what() + "; "
                            + refused.problems().getFirst().hint());
        }
    }

    /// Where a node has to reach the others.
    private List<String> peers(int id) {
        return HostsTarget.endpoints(spec).entrySet().stream()
                .filter(other -> other.getKey() != id)
                .map(Map.Entry::getValue)
                .flatMap(other -> other.ports().stream().map(port -> other.host() + ":" + port))
                .toList();
    }
}
