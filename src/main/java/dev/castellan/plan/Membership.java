package dev.castellan.plan;

import dev.castellan.kafka.config.ServerProperties;
import dev.castellan.observe.Live;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.MembersSpec.Rebalance;
import dev.castellan.spec.NodeSpec;
import dev.castellan.spec.Role;
import dev.castellan.spec.Security;
import dev.castellan.target.NodeFacts;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Who belongs to a cluster and who shall: what joins, what leaves, what takes the place of a node that is lost.
///
/// All of it follows from what is there. A broker that is new is known by a line in its own file, which stands there
/// from before its first start until it holds its share: whoever is killed in between goes on with it.
final class Membership {
    /// Stands in `server.properties` of a broker that has not got its share of replicas yet; Kafka reads over it.
    private static final String MARK = "# A new broker: replicas are on their way to it.\n";

    private final Question full;
    private final Question staying;
    private final RoleChange roles;
    private final NavigableSet<Integer> leaving = new TreeSet<>();
    private final NavigableSet<Integer> gone = new TreeSet<>();
    private final NavigableSet<Integer> strangers = new TreeSet<>();
    private final NavigableSet<Integer> replaced = new TreeSet<>();
    private final NavigableSet<Integer> filling = new TreeSet<>();

    private Membership(Question full) {
        this.full = full;
        Question stays = full.about(full.wanted().staying());
        this.roles = new RoleChange(stays);
        this.staying = stays.about(roles.planned());
        Set<Integer> known = known();
        full.wanted().members().retire().forEach(id -> (known.contains(id) ? leaving : gone).add(id));
        known.stream().filter(id -> full.wanted().node(id).isEmpty()).forEach(strangers::add);
        for (NodeSpec node : staying.wanted().nodes()) {
            if (isReplaced(node)) {
                replaced.add(node.id());
            }
            if (node.isBroker() && isFilling(node)) {
                filling.add(node.id());
            }
        }
    }

    static Membership of(Question question) {
        return new Membership(question);
    }

    /// The question without the nodes that are to leave, each other with the roles that it has for now.
    Question staying() {
        return staying;
    }

    /// As it was asked.
    Question full() {
        return full;
    }

    /// Nodes that are to leave, and are still there.
    NavigableSet<Integer> leaving() {
        return Collections.unmodifiableNavigableSet(leaving);
    }

    /// Nodes that are to give up what they hold: because they leave, or are to be brokers no more.
    NavigableSet<Integer> emptied() {
        NavigableSet<Integer> emptied = new TreeSet<>(leaving);
        emptied.addAll(roles.losingData());
        return emptied;
    }

    /// Nodes that have a vote, and shall not: because they leave, or are to be controllers no more.
    NavigableSet<Integer> goingVoters() {
        NavigableSet<Integer> going = new TreeSet<>(leaving);
        going.addAll(roles.losingVotes());
        going.retainAll(roster().voters().keySet());
        return going;
    }

    /// Those of them that give it up now. Who stays waits for who is to vote in its place.
    NavigableSet<Integer> lastVotes() {
        NavigableSet<Integer> last = goingVoters();
        if (!staying.wanted().controllers().stream().allMatch(this::canVote)) {
            last.retainAll(leaving);
        }
        return last;
    }

    /// Nodes that stay and are brokers no more, which the cluster still knows as such.
    NavigableSet<Integer> formerBrokers() {
        NavigableSet<Integer> former = new TreeSet<>();
        awake().ifPresent(awake -> staying.wanted().nodes().stream()
                .filter(node -> !node.isBroker()
                        && awake.roster().registered().contains(node.id())
                        && !runsAs(node, Role.BROKER))
                .forEach(node -> former.add(node.id())));
        return former;
    }

    private boolean runsAs(NodeSpec node, Role role) {
        NodeFacts have = full.have().facts().nodes().get(node.id());
        return have != null && RoleChange.running(have).contains(role);
    }

    /// Brokers there are once all of this is done.
    NavigableSet<Integer> remainingBrokers() {
        NavigableSet<Integer> remaining = new TreeSet<>();
        staying.wanted().brokers().forEach(node -> remaining.add(node.id()));
        remaining.removeAll(roles.losingData());
        return remaining;
    }

    /// The same of controllers.
    NavigableSet<Integer> remainingControllers() {
        NavigableSet<Integer> remaining = new TreeSet<>();
        staying.wanted().controllers().forEach(node -> remaining.add(node.id()));
        remaining.removeAll(roles.losingVotes());
        return remaining;
    }

    /// Nodes that are to leave, and of which nothing is left.
    NavigableSet<Integer> gone() {
        return Collections.unmodifiableNavigableSet(gone);
    }

    /// Members of the cluster that the spec does not know.
    NavigableSet<Integer> strangers() {
        return Collections.unmodifiableNavigableSet(strangers);
    }

    /// Nodes that the cluster knows and whose place holds nothing: they are somewhere else than they were.
    NavigableSet<Integer> replaced() {
        return Collections.unmodifiableNavigableSet(replaced);
    }

    /// Brokers that are new and have not got their share of replicas yet.
    NavigableSet<Integer> filling() {
        return Collections.unmodifiableNavigableSet(filling);
    }

    Optional<Live.Awake> awake() {
        return full.have().live() instanceof Live.Awake awake ? Optional.of(awake) : Optional.empty();
    }

    /// Votes, by controller; none where nobody knows.
    Live.Roster roster() {
        return awake().map(Live.Awake::roster).orElse(new Live.Roster(Set.of(), new TreeMap<>(), Set.of()));
    }

