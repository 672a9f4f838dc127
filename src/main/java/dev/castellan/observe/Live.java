package dev.castellan.observe;

import dev.castellan.kafka.client.Topics;
import dev.castellan.spec.Acl;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/// What the running cluster says of itself.
public sealed interface Live {
    /// Nothing runs, so nobody was asked.
    record Asleep() implements Live {}

    /// Nodes run, but none of them answered within the bound.
    record Silent(String why) implements Live {}

    /// At least one broker answered.
    ///
    /// @param brokers the brokers that are registered and not fenced
    /// @param quorum empty when no controller leads: metadata cannot change until one does
    /// @param clusterConfig dynamic broker properties set for the whole cluster
    /// @param brokerConfig dynamic broker properties set for one broker, by its id
    /// @param features by Kafka's name, `metadata.version` among them
    /// @param stakes what was found about the doubts that the observer was given
    /// @param roster who belongs to the cluster, running or not
    /// @param room what the brokers' disks hold, where somebody wanted to know
    record Awake(
            Set<Integer> brokers,
            Optional<Quorum> quorum,
            SortedMap<String, Topic> topics,
            Map<String, String> clusterConfig,
            Map<Integer, Map<String, String>> brokerConfig,
            Access access,
            SortedMap<String, Feature> features,
            Map<Doubt, Stake> stakes,
            Roster roster,
            Room room)
            implements Live {
        public Awake {
            features = new TreeMap<>(features);
            brokers = Set.copyOf(brokers);
            topics = new TreeMap<>(topics);
            clusterConfig = Map.copyOf(clusterConfig);
            brokerConfig = Map.copyOf(brokerConfig);
            stakes = Map.copyOf(stakes);
        }

        /// A cluster of which nothing is known but what its brokers serve.
        public Awake(
                Set<Integer> brokers,
                Optional<Quorum> quorum,
                SortedMap<String, Topic> topics,
                Map<String, String> clusterConfig,
                Map<Integer, Map<String, String>> brokerConfig,
                Access access,
                Map<Doubt, Stake> stakes) {
            this(
                    brokers,
                    quorum,
                    topics,
                    clusterConfig,
                    brokerConfig,
                    access,
                    new TreeMap<>(),
                    stakes,
                    new Roster(brokers, new TreeMap<>(), Set.of()),
                    Room.UNKNOWN);
        }

        /// The same with answers to doubts.
        public Awake with(Map<Doubt, Stake> found) {
            return new Awake(
                    brokers, quorum, topics, clusterConfig, brokerConfig, access, features, found, roster, room);
        }

        /// The same with what disks hold.
        Awake with(Room found) {
            return new Awake(
                    brokers, quorum, topics, clusterConfig, brokerConfig, access, features, stakes, roster, found);
        }

        public List<Partition> partitions() {
            return topics.values().stream()
                    .flatMap(topic -> topic.partitions().stream())
                    .toList();
        }
    }

    /// What a cluster has agreed to use.
    ///
    /// @param level what is finalized; 0 where it is not in use
    /// @param newest what its brokers could use
    record Feature(int level, int newest) {}

    /// Who may do what, and how much.
    ///
    /// @param users SCRAM mechanisms by user
    /// @param acls by principal (`User:jane`); empty where the cluster has no authorizer, and so keeps none
    /// @param quotas of users, by user and Kafka's name
    record Access(
            SortedMap<String, SortedSet<String>> users,
            Optional<SortedMap<String, SortedSet<Acl>>> acls,
            SortedMap<String, SortedMap<String, Double>> quotas) {
        /// A cluster that will have an authorizer, and holds nothing yet.
        public static final Access NONE = new Access(new TreeMap<>(), Optional.of(new TreeMap<>()), new TreeMap<>());
    }

    /// The controller quorum.
    ///
    /// @param lag how many records of the metadata log each voter has not fetched yet, by node id
    /// @param millisBehind how long ago each voter had everything; without those of which the leader does not know
    record Quorum(
            int leader,
            long epoch,
            SortedMap<Integer, Long> lag,
            SortedMap<Integer, Long> millisBehind,
            Set<Integer> observers) {}

