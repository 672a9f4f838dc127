package dev.castellan.plan;

import dev.castellan.observe.Live;
import dev.castellan.plan.Question.Risk;
import dev.castellan.problem.Problem;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.TopicSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Who cannot come or go, and why.
final class MembershipRefusals {
    /// So many topics are named.
    private static final int NAMED = 10;

    private final Membership membership;
    private final ClusterSpec full;
    private final ClusterSpec staying;
    private final List<Problem> problems = new ArrayList<>();

    private MembershipRefusals(Membership membership) {
        this.membership = membership;
        this.full = membership.full().wanted();
        this.staying = membership.staying().wanted();
    }

    static List<Problem> of(Membership membership) {
        MembershipRefusals refusals = new MembershipRefusals(membership);
        refusals.strangers();
        membership.awake().ifPresent(awake -> {
            refusals.fixedQuorum();
            refusals.smallQuorum();
            refusals.aliveElsewhere(awake);
            refusals.outOfReach(awake);
            refusals.onlyCopies(awake);
            refusals.tooFewBrokers(awake);
            refusals.tooLittleRoom(awake);
        });
        return refusals.problems;
    }

    /// A node that is simply not named any more would be forgotten with all that it holds.
    private void strangers() {
        for (int id : membership.strangers()) {
            refuse(
                    Refusals.place(full.locate("nodes"), full.name()),
                    "kafka-" + id + " belongs to the cluster and is no longer in the spec",
                    "put it back under nodes; to take it out of the cluster, name it under retire as well: retire: ["
                            + id + "]");
        }
    }

    private void fixedQuorum() {
        if (!membership.roster().isStatic()) {
            return;
        }
        for (int id : membership.comingVoters()) {
            refuse(
                    at(id),
                    "kafka-" + id + " would be a new controller" + STATIC,
                    "give it the role broker; or" + FIRST);
        }
        for (int id : membership.goingVoters()) {
            refuse(at(id), "kafka-" + id + " has a vote among the controllers" + STATIC, "keep it; or" + FIRST);
        }
    }

    private static final String STATIC = ", and the quorum is static (controller.quorum.voters, kraft.version 0): it"
            + " cannot change while the cluster runs";

    private static final String FIRST =
            " make the quorum dynamic first, in a plan of its own: quorum: dynamic, castellan" + " apply --accept-risk="
                    + Risk.NO_WAY_BACK.text();

    private void smallQuorum() {
        int now = membership.roster().voters().size();
        int then = membership.remainingControllers().size();
        boolean weaker = then < now && (then % 2 == 0 || (then < 3 && now >= 3));
        if (!membership.goingVoters().isEmpty()
                && weaker
                && !membership.full().accepted().contains(Risk.WEAK_QUORUM)) {
            int losses = (then - 1) / 2;
            refuse(
                    cause(),
                    "the controllers would become " + then + " of " + now + ", and stand the loss of "
                            + (losses == 0 ? "none" : String.valueOf(losses)),
                    "keep an odd number, three or more; or agree: --accept-risk=" + Risk.WEAK_QUORUM.text());
        }
    }

    /// Where the spec says that nodes go, or are less than they were.
    private String cause() {
        return full.locate(membership.leaving().isEmpty() ? "nodes" : "retire").toString();
    }

    /// Two processes of one id would fight for its place.
    private void aliveElsewhere(Live.Awake awake) {
        for (int id : membership.replaced()) {
            if (runs(awake, id)) {
                refuse(
                        at(id),
                        "kafka-" + id + " is to live in another place, and still runs where it was",
                        "stop it there; ten seconds after its end the same command goes on");
            }
        }
    }

    /// Who leaves is stopped first: one that runs and cannot be reached would come back by itself.
    private void outOfReach(Live.Awake awake) {
        membership.full().have().facts().unreachable().forEach((id, why) -> {
            if (membership.leaving().contains(id) && runs(awake, id)) {
                refuse(at(id), "kafka-" + id + " runs, and its host cannot be reached to stop it: " + why, "");
            }
        });
    }

    private static boolean runs(Live.Awake awake, int id) {
        boolean votes = awake.roster().voters().containsKey(id)
                && !awake.roster().mute().contains(id);
        return votes || awake.brokers().contains(id);
    }

