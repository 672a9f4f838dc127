package dev.castellan.spec;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Topics and groups of another cluster that this one keeps a copy of, by MirrorMaker 2.
///
/// @param alias what the other cluster is called here
/// @param bootstrap where its brokers listen, `host:port,...`; empty text until that is known of a `cluster`
/// @param cluster the other one's name, where it is kept on this machine too
/// @param user of that cluster, as whom the mirror logs in there; empty where everybody is let in
/// @param topics patterns of names, as MirrorMaker takes them
/// @param groups the same, of consumer groups
/// @param config further properties of MirrorMaker's connectors, by their own names
/// @param state what its connectors do
public record MirrorSpec(
        String alias,
        String bootstrap,
        Optional<String> cluster,
        Optional<String> user,
        List<String> topics,
        List<String> groups,
        Naming naming,
        SortedMap<String, String> config,
        ConnectorSpec.State state,
        Location location) {
    public MirrorSpec {
        topics = List.copyOf(topics);
        groups = List.copyOf(groups);
        config = Collections.unmodifiableSortedMap(new TreeMap<>(config));
    }

    /// The same mirror of a cluster that was found.
    public MirrorSpec at(String brokers) {
        return new MirrorSpec(alias, brokers, cluster, user, topics, groups, naming, config, state, location);
    }

    /// The same with other properties.
    MirrorSpec with(SortedMap<String, String> properties) {
        return new MirrorSpec(alias, bootstrap, cluster, user, topics, groups, naming, properties, state, location);
    }

    /// How copies of topics are called; each has a class of Kafka's that says the rest.
    public enum Naming {
        /// `east.orders`: copies are told from a cluster's own topics, and nothing goes round in circles.
        prefixed("default", "org.apache.kafka.connect.mirror.DefaultReplicationPolicy"),
        /// `orders`: clients need not care where they read.
        identity("identity", "org.apache.kafka.connect.mirror.IdentityReplicationPolicy");

        private final String text;
        private final String policy;

        Naming(String text, String policy) {
            this.text = text;
            this.policy = policy;
        }

        /// As the spec has it.
        public String text() {
            return text;
        }

        public String policy() {
            return policy;
        }

        static Naming of(String text) {
            return text.equals(identity.text) ? identity : prefixed;
        }
    }
}