    /// Who belongs to the cluster as Kafka has it, whether it runs or not.
    ///
    /// @param registered brokers, those too that are fenced; a release before 4.0 does not tell of these
    /// @param voters the id of each voting controller's directory; no text where the quorum is static, none at all
    ///     where nobody leads it
    /// @param mute voters that the leader has not heard of for a while
    record Roster(Set<Integer> registered, SortedMap<Integer, String> voters, Set<Integer> mute) {
        public Roster {
            registered = Set.copyOf(registered);
            voters = Collections.unmodifiableSortedMap(new TreeMap<>(voters));
            mute = Set.copyOf(mute);
        }

        /// Whether the controllers stand in every node's properties (`controller.quorum.voters`) and cannot change.
        public boolean isStatic() {
            return voters.values().stream().anyMatch(String::isEmpty);
        }
    }

    /// What disks hold.
    ///
    /// @param free bytes that a broker's directories may still take; none for one that does not say
    /// @param sizes bytes of the largest replica of each partition
    record Room(Map<Integer, Long> free, Map<Place, Long> sizes) {
        public static final Room UNKNOWN = new Room(Map.of(), Map.of());

        public Room {
            free = Map.copyOf(free);
            sizes = Map.copyOf(sizes);
        }
    }

    /// One partition.
    record Place(String topic, int partition) {}

    /// @param config the properties set on the topic itself
    /// @param retention what is in force, wherever it is set
    record Topic(
            String name,
            boolean internal,
            List<Partition> partitions,
            Map<String, String> config,
            Retention retention,
            int minInsyncReplicas) {
        public int replicationFactor() {
            return partitions.isEmpty() ? 0 : partitions.getFirst().settled().size();
        }

        public boolean isMoving() {
            return partitions.stream().anyMatch(Partition::isMoving);
        }

        /// Whether it is one of Castellan's own: it holds nothing that anybody would miss.
        public boolean isCastellans() {
            return name.startsWith(Topics.OWN_PREFIX);
        }
    }

    /// How long a topic keeps records.
    ///
    /// @param millis as `retention.ms`: below 0 for ever
    /// @param bytes of each partition, as `retention.bytes`: below 0 without end
    /// @param cleanup the words of `cleanup.policy`
    record Retention(long millis, long bytes, Set<String> cleanup) {
        /// Kafka's own defaults are unknown here; this one keeps everything.
        public static final Retention FOR_EVER = new Retention(-1, -1, Set.of("delete"));

        public Retention {
            cleanup = Set.copyOf(cleanup);
        }
    }

    /// What would be lost, or come out of order.
    ///
    /// @param records how many
    /// @param bytes how much, where records are not what counts
    record Stake(long records, long bytes) {
        public boolean isNothing() {
            return records == 0 && bytes == 0;
        }
    }

    /// @param coming replicas that a reassignment adds; they are among `replicas`
    /// @param leaving replicas that it takes away at its end; so are they
    record Partition(
            String topic,
            int id,
            OptionalInt leader,
            List<Integer> replicas,
            List<Integer> isr,
            List<Integer> coming,
            List<Integer> leaving) {
        public Partition {
            replicas = List.copyOf(replicas);
            isr = List.copyOf(isr);
            coming = List.copyOf(coming);
            leaving = List.copyOf(leaving);
        }

        /// Where it will be, once nothing moves.
        public List<Integer> settled() {
            return replicas.stream().filter(id -> !leaving.contains(id)).toList();
        }

        /// Where it was, before anything moved.
        public List<Integer> left() {
            return replicas.stream().filter(id -> !coming.contains(id)).toList();
        }

        public boolean isMoving() {
            return !coming.isEmpty() || !leaving.isEmpty();
        }

        public boolean isUnderReplicated() {
            return isr.size() < replicas.size();
        }

        public boolean isOffline() {
            return leader.isEmpty();
        }
    }
}
