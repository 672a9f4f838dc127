package dev.castellan.export;

import dev.castellan.observe.Live;
import dev.castellan.spec.SpecText;
import dev.castellan.spec.TopicSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a cluster holds, as the blocks `topics`, `users` and `config` of a `cluster.yaml`.
///
/// @param fields the blocks, each only where there is something in it
/// @param notExpressible what the cluster holds beside, one sentence each
public record Export(SequencedMap<String, Object> fields, List<String> notExpressible) {
    /// What goes in front of the first block where there is none.
    private static final String NOTHING = "# the cluster holds no topics, users or dynamic properties\n";

    /// How Kafka calls topics of its own, and Castellan the one it proves clusters with.
    private static final String INTERNAL = "__";

    /// @param live what the cluster said
    /// @param origin what is known beside
    public static Export of(Live.Awake live, Origin origin) {
        List<String> notExpressible = new ArrayList<>();
        List<TopicSpec> topics = topics(live, notExpressible);
        UserExport users = new UserExport(live.access(), origin);
        SortedMap<String, String> config = config(live, origin, notExpressible);
        notExpressible.addAll(users.notExpressible());
        origin.quotasOfOthers()
                .forEach((who, quota) -> notExpressible.add("the quota of " + who + ": " + UserExport.quota(quota)));
        return new Export(SpecText.fields(topics, users.users(), config), notExpressible);
    }

    /// The blocks as text, and after them what they do not say as comments.
    public String yaml() {
        return (fields.isEmpty() ? NOTHING : SpecText.yaml(fields))
                + SpecText.comments("not expressible: ", notExpressible);
    }

    /// How much stands in a block.
    public int count(String block) {
        return fields.get(block) instanceof Map<?, ?> entries ? entries.size() : 0;
    }

    private static List<TopicSpec> topics(Live.Awake live, List<String> notExpressible) {
        List<TopicSpec> topics = new ArrayList<>();
        live.topics().values().stream()
                .filter(topic -> !topic.internal() && !topic.name().startsWith(INTERNAL))
                .forEach(topic -> {
                    TopicSpec spec = TopicSpec.of(
                            topic.name(), topic.partitions().size(), topic.replicationFactor(), topic.config());
                    if (SpecText.canSay(spec)) {
                        topics.add(spec);
                    } else {
                        notExpressible.add("topic " + topic.name() + ", "
                                + topic.partitions().size() + " partitions x " + topic.replicationFactor());
                    }
                });
        return topics;
    }

    /// The spec's own properties, under those that the cluster was given while it ran: they win there too.
    ///
    /// Where some broker has another value of its own, a property is not the whole cluster's: said for all, the
    /// next plan would take that value away.
    private static SortedMap<String, String> config(Live.Awake live, Origin origin, List<String> notExpressible) {
        SortedMap<String, String> config = new TreeMap<>(origin.config());
        new TreeMap<>(live.clusterConfig()).forEach((name, value) -> {
            if (isContradicted(live, name, value)) {
                notExpressible.add(name + "=" + value + ", set for all brokers, where some have another value");
            } else if (!origin.elsewhere().contains(name) && !origin.saysAlready(name, value)) {
                config.put(name, value);
            }
        });
        new TreeMap<>(live.brokerConfig())
                .forEach((id, own) -> new TreeMap<>(own)
                        .forEach((name, value) ->
                                notExpressible.add(name + "=" + value + ", set for broker " + id + " alone")));
        return config;
    }

    private static boolean isContradicted(Live.Awake live, String name, String value) {
        return live.brokerConfig().values().stream()
                .anyMatch(own -> !own.getOrDefault(name, value).equals(value));
    }
}
