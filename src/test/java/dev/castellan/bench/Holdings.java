package dev.castellan.bench;

import dev.castellan.observe.Live;
import dev.castellan.spec.Acl;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.UserSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a large cluster holds: ten thousand topics with forty thousand partitions, two thousand users with twenty
/// thousand ACLs.
final class Holdings {
    private static final int TOPICS = 10_000;
    private static final int USERS = 2_000;

    private Holdings() {}

    /// The blocks of a spec that name all of it.
    static String yaml() {
        StringBuilder yaml = new StringBuilder("config: {authorizer.class.name: any}\n");
        yaml.append("topic-templates: {'*': {replication-factor: 3}}\ntopics:\n");
        for (int topic = 0; topic < TOPICS; topic++) {
            yaml.append("  topic-")
                    .append(topic)
                    .append(": {partitions: 4, config: {retention.ms: 86400000, cleanup.policy: delete}}\n");
        }
        yaml.append("users:\n");
        for (int user = 0; user < USERS; user++) {
            yaml.append(
                    "  user-%d: {produce: [topic-%d, topic-%d], consume: [topic-%d, topic-%d], quota: {producer_byte_rate: %d}}%n"
                            .formatted(user, user, user + USERS, user + 2 * USERS, user + 3 * USERS, 1024 + user));
        }
        return yaml.toString();
    }

    /// The same, but for every hundredth topic, which has one copy less and other properties, and every tenth user,
    /// who lacks an ACL.
    static Live.Awake live(ClusterSpec spec, Set<Integer> brokers, Live.Quorum quorum) {
        List<Integer> ids = List.copyOf(brokers);
        SortedMap<String, Live.Topic> topics = new TreeMap<>();
        spec.topics().forEach(topic -> topics.put(topic.name(), topic(topic.name(), topics.size(), ids)));
        return new Live.Awake(brokers, Optional.of(quorum), topics, Map.of(), Map.of(), access(spec), Map.of());
    }

    private static Live.Topic topic(String name, int number, List<Integer> ids) {
        boolean drifted = number % 100 == 0;
        List<Live.Partition> partitions = new ArrayList<>();
        for (int id = 0; id < 4; id++) {
            List<Integer> places = new ArrayList<>();
            for (int copy = 0; copy < (drifted ? 2 : 3); copy++) {
                places.add(ids.get((number + id + copy) % ids.size()));
            }
            partitions.add(new Live.Partition(
                    name, id, OptionalInt.of(places.getFirst()), places, places, List.of(), List.of()));
        }
        return new Live.Topic(
                name,
                false,
                partitions,
                Map.of("retention.ms", drifted ? "3600000" : "86400000", "cleanup.policy", "delete"),
                new Live.Retention(drifted ? 3_600_000 : 86_400_000, -1, Set.of("delete")),
                2);
    }

    private static Live.Access access(ClusterSpec spec) {
        SortedMap<String, SortedSet<String>> users = new TreeMap<>();
        SortedMap<String, SortedSet<Acl>> acls = new TreeMap<>();
        SortedMap<String, SortedMap<String, Double>> quotas = new TreeMap<>();
        for (UserSpec user : spec.users()) {
            users.put(user.name(), new TreeSet<>(List.of("SCRAM-SHA-512")));
            SortedSet<Acl> rules = new TreeSet<>(user.rules());
            if (users.size() % 10 == 0) {
                rules.removeFirst();
            }
            acls.put(user.principal(), rules);
            quotas.put(user.name(), new TreeMap<>(user.quota()));
        }
        return new Live.Access(users, Optional.of(acls), quotas);
    }
}
