package dev.castellan.apply;

import dev.castellan.kafka.client.KafkaConnection;
import dev.castellan.kafka.config.Endpoint;
import dev.castellan.machine.InParallel;
import dev.castellan.machine.Ports;
import dev.castellan.observe.Live;
import dev.castellan.observe.Snapshot;
import dev.castellan.problem.WorldRefused;
import dev.castellan.target.Entrance;
import dev.castellan.target.NodeFacts;
import dev.castellan.target.Target;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.QuorumInfo;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.jspecify.annotations.Nullable;

/// Waits until nodes are truly part of their cluster. Patience is measured by progress, not by a retry count: as long
/// as a node's log grows or the count of ready nodes rises, it goes on; when nothing moves any more, it says so.
final class Readiness {
    /// Kafka prints its whole configuration several times between the cause of an end and the end.
    private static final int LINES = 20_000;

    private static final Duration BETWEEN = Duration.ofMillis(50);

    /// Looking at processes over ssh slows down what is waited for: after a look comes a rest of nine times its length,
    /// but never a long one.
    private static final int REST = 9;

    private static final Duration LONGEST_REST = Duration.ofSeconds(5);
    private static final Duration KNOCK = Duration.ofMillis(200);
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final Target target;
    private final Cluster cluster;
    private final InstantSource clock;
    private final Pauser pauser;

    Readiness(Target target, Cluster cluster, InstantSource clock, Pauser pauser) {
        this.target = target;
        this.cluster = cluster;
        this.clock = clock;
        this.pauser = pauser;
    }

    /// Returns once every given broker is registered and unfenced, and a leader with caught-up voters leads the
    /// quorum, every given controller among them. Returns early, having said so, where the controllers that run are
    /// no majority: then nobody can be ready.
    ///
    /// @throws WorldRefused when a node's process ends, or nothing moves any more
    void await(Set<Integer> nodes, Consumer<String> saying) {
        Snapshot installed = new Snapshot(target.facts(), new Live.Asleep());
        Entrance entrance = target.entrance(installed.facts());
        Map<Integer, Endpoint> endpoints = entrance.endpoints();
        if (!hasMajority(installed, endpoints)) {
            saying.accept("the running controllers are no majority: start more of them");
            return;
        }
        AtomicReference<KafkaConnection> connection = new AtomicReference<>();
        try {
            wait(nodes, () -> new Missing(missing(nodes, entrance, connection), 0), Growth.IS_PROGRESS, saying);
        } finally {
            if (connection.get() != null) {
                connection.get().close();
            }
        }
    }

    /// Returns once every replica that these brokers hold is in sync. As long as they get nearer, it waits.
    ///
    /// @throws WorldRefused when a node's process ends, or the replicas do not get nearer any more
    void awaitInSync(Set<Integer> nodes, Consumer<String> saying) {
        Backlog backlog = new Backlog(cluster, nodes);
        wait(nodes, backlog::missing, Growth.MEANS_NOTHING, saying);
    }

    private static boolean hasMajority(Snapshot installed, Map<Integer, Endpoint> endpoints) {
        List<Integer> controllers = endpoints.entrySet().stream()
                .filter(entry -> entry.getValue().controllerPort().isPresent())
                .map(Map.Entry::getKey)
                .toList();
        long running =
                controllers.stream().filter(id -> isRunning(installed, id)).count();
        return running > controllers.size() / 2;
    }

    /// What is still missing, in words; empty when nothing is.
    private String missing(Set<Integer> nodes, Entrance entrance, AtomicReference<KafkaConnection> connection) {
        Map<Integer, Endpoint> endpoints = entrance.endpoints();
        // A broker that was killed stays registered until its session ends, so being listed proves nothing. Its port
        // does: a broker opens it only once it is registered anew and has caught up with the metadata.
        Set<Integer> deaf =
                nodes.stream().filter(id -> !listens(endpoints.get(id))).collect(Collectors.toCollection(TreeSet::new));
        if (!deaf.isEmpty()) {
            return names(deaf) + " to listen";
        }
        Map<Integer, Endpoint> brokers = new TreeMap<>(endpoints);
        brokers.values().removeIf(endpoint -> endpoint.clientPort().isEmpty());
        Set<Integer> awaited = new TreeSet<>(nodes);
        awaited.retainAll(brokers.keySet());
        if (connection.get() == null) {
            // Controllers are asked about through the brokers that are there; without any there is nobody to ask.
            List<Endpoint> known = brokers.entrySet().stream()
                    .filter(entry -> awaited.isEmpty() ? listens(entry.getValue()) : awaited.contains(entry.getKey()))
                    .map(Map.Entry::getValue)
                    .toList();
            if (known.isEmpty()) {
                return "";
            }
            connection.set(new KafkaConnection(Snapshot.bootstrap(known), entrance.properties(), ANSWER));
        }
        return missing(nodes, awaited, connection.get());
    }