    /// Voters whose directory is not there any more: another one takes its place under the same id.
    NavigableSet<Integer> lostVoters() {
        NavigableSet<Integer> lost = new TreeSet<>();
        if (roster().isStatic()) {
            return lost; // votes belong to ids there, whatever lies in their directories
        }
        lost.addAll(replaced);
        Lost.of(staying).forEach(storage -> lost.add(storage.node().id()));
        lost.retainAll(roster().voters().keySet());
        return lost;
    }

    /// Nodes that have no vote, or one of a lost directory, and shall have one.
    NavigableSet<Integer> comingVoters() {
        NavigableSet<Integer> coming = new TreeSet<>();
        if (!roster().voters().isEmpty()) {
            staying.wanted().controllers().forEach(node -> coming.add(node.id()));
            Set<Integer> settled = new TreeSet<>(roster().voters().keySet());
            settled.removeAll(lostVoters());
            coming.removeAll(settled);
            coming.removeAll(roles.losingVotes());
        }
        return coming;
    }

    /// Those of them that can get it now.
    NavigableSet<Integer> newVoters() {
        NavigableSet<Integer> fresh = comingVoters();
        fresh.removeIf(id -> staying.wanted().node(id).filter(this::canVote).isEmpty());
        return fresh;
    }

    /// A broker that is to be a controller too is one once it has restarted.
    private boolean canVote(NodeSpec node) {
        NodeFacts have = full.have().facts().nodes().get(node.id());
        return have == null || have.running().isEmpty() || runsAs(node, Role.CONTROLLER);
    }

    /// Whether the properties that a running node has been started with serve it as well as those it should have.
    ///
    /// Controllers to ask for the way are needed until one has answered. As for super users, nodes that come
    /// later have a rule of their own.
    static boolean serves(ClusterSpec wanted, String property, String now, String then) {
        return switch (property) {
            case "controller.quorum.bootstrap.servers" -> {
                List<String> asked = words(then, ",");
                yield asked.stream().filter(words(now, ",")::contains).count() > asked.size() / 2;
            }
            case "super.users" -> wanted.security() != Security.none && !now.isEmpty();
            default -> false;
        };
    }

    /// The principals of nodes that running nodes do not know as super users: they were started before.
    NavigableSet<String> unknownPrincipals() {
        NavigableSet<String> unknown = new TreeSet<>();
        if (staying.wanted().security() == Security.none) {
            return unknown;
        }
        Collection<String> wanted = staying.wanted().nodes().stream()
                .map(node -> "User:" + node.principal())
                .toList();
        full.have().facts().nodes().values().stream()
                .flatMap(node -> superUsers(node).stream())
                .forEach(users -> wanted.stream()
                        .filter(principal -> !users.contains(principal))
                        .forEach(unknown::add));
        return unknown;
    }

    /// The text of a broker's file, marked while it is new.
    String marked(int node, String file, String text) {
        return file.equals(ServerProperties.FILE) && filling.contains(node) ? text + MARK : text;
    }

    /// What a marked text becomes in the end.
    static String unmarked(String text) {
        return text.endsWith(MARK) ? text.substring(0, text.length() - MARK.length()) : text;
    }

    private static Optional<List<String>> superUsers(NodeFacts node) {
        return node.running()
                .map(running -> ServerProperties.in(running.startedWith()).getOrDefault("super.users", ""))
                .filter(users -> !users.isEmpty())
                .map(users -> words(users, ";"));
    }

    private static List<String> words(String list, String separator) {
        return Stream.of(list.split(separator, -1))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /// Members by their machines or by Kafka's own word.
    private Set<Integer> known() {
        Set<Integer> known = new TreeSet<>(full.have().facts().nodes().keySet());
        awake().ifPresent(awake -> {
            known.addAll(awake.roster().registered());
            known.addAll(awake.roster().voters().keySet());
            awake.partitions().forEach(partition -> known.addAll(partition.replicas()));
        });
        return known;
    }

    private boolean isReplaced(NodeSpec node) {
        NodeFacts have = full.have().facts().nodes().get(node.id());
        boolean blank =
                have == null || (have.clusterId().isEmpty() && have.past().isEmpty());
        boolean unknown = full.have().facts().unreachable().containsKey(node.id());
        return blank
                && !unknown
                && awake().filter(awake -> awake.roster().registered().contains(node.id())
                                || awake.roster().voters().containsKey(node.id())
                                || holds(awake, node.id()))
                        .isPresent();
    }

    private static boolean holds(Live.Awake awake, int node) {
        return awake.partitions().stream()
                .anyMatch(partition -> partition.replicas().contains(node));
    }

    private boolean isFilling(NodeSpec node) {
        ClusterSpec wanted = staying.wanted();
        if (wanted.members().rebalance() != Rebalance.NEW_BROKERS) {
            return false;
        }
        NodeFacts have = full.have().facts().nodes().get(node.id());
        if (have != null && have.files().containsKey(ServerProperties.FILE)) {
            boolean marked = ServerProperties.text(have.files()).endsWith(MARK);
            boolean other = have.clusterId().isPresent()
                    && !RoleChange.written(have).isEmpty()
                    && !RoleChange.written(have).contains(Role.BROKER);
            if (marked || !other) {
                return marked;
            }
        }
        long replicas = awake().map(awake -> awake.partitions().stream()
                        .mapToLong(partition -> partition.settled().size())
                        .sum())
                .orElse(Long.MAX_VALUE);
        return !full.have().facts().isUntouched()
                && replicas >= wanted.brokers().size()
                && !isReplaced(node)
                && !full.have().facts().unreachable().containsKey(node.id());
    }
}
