package dev.castellan.fault;

import dev.castellan.observe.Live;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.NodeSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What a fault will do to a cluster, told before it is begun. Pure.
///
/// Partitions are written as `drill-0`. What is in none of the sets goes on as before, or waits for a while.
///
/// @param metadata what becomes of the controllers' quorum
/// @param moving partitions that lose their leader and get another
/// @param offline partitions without a leader until the end
/// @param unwritable partitions with a leader that takes no write with acks=all until the end
/// @param pause about how long writes with acks=all wait elsewhere; zero where none has to wait
public record Expectation(
        Metadata metadata,
        SortedSet<String> moving,
        SortedSet<String> offline,
        SortedSet<String> unwritable,
        Duration pause) {
    /// A controller takes a broker for dead after this long without a word: `broker.session.timeout.ms`.
    private static final Duration SESSION = Duration.ofSeconds(9);
    /// A follower of the quorum asks for votes after this long: `controller.quorum.fetch.timeout.ms`, and some more.
    private static final Duration ELECTION = Duration.ofSeconds(3);
    /// A broker that stops in good order hands over before it goes.
    private static final Duration HANDOVER = Duration.ofSeconds(1);

    private static final int SHOWN = 5;

    public Expectation {
        moving = Collections.unmodifiableSortedSet(new TreeSet<>(moving));
        offline = Collections.unmodifiableSortedSet(new TreeSet<>(offline));
        unwritable = Collections.unmodifiableSortedSet(new TreeSet<>(unwritable));
    }

    /// What becomes of the controllers' quorum.
    public enum Metadata {
        GOES_ON,
        /// Another controller takes over.
        ELECTS,
        /// Too few controllers are left: no leader can change until the end.
        STOPS
    }

    public static Expectation of(Fault fault, ClusterSpec spec, Live.Awake live) {
        if (fault instanceof Fault.Changed changed) {
            return of(changed, spec, live);
        }
        Set<Integer> down = silenced(fault);
        Metadata metadata = metadata(down, spec, live);
        SortedSet<String> moving = new TreeSet<>();
        SortedSet<String> offline = new TreeSet<>();
        SortedSet<String> unwritable = new TreeSet<>();
        boolean waits = false;
        for (Live.Topic topic : live.topics().values()) {
            for (Live.Partition partition : topic.partitions()) {
                String name = partition.topic() + "-" + partition.id();
                switch (lot(partition, topic.minInsyncReplicas(), down, metadata)) {
                    case NOTHING -> {}
                    case OFFLINE -> offline.add(name);
                    case UNWRITABLE -> unwritable.add(name);
                    case LEADERLESS_AND_UNWRITABLE -> {
                        moving.add(name);
                        unwritable.add(name);
                    }
                    case MOVES -> {
                        moving.add(name);
                        waits = true;
                    }
                    case WAITS -> waits = true;
                }
            }
        }
        return new Expectation(
                metadata, moving, offline, unwritable, waits ? pause(fault, metadata, spec) : Duration.ZERO);
    }

    /// A change goes from node to node: what one of them leads another leads meanwhile.
    private static Expectation of(Fault.Changed changed, ClusterSpec spec, Live.Awake live) {
        boolean restarts = changed.change() == Changes.Change.ROLLING_RESTART;
        SortedSet<String> moving = new TreeSet<>();
        live.topics().values().stream()
                .filter(topic -> restarts)
                .flatMap(topic -> topic.partitions().stream())
                .filter(partition -> partition.leader().isPresent()
                        && changed.nodes().contains(partition.leader().getAsInt()))
                .forEach(partition -> moving.add(partition.topic() + "-" + partition.id()));
        // Controllers apart from brokers load certificates when they start.
        boolean elects = changed.nodes().stream()
                .flatMap(id -> spec.node(id).stream())
                .anyMatch(node -> node.isController() && (restarts || !node.isBroker()));
        return new Expectation(
                elects ? Metadata.ELECTS : Metadata.GOES_ON,
                moving,
                new TreeSet<>(),
                new TreeSet<>(),
                moving.isEmpty() ? Duration.ZERO : HANDOVER);
    }

    /// The nodes that the others hear nothing of any more; a network that is only bad silences nobody.
    private static Set<Integer> silenced(Fault fault) {
        return switch (fault) {
            case Fault.Delay ignored -> Set.of();
            case Fault.Loss ignored -> Set.of();
            case Fault.Kill kill -> kill.nodes();
            case Fault.Stop stop -> stop.nodes();
            case Fault.Pause pause -> pause.nodes();
            case Fault.Cut cut -> cut.nodes();
            case Fault.CutOneWay cut -> cut.nodes();
            case Fault.FullDisk full -> full.nodes();
            case Fault.Wipe wipe -> wipe.nodes();
            case Fault.Changed ignored -> Set.of();
        };
    }

    private static Metadata metadata(Set<Integer> down, ClusterSpec spec, Live.Awake live) {
        List<NodeSpec> voters = spec.controllers();
        long left = voters.stream().filter(voter -> !down.contains(voter.id())).count();
        if (left <= voters.size() / 2 || live.quorum().isEmpty()) {
            return Metadata.STOPS;
        }
        return down.contains(live.quorum().get().leader()) ? Metadata.ELECTS : Metadata.GOES_ON;
    }

    /// What becomes of one partition.
    private enum Lot {
        NOTHING,
        WAITS,
        MOVES,
        UNWRITABLE,
        LEADERLESS_AND_UNWRITABLE,
        OFFLINE
    }

    private static Lot lot(Live.Partition partition, int least, Set<Integer> down, Metadata metadata) {
        List<Integer> left =
                partition.isr().stream().filter(id -> !down.contains(id)).toList();
        boolean isHit = left.size() < partition.isr().size();
        boolean losesLeader =
                partition.leader().isEmpty() || down.contains(partition.leader().getAsInt());
        if (losesLeader && (left.isEmpty() || metadata == Metadata.STOPS)) {
            return Lot.OFFLINE;
        }
        if (left.size() < least) {
            return losesLeader ? Lot.LEADERLESS_AND_UNWRITABLE : Lot.UNWRITABLE;
        }
        if (losesLeader) {
            return Lot.MOVES;
        }
        if (!isHit) {
            return Lot.NOTHING;
        }
        // Nobody takes the silent replica off the list of those that have to confirm.
        return metadata == Metadata.STOPS ? Lot.UNWRITABLE : Lot.WAITS;
    }

    private static Duration pause(Fault fault, Metadata metadata, ClusterSpec spec) {
        Duration session = millis(spec, "broker.session.timeout.ms", SESSION);
        if (fault instanceof Fault.Stop) {
            return HANDOVER;
        }
        return metadata == Metadata.ELECTS ? session.plus(ELECTION) : session;
    }

    private static Duration millis(ClusterSpec spec, String property, Duration otherwise) {
        String set = spec.config().getOrDefault(property, "");
        return set.matches("\\d{1,9}") ? Duration.ofMillis(Long.parseLong(set)) : otherwise;
    }

    /// The same for a person, a sentence each.
    public List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        switch (metadata) {
            case GOES_ON -> {}
            case ELECTS -> sentences.add("another controller takes over");
            case STOPS -> sentences.add("no controller leads until the end: nothing in the cluster can change");
        }
        add(sentences, moving, "another leader");
        add(sentences, offline, "no leader until the end");
        add(sentences, unwritable, "no write with acks=all until the end");
        if (!pause.isZero()) {
            sentences.add("other writes with acks=all wait about " + Math.max(1, pause.toSeconds()) + " s");
        }
        if (sentences.isEmpty()) {
            sentences.add("reads and writes go on");
        }
        return sentences;
    }

    private static void add(List<String> sentences, SortedSet<String> partitions, String what) {
        if (!partitions.isEmpty()) {
            String more = partitions.size() > SHOWN ? " and " + (partitions.size() - SHOWN) + " more" : "";
            sentences.add(partitions.stream().limit(SHOWN).collect(Collectors.joining(", ")) + more + ": " + what);
        }
    }
}
