package dev.castellan.target.hosts;

import dev.castellan.machine.InParallel;
import dev.castellan.machine.ssh.Script;
import dev.castellan.machine.ssh.SshMachine;
import dev.castellan.problem.WorldRefused;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.NodeSpec;
import dev.castellan.spec.WorkerPlaces;
import dev.castellan.target.Apart;
import dev.castellan.target.Facts;
import dev.castellan.target.HostFacts;
import dev.castellan.target.Identity;
import dev.castellan.target.NodeFacts;
import dev.castellan.target.PrometheusFacts;
import dev.castellan.target.WorkerFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Reads what is on all hosts at once; changes nothing.
final class Survey {
    private static final Duration BOUND = Duration.ofSeconds(20);

    private final ClusterSpec spec;
    private final HostMachines machines;

    Survey(ClusterSpec spec, HostMachines machines) {
        this.spec = spec;
        this.machines = machines;
    }

    /// What is asked about at once: a machine, and a node that lives there, where one does.
    private record Seat(String host, Optional<NodeSpec> node) {}

    /// @throws WorldRefused where it does not answer
    HostFacts host(int node) {
        return reading(of(node)).host();
    }

    /// A machine, as whoever lives there without a node needs it.
    ///
    /// @throws WorldRefused where it does not answer
    HostFacts apart(String host) {
        return reading(new Seat(host, Optional.empty())).host();
    }

    /// What the machine of a node has of Prometheus.
    ///
    /// @throws WorldRefused where it does not answer
    PrometheusFacts prometheus(int node) {
        return reading(of(node)).prometheus();
    }

    private Seat of(int node) {
        NodeSpec wanted = spec.node(node).orElseThrow();
        return new Seat(wanted.host().orElseThrow(), Optional.of(wanted));
    }

    private HostReading reading(Seat seat) {
        Read read = read(seat);
        return read.known().orElseThrow(() -> new WorldRefused(seat.host(), read.why(), ""));
    }

    /// What is known where one host alone was asked, for a node.
    static Facts only(int node, HostFacts host) {
        return nothingOf(Map.of(node, host));
    }

    /// The same for workers without a node.
    static Facts only(HostFacts host) {
        return nothingOf(Map.of()).beside(new Apart(new TreeMap<>(Map.of(host.address(), host)), new TreeMap<>()));
    }

    private static Facts nothingOf(Map<Integer, HostFacts> hosts) {
        return new Facts(
                Optional.empty(), Map.of(), Set.of(), Facts.Startup.PREPARED, hosts, new TreeMap<>(), new TreeSet<>());
    }

    /// All machines of the spec, then those that only its nodes remember.
    Facts facts() {
        Map<Seat, Read> reads = new LinkedHashMap<>(InParallel.map(seats(), this::read));
        reads.putAll(InParallel.map(remembered(reads), this::read));
        return facts(reads);
    }

    private List<Seat> seats() {
        List<Seat> seats = new ArrayList<>();
        spec.nodes().forEach(node -> seats.add(of(node.id())));
        WorkerPlaces.apart(spec).forEach(host -> seats.add(new Seat(host, Optional.empty())));
        return seats;
    }

    private static List<Seat> remembered(Map<Seat, Read> reads) {
        SortedSet<String> hosts = workerHosts(reads.values());
        reads.keySet().forEach(seat -> hosts.remove(seat.host()));
        return hosts.stream().map(host -> new Seat(host, Optional.empty())).toList();
    }

    /// Where workers live, as the machines of nodes remember it.
    SortedSet<String> workerHosts() {
        return workerHosts(
                InParallel.map(spec.nodes().stream().map(NodeSpec::id).toList(), id -> read(of(id)))
                        .values());
    }

    private static SortedSet<String> workerHosts(Collection<Read> reads) {
        SortedSet<String> hosts = new TreeSet<>();
        reads.forEach(read -> read.known().ifPresent(reading -> hosts.addAll(reading.workerHosts())));
        return hosts;
    }

