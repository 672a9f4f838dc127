package dev.castellan.plan;

import dev.castellan.kafka.config.ServerProperties;
import dev.castellan.observe.Live;
import dev.castellan.observe.Snapshot;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.NodeSpec;
import dev.castellan.spec.Role;
import dev.castellan.target.NodeFacts;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// How nodes that stay come to other roles.
///
/// A role is taken on with a restart. One is laid down only once nothing depends on it: a broker holds no replica any
/// more, a controller has no vote. Until then a node is planned with the roles that it wants and those that it still
/// has, so each plan is about a cluster that can be, and the next one goes on. While the cluster does not answer, nodes
/// keep the roles they have.
final class RoleChange {
    private final ClusterSpec planned;
    private final NavigableSet<Integer> losingData = new TreeSet<>();
    private final NavigableSet<Integer> losingVotes = new TreeSet<>();

    /// @param staying the question without the nodes that leave
    RoleChange(Question staying) {
        List<NodeSpec> nodes = staying.wanted().nodes().stream()
                .map(node -> node.with(planned(node, staying.have())))
                .toList();
        this.planned = staying.wanted().withNodes(nodes);
    }

    private Set<Role> planned(NodeSpec node, Snapshot have) {
        Set<Role> now = Optional.ofNullable(have.facts().nodes().get(node.id()))
                .filter(facts -> facts.clusterId().isPresent())
                .map(facts -> facts.running().isPresent() ? running(facts) : written(facts))
                .orElse(Set.of());
        if (!(have.live() instanceof Live.Awake awake)) {
            // Nobody knows what depends on it.
            return now.isEmpty() ? node.roles() : now;
        }
        Set<Role> roles = EnumSet.copyOf(node.roles());
        boolean votes = awake.roster().voters().isEmpty()
                ? now.contains(Role.CONTROLLER)
                : awake.roster().voters().containsKey(node.id());
        if (!node.isController() && votes) {
            roles.add(Role.CONTROLLER);
            losingVotes.add(node.id());
        }
        if (!node.isBroker() && holds(awake, node.id())) {
            roles.add(Role.BROKER);
            losingData.add(node.id());
        }
        return roles;
    }

    private static boolean holds(Live.Awake awake, int node) {
        return awake.partitions().stream()
                .anyMatch(partition -> partition.replicas().contains(node));
    }

    /// The roles by a node's own file; none where that was damaged.
    static Set<Role> written(NodeFacts node) {
        return roles(ServerProperties.in(node.files()).getOrDefault("process.roles", ""));
    }

    /// Those it runs with; none where it does not run.
    static Set<Role> running(NodeFacts node) {
        return node.running()
                .map(running -> roles(ServerProperties.in(running.startedWith()).getOrDefault("process.roles", "")))
                .orElse(Set.of());
    }

    private static Set<Role> roles(String list) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        Arrays.stream(Role.values())
                .filter(role ->
                        Arrays.stream(list.split(",", -1)).map(String::strip).anyMatch(role.kafkaName()::equals))
                .forEach(roles::add);
        return roles;
    }

    /// The spec with the roles that nodes are planned to have for now.
    ClusterSpec planned() {
        return planned;
    }

    /// Brokers that are to be none, and hold replicas.
    NavigableSet<Integer> losingData() {
        return Collections.unmodifiableNavigableSet(losingData);
    }

    /// Controllers that are to be none, and have a vote.
    NavigableSet<Integer> losingVotes() {
        return Collections.unmodifiableNavigableSet(losingVotes);
    }
}