    /// What nobody else has is lost with a node that comes back empty or does not come back.
    private void onlyCopies(Live.Awake awake) {
        Set<Integer> lost = new TreeSet<>(membership.replaced());
        membership.emptied().stream()
                .filter(id -> !awake.brokers().contains(id))
                .forEach(lost::add);
        if (lost.isEmpty() || membership.full().accepted().contains(Risk.DATA_LOSS)) {
            return;
        }
        SortedMap<String, Integer> topics = new TreeMap<>();
        awake.partitions().stream()
                .filter(partition -> partition.replicas().stream().anyMatch(lost::contains))
                .filter(partition -> lost.containsAll(partition.isr()))
                .forEach(partition -> topics.merge(partition.topic(), 1, Integer::sum));
        if (!topics.isEmpty()) {
            refuse(
                    PlanEntry.names(lost),
                    "nobody else has all records of " + named(topics),
                    "start it once more, so that they can be moved; or give them up: --accept-risk="
                            + Risk.DATA_LOSS.text());
        }
    }

    /// Kafka's own topics included: a replica has to be somewhere. Those of Castellan get fewer.
    private void tooFewBrokers(Live.Awake awake) {
        if (membership.emptied().isEmpty()) {
            return;
        }
        SortedMap<String, Integer> topics = new TreeMap<>();
        Map<String, TopicSpec> specs = staying.topicsByName();
        Set<Integer> stay = membership.remainingBrokers();
        for (Live.Topic topic : awake.topics().values()) {
            TopicSpec spec = specs.get(topic.name());
            int copies = spec == null
                    ? topic.replicationFactor()
                    : spec.replicationFactor().orElse(topic.replicationFactor());
            if (copies > stay.size() && !topic.isCastellans()) {
                topics.put(topic.name(), copies);
            }
        }
        if (!topics.isEmpty()) {
            String names = topics.entrySet().stream()
                    .limit(NAMED)
                    .map(topic -> topic.getKey() + " (" + topic.getValue() + ")")
                    .collect(Collectors.joining(", "));
            refuse(
                    cause(),
                    stay.size() + (stay.size() == 1 ? " broker" : " brokers")
                            + " would stay, and topics have more replicas: " + names + more(topics),
                    "keep more brokers, or name these topics with a smaller replication-factor first");
        }
    }

    private void tooLittleRoom(Live.Awake awake) {
        if (membership.emptied().isEmpty() && membership.filling().isEmpty()) {
            return;
        }
        Relocation relocation = new Relocation(membership, awake);
        relocation.incoming().forEach((id, bytes) -> {
            long free = free(awake, id);
            if (free >= 0 && bytes > free) {
                refuse(
                        at(id),
                        "kafka-" + id + " would get " + mebibytes(bytes) + " of replicas, and has room for "
                                + mebibytes(free),
                        "free some space there, or keep more brokers");
            }
        });
    }

    /// As Kafka says, else as the machine does; negative where nobody knows.
    private long free(Live.Awake awake, int id) {
        Long said = awake.room().free().get(id);
        if (said != null) {
            return said;
        }
        var host = membership.full().have().facts().hosts().get(id);
        return host == null
                ? -1
                : host.disks().values().stream()
                        .mapToLong(disk -> disk.freeBytes())
                        .max()
                        .orElse(-1);
    }

    private static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%,d MiB", bytes >> 20);
    }

    private static String named(SortedMap<String, Integer> topics) {
        return topics.keySet().stream().limit(NAMED).collect(Collectors.joining(", ")) + more(topics);
    }

    private static String more(Map<String, ?> topics) {
        return topics.size() > NAMED ? " and " + (topics.size() - NAMED) + " more" : "";
    }

    /// Where the spec speaks of it.
    private String at(int node) {
        return full.members().retire().contains(node)
                ? full.locate("retire").toString()
                : full.node(node)
                        .map(spec -> Refusals.place(spec.location(), spec.name()))
                        .orElse("kafka-" + node);
    }

    private void refuse(String where, String what, String hint) {
        problems.add(Problem.error(where, what, hint));
    }
}
