package dev.castellan.plan;

import dev.castellan.observe.Live;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// The properties by which Kafka slows down replicas that move (KIP-73). They are set for the length of a move.
public final class Throttle {
    public static final String LEADERS = "leader.replication.throttled.replicas";
    public static final String FOLLOWERS = "follower.replication.throttled.replicas";
    public static final String LEADER_RATE = "leader.replication.throttled.rate";
    public static final String FOLLOWER_RATE = "follower.replication.throttled.rate";

    /// Those of a topic.
    static final Set<String> OF_TOPICS = Set.of(LEADERS, FOLLOWERS);

    /// Those of a broker.
    static final Set<String> OF_BROKERS = Set.of(LEADER_RATE, FOLLOWER_RATE);

    private Throttle() {}

    /// Those that are set on a topic.
    static SortedSet<String> of(Live.Topic topic) {
        SortedSet<String> names = new TreeSet<>(OF_TOPICS);
        names.retainAll(topic.config().keySet());
        return names;
    }

    /// Whether brokers go by the very rate at which Castellan moves replicas here.
    static boolean isOurs(Live.Awake awake, int rate) {
        String bytes = String.valueOf((long) rate << 20);
        return awake.brokerConfig().values().stream().anyMatch(config -> bytes.equals(config.get(FOLLOWER_RATE)));
    }

    /// Whether no broker is slowed down at all.
    static boolean isIdle(Live.Awake awake) {
        return awake.brokerConfig().values().stream()
                .allMatch(config -> config.keySet().stream().noneMatch(OF_BROKERS::contains));
    }

    /// Whether a move is under way, or has left something behind.
    static boolean isInUse(Live.Awake awake) {
        return awake.topics().values().stream()
                .anyMatch(topic -> topic.isMoving() || !of(topic).isEmpty());
    }
}
