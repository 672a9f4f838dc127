package dev.castellan.plan;

import dev.castellan.kafka.config.Endpoint;
import dev.castellan.kafka.config.ServerProperties;
import dev.castellan.observe.Live;
import dev.castellan.plan.Step.AddAcls;
import dev.castellan.plan.Step.AddVoter;
import dev.castellan.plan.Step.Leave;
import dev.castellan.plan.Step.RemoveAcls;
import dev.castellan.plan.Step.RemoveNodes;
import dev.castellan.plan.Step.RemoveVoter;
import dev.castellan.plan.Step.Unregister;
import dev.castellan.plan.Step.WriteFiles;
import dev.castellan.spec.Acl;
import dev.castellan.spec.NodeSpec;
import dev.castellan.target.NodeFacts;
import dev.castellan.target.Target.Fate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The steps by which nodes come into a cluster that runs, and leave it.
///
/// Who comes starts, votes and gets replicas, in this order; who leaves gives up replicas, then its vote, then stops.
final class MemberChanges {
    private static final Acl MEMBER = new Acl(
            Acl.Permission.ALLOW,
            Acl.Operation.ALL,
            Acl.Resource.CLUSTER,
            Acl.Match.LITERAL,
            "kafka-cluster",
            Acl.ANYWHERE);

    private final Membership membership;
    private final Live.Awake awake;
    private final Map<Integer, Endpoint> endpoints;

    MemberChanges(Membership membership, Live.Awake awake, Map<Integer, Endpoint> endpoints) {
        this.membership = membership;
        this.awake = awake;
        this.endpoints = endpoints;
    }

    /// Before anything new starts: votes of lost directories go, and nodes that run learn whom to let in.
    List<Step> before() {
        List<Step> steps = new ArrayList<>();
        for (int id : membership.lostVoters()) {
            steps.add(new RemoveVoter(id, directory(id), "its directory is gone, another one takes its place"));
        }
        awake.access().acls().ifPresent(acls -> {
            for (String principal : membership.unknownPrincipals()) {
                SortedSet<Acl> have = acls.getOrDefault(principal, new TreeSet<>());
                if (!have.contains(MEMBER)) {
                    steps.add(new AddAcls(
                            principal,
                            new TreeSet<>(List.of(MEMBER)),
                            have.size(),
                            "so that nodes which run let it in without a restart"));
                }
            }
        });
        return steps;
    }

    /// Once all that is new runs.
    List<Step> votes() {
        List<Step> steps = new ArrayList<>();
        for (int id : membership.newVoters()) {
            Endpoint endpoint = Objects.requireNonNull(endpoints.get(id));
            steps.add(
                    new AddVoter(id, endpoint.host(), endpoint.controllerPort().orElseThrow(), at(id)));
        }
        return steps;
    }

    /// Once new brokers have their share.
    List<Step> settled() {
        List<Step> steps = new ArrayList<>();
        for (int id : membership.filling()) {
            NodeSpec node = membership.staying().wanted().node(id).orElseThrow();
            String after = membership
                    .staying()
                    .files()
                    .files(membership.staying().wanted(), node, endpoints)
                    .getOrDefault(ServerProperties.FILE, "");
            steps.add(new WriteFiles(
                    id, file(membership.marked(id, ServerProperties.FILE, after)), file(after), "it has its share"));
        }
        return steps;
    }

    private static SortedMap<String, String> file(String text) {
        return new TreeMap<>(Map.of(ServerProperties.FILE, text));
    }

    /// Once nothing is left on those that leave. The active controller is the last to give up its vote.
    List<Step> departures() {
        List<Step> steps = new ArrayList<>();
        int leader = awake.quorum().map(Live.Quorum::leader).orElse(-1);
        last(membership.lastVotes(), leader).forEach(id -> steps.add(new RemoveVoter(id, directory(id), at(id))));
        List<Integer> order = last(membership.leaving(), leader);
        order.stream().filter(this::isRunning).forEach(id -> steps.add(new Leave(id, at(id))));
        membership.formerBrokers().forEach(id -> steps.add(new Unregister(id, at(id))));
        order.stream()
                .filter(id -> awake.roster().registered().contains(id))
                .forEach(id -> steps.add(new Unregister(id, at(id))));
        steps.addAll(forgotten());
        SortedSet<Integer> installed = new TreeSet<>(membership.leaving());
        installed.removeIf(id -> installed(id).isEmpty());
        if (!installed.isEmpty()) {
            steps.add(new RemoveNodes(installed, Fate.DELETED, "nothing of the cluster is left there"));
        }
        return steps;
    }

    private static List<Integer> last(SortedSet<Integer> nodes, int leader) {
        List<Integer> order = new ArrayList<>(nodes);
        if (order.remove(Integer.valueOf(leader))) {
            order.add(leader);
        }
        return order;
    }

    /// What nodes that leave were allowed, so that running nodes let them in.
    private List<Step> forgotten() {
        List<Step> steps = new ArrayList<>();
        awake.access()
                .acls()
                .ifPresent(acls -> membership.staying().wanted().members().retired().stream()
                        .map(node -> "User:" + node.principal())
                        .sorted()
                        .forEach(principal -> {
                            SortedSet<Acl> have = acls.getOrDefault(principal, new TreeSet<>());
                            if (have.contains(MEMBER)) {
                                steps.add(new RemoveAcls(
                                        principal,
                                        new TreeSet<>(List.of(MEMBER)),
                                        have.size() - 1,
                                        "its node is gone"));
                            }
                        }));
        return steps;
    }

    private String directory(int voter) {
        return awake.roster().voters().getOrDefault(voter, "");
    }

    /// Where the spec says that it comes or goes.
    private String at(int node) {
        return membership.full().wanted().members().retire().contains(node)
                ? membership.full().wanted().locate("retire").brief()
                : membership
                        .full()
                        .wanted()
                        .node(node)
                        .map(spec -> spec.location().brief())
                        .orElse("");
    }

    private boolean isRunning(int node) {
        return installed(node).flatMap(NodeFacts::running).isPresent();
    }

    private Optional<NodeFacts> installed(int node) {
        return Optional.ofNullable(membership.full().have().facts().nodes().get(node));
    }

    /// What a person should know of those who leave.
    static List<String> notes(Membership membership) {
        List<String> notes = new ArrayList<>();
        String file = membership.full().wanted().file().orElse("the spec");
        if (!membership.gone().isEmpty()) {
            boolean one = membership.gone().size() == 1;
            notes.add(PlanEntry.names(membership.gone()) + (one ? " is" : " are") + " gone: take "
                    + (one ? "it" : "them") + " out of nodes and retire in " + file);
        }
        if (!membership.leaving().isEmpty() && membership.awake().isEmpty()) {
            notes.add(PlanEntry.names(membership.leaving())
                    + (membership.leaving().size() == 1 ? " leaves" : " leave") + " once the cluster runs");
        }
        SortedSet<Integer> lost = new TreeSet<>(membership.leaving());
        lost.retainAll(membership.full().have().facts().unreachable().keySet());
        if (!lost.isEmpty()) {
            notes.add(
                    PlanEntry.names(lost) + " cannot be reached: the cluster forgets it, and what lies there stays; do"
                            + " not start it again");
        }
        return notes;
    }
}
