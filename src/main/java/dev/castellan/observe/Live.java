package dev.castellan.observe;

import dev.castellan.spec.Acl;
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
    record Awake(
            Set<Integer> brokers,
            Optional<Quorum> quorum,
            SortedMap<String, Topic> topics,
            Map<String, String> clusterConfig,
            Map<Integer, Map<String, String>> brokerConfig,
            Access access)
            implements Live {
        public Awake {
            brokers = Set.copyOf(brokers);
            topics = new TreeMap<>(topics);
            clusterConfig = Map.copyOf(clusterConfig);
            brokerConfig = Map.copyOf(brokerConfig);
        }

        public List<Partition> partitions() {
            return topics.values().stream()
                    .flatMap(topic -> topic.partitions().stream())
                    .toList();
        }
    }

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
    record Quorum(int leader, long epoch, SortedMap<Integer, Long> lag, Set<Integer> observers) {}

    /// @param config the properties set on the topic itself
    record Topic(
            String name,
            boolean internal,
            List<Partition> partitions,
            Map<String, String> config,
            int minInsyncReplicas) {
        public int replicationFactor() {
            return partitions.isEmpty() ? 0 : partitions.getFirst().replicas().size();
        }
    }

    record Partition(String topic, int id, OptionalInt leader, List<Integer> replicas, List<Integer> isr) {
        public boolean isUnderReplicated() {
            return isr.size() < replicas.size();
        }

        public boolean isOffline() {
            return leader.isEmpty();
        }
    }
}