    private Facts facts(Map<Seat, Read> reads) {
        SortedMap<Integer, NodeFacts> nodes = new TreeMap<>();
        SortedMap<Integer, HostFacts> hosts = new TreeMap<>();
        SortedMap<Integer, String> unreachable = new TreeMap<>();
        SortedSet<Integer> unidentified = new TreeSet<>();
        SortedMap<Integer, WorkerFacts> workers = new TreeMap<>();
        SortedMap<String, PrometheusFacts> prometheus = new TreeMap<>();
        SortedMap<String, HostFacts> apart = new TreeMap<>();
        SortedMap<String, String> silent = new TreeMap<>();
        Optional<Identity> identity = Optional.empty();
        reads.forEach((seat, read) -> read.known().ifPresent(reading -> workers(workers, seat.host(), reading)));
        for (Map.Entry<Seat, Read> entry : reads.entrySet()) {
            Seat seat = entry.getKey();
            HostReading reading = entry.getValue().known().orElse(null);
            if (reading == null) {
                String why = entry.getValue().why();
                seat.node()
                        .ifPresentOrElse(node -> unreachable.put(node.id(), why), () -> silent.put(seat.host(), why));
                continue;
            }
            HostFacts host = reading.host(elsewhere(workers, seat.host(), reading));
            if (seat.node().isEmpty()) {
                apart.put(seat.host(), host);
                continue;
            }
            int id = seat.node().get().id();
            hosts.put(id, host);
            reading.node(id).ifPresent(node -> nodes.put(id, node));
            if (reading.identity().isEmpty()) {
                unidentified.add(id);
            }
            identity = identity.or(reading::identity);
            prometheus.put(seat.host(), reading.prometheus());
        }
        return new Facts(identity, nodes, Set.of(), Facts.Startup.PREPARED, hosts, unreachable, unidentified)
                .with(workers)
                .watched(prometheus)
                .beside(new Apart(apart, silent));
    }

    /// One that is in two places is told of where it should not be: there it has to go first.
    private void workers(SortedMap<Integer, WorkerFacts> workers, String host, HostReading reading) {
        Map<Integer, WorkerPlaces.Place> places = WorkerPlaces.of(spec);
        reading.workers(host).forEach((id, worker) -> {
            boolean wanted = Optional.ofNullable(places.get(id))
                    .filter(place -> place.host().equals(host))
                    .isPresent();
            if (!wanted || !workers.containsKey(id)) {
                workers.put(id, worker);
            }
        });
    }

    /// Workers of a host that are told of on another.
    private static Set<Integer> elsewhere(SortedMap<Integer, WorkerFacts> told, String host, HostReading reading) {
        return reading.workers(host).keySet().stream()
                .filter(id -> Optional.ofNullable(told.get(id))
                        .filter(worker -> !worker.host().equals(host))
                        .isPresent())
                .collect(Collectors.toSet());
    }

    /// What a host said, or why it did not.
    private record Read(Optional<HostReading> known, String why) {}

    private Read read(Seat seat) {
        try {
            SshMachine machine = machines.at(seat.host());
            machine.connect();
            Instant sent = Instant.now();
            List<String> words = new ArrayList<>(List.of(
                    spec.name(),
                    seat.node().map(node -> String.valueOf(node.id())).orElse(""),
                    seat.node()
                            .map(node -> String.join(
                                    ",", HostPaths.of(spec.name(), node).directories()))
                            .orElse("")));
            words.addAll(seat.node().map(this::peers).orElseGet(this::doors));
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
    private List<String> peers(NodeSpec node) {
        return HostsTarget.endpoints(spec).entrySet().stream()
                .filter(other -> other.getKey() != node.id())
                .map(Map.Entry::getValue)
                .flatMap(other -> other.ports().stream().map(port -> other.host() + ":" + port))
                .toList();
    }

    /// Where workers have to reach brokers: by the door of whoever comes with a certificate, where there is one.
    private List<String> doors() {
        return HostsTarget.endpoints(spec).values().stream()
                .filter(broker -> broker.clientPort().isPresent())
                .map(broker -> broker.host() + ":"
                        + broker.nodePort().orElse(broker.clientPort().getAsInt()))
                .toList();
    }
}