    private static String missing(Set<Integer> nodes, Set<Integer> brokers, KafkaConnection known) {
        try {
            var registered = known.admin().describeCluster().nodes();
            Set<Integer> waited = new TreeSet<>(brokers);
            waited.removeAll(known.await(registered).stream().map(Node::id).toList());
            if (!waited.isEmpty()) {
                return names(waited) + " to register";
            }
            QuorumInfo quorum =
                    known.await(known.admin().describeMetadataQuorum().quorumInfo());
            Set<Integer> behind = quorum.voters().stream()
                    .filter(voter -> voter.logEndOffset() < quorum.highWatermark())
                    .map(QuorumInfo.ReplicaState::replicaId)
                    .collect(Collectors.toCollection(TreeSet::new));
            boolean majority = behind.size() <= (quorum.voters().size() - 1) / 2;
            behind.retainAll(nodes);
            return quorum.leaderId() >= 0 && majority && behind.isEmpty() ? "" : "the controllers to catch up";
        } catch (WorldRefused | KafkaException e) {
            return "the first broker to answer";
        }
    }

    private static boolean isRunning(Snapshot installed, int id) {
        NodeFacts node = installed.facts().nodes().get(id);
        return node != null && node.running().isPresent();
    }

    /// A controller without a broker has only the port of the quorum.
    private static boolean listens(@Nullable Endpoint endpoint) {
        return endpoint != null
                && (endpoint.clientPort().isPresent() ? endpoint.clientPort() : endpoint.controllerPort())
                        .stream().anyMatch(port -> Ports.answers(endpoint.host(), port, KNOCK));
    }

    private static String names(Set<Integer> nodes) {
        return nodes.stream().map(id -> "kafka-" + id).collect(Collectors.joining(" "));
    }

    /// What is waited for.
    ///
    /// @param what in words; empty when nothing is missing any more
    /// @param left how much is: as it shrinks, there is progress
    record Missing(String what, long left) {
        boolean isNothing() {
            return what.isEmpty();
        }
    }

    /// What it means that a node's log grows.
    private enum Growth {
        IS_PROGRESS,
        MEANS_NOTHING
    }

    private void wait(Set<Integer> nodes, Supplier<Missing> missing, Growth growth, Consumer<String> saying) {
        Pace pace = new Pace(clock);
        Instant look = clock.instant();
        long logged = -1;
        long bytes = 0;
        while (true) {
            Missing now = missing.get();
            if (now.isNothing()) {
                return;
            }
            Instant asked = clock.instant();
            if (!asked.isBefore(look)) {
                bytes = logged(nodes);
                look = clock.instant().plus(rest(Duration.between(asked, clock.instant())));
            }
            boolean grown = bytes != logged && growth == Growth.IS_PROGRESS;
            logged = bytes;
            if (pace.note(now) || grown) {
                pace.moved();
                saying.accept("waiting for " + now.what() + pace.expectation());
            }
            pace.stalled().ifPresent(how -> {
                throw new WorldRefused(
                        "",
                        "waited for " + now.what() + "; " + how,
                        "castellan status, castellan logs NODE; the same command goes on from here");
            });
            pauser.pause(BETWEEN);
        }
    }

    private static Duration rest(Duration look) {
        Duration rest = look.multipliedBy(REST);
        return rest.compareTo(LONGEST_REST) < 0 ? rest : LONGEST_REST;
    }

    private long logged(Set<Integer> nodes) {
        Map<Integer, Target.Pulse> pulses = InParallel.map(nodes, target::pulse);
        long sum = 0;
        for (Map.Entry<Integer, Target.Pulse> pulse : pulses.entrySet()) {
            if (!pulse.getValue().alive()) {
                throw ended(pulse.getKey());
            }
            sum += pulse.getValue().logBytes();
        }
        return sum;
    }

    private WorldRefused ended(int node) {
        List<String> log = target.lastLogLines(node, LINES);
        String said = Complaint.in(log);
        Optional<Integer> port = Complaint.takenPort(log);
        if (port.isPresent()) {
            return new WorldRefused(
                    "kafka-" + node,
                    "its process ended: port " + port.get() + " was taken a moment before, by "
                            + target.holder(node, port.get()).orElse("another process"),
                    "stop that, or give the node another port in cluster.yaml");
        }
        String hint = said.contains("No space left")
                ? "free some space and run the same command again"
                : "castellan logs kafka-" + node;
        return new WorldRefused("kafka-" + node, "its process ended; the last it said: " + said, hint);
    }
}
