package dev.castellan.testkit;

import dev.castellan.kafka.config.PropertiesText;
import dev.castellan.kafka.config.ServerProperties;
import dev.castellan.kafka.knowledge.FeatureSpan;
import dev.castellan.observe.Live;
import dev.castellan.observe.LiveConnect;
import dev.castellan.observe.Snapshot;
import dev.castellan.plan.Finalizing;
import dev.castellan.plan.Plan;
import dev.castellan.plan.Planner;
import dev.castellan.plan.Question;
import dev.castellan.plan.Question.Reach;
import dev.castellan.plan.Step;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.target.Facts;
import dev.castellan.target.Identity;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A machine with a Kafka cluster on it, in memory: steps change it, and it can be looked at like a real one.
///
/// What a real target or cluster would refuse is an [IllegalStateException] here.
public final class FakeWorld {
    private final SortedMap<Integer, FakeNode> nodes = new TreeMap<>();
    private final FakeTopics topics = new FakeTopics();
    private final SortedMap<String, String> clusterConfig = new TreeMap<>();
    private final SortedMap<Integer, SortedMap<String, String>> brokerConfig = new TreeMap<>();
    private final FakeAccess access = new FakeAccess();
    private final FakeMembers members = new FakeMembers();
    private final FakeWorkers workers = new FakeWorkers();
    private final Set<Integer> takenPorts = new HashSet<>();
    private Optional<Identity> identity = Optional.empty();
    private Facts.Startup startup = Facts.Startup.COLD;
    private String silence = "";
    private Set<Question.Risk> accepted = Set.of(Question.Risk.UNAVAILABLE);
    private int maxUnavailable = 1;
    private final SortedMap<String, Integer> levels = new TreeMap<>();
    private final SortedMap<String, FeatureSpan> features = new TreeMap<>();
    private int fresh;

    /// A world in which a spec has been applied.
    public static FakeWorld with(ClusterSpec spec) {
        FakeWorld world = new FakeWorld();
        world.settle(spec);
        return world;
    }

    public FakeWorld copy() {
        FakeWorld copy = new FakeWorld();
        nodes.forEach((id, node) -> copy.nodes.put(id, node.copy()));
        copy.topics.putAll(topics);
        copy.clusterConfig.putAll(clusterConfig);
        brokerConfig.forEach((id, config) -> copy.brokerConfig.put(id, new TreeMap<>(config)));
        copy.access.putAll(access);
        copy.members.putAll(members);
        copy.workers.putAll(workers);
        copy.takenPorts.addAll(takenPorts);
        copy.identity = identity;
        copy.startup = startup;
        copy.fresh = fresh;
        copy.levels.putAll(levels);
        copy.features.putAll(features);
        return copy;
    }

    /// What the planner is asked about this world. Each question brings ids of its own, as a real one does.
    public Question question(ClusterSpec wanted) {
        fresh++;
        SortedMap<Integer, String> directories = new TreeMap<>();
        wanted.controllers().forEach(node -> directories.put(node.id(), "directory-" + node.id() + "-" + fresh));
        return new Question(
                wanted,
                snapshot(live() instanceof Live.Awake awake ? awake.with(topics.stakes(wanted, awake)) : live()),
                FakeBlueprint.of(wanted.target()),
                new Identity("cluster-" + fresh, directories),
                FakeWorld::reach,
                (node, port) -> takenPorts.contains(port) ? Optional.of("somebody else") : Optional.empty(),
                accepted,
                () -> features,
                maxUnavailable);
    }

    /// A handful of Kafka's own answers.
    public static Reach reach(String property) {
        return switch (property) {
            case "log.retention.ms", "min.insync.replicas", "message.max.bytes" -> Reach.CLUSTER_WIDE;
            case "ssl.keystore.location", "max.connections.per.ip.overrides" -> Reach.PER_BROKER;
            default -> Reach.RESTART;
        };
    }

    /// Plans and applies until nothing is left to do.
    ///
    /// @return how many rounds it took
    public int settle(ClusterSpec wanted) {
        for (int round = 0; round < 4; round++) {
            Plan plan = plan(wanted);
            if (plan.isEmpty()) {
                return round;
            }
            plan.steps().forEach(this::execute);
        }
        throw new IllegalStateException("not settled after 4 rounds: " + plan(wanted));
    }

    public Plan plan(ClusterSpec wanted) {
        Planner.Answer answer = Planner.plan(question(wanted));
        if (!answer.problems().isEmpty() || !answer.obstacles().isEmpty()) {
            throw new IllegalStateException("refused: " + answer.problems() + answer.obstacles());
        }
        return answer.plan();
    }

    public Snapshot snapshot() {
        return snapshot(live());
    }

    private Snapshot snapshot(Live live) {
        return new Snapshot(
                new Facts(
                                identity,
                                nodes.values().stream().collect(Collectors.toMap(FakeNode::id, FakeNode::facts)),
                                takenPorts,
                                startup)
                        .with(workers.facts()),
                live,
                live instanceof Live.Awake ? workers.live() : new LiveConnect.Asleep());
    }

    private Set<String> topicNames() {
        return topics.live(brokers()).keySet();
    }

    public void execute(Step step) {
        switch (step) {
            case Step.Install ignored -> check(false, "nothing is ever missing on this machine");
            case Step.ReloadCertificates ignored -> check(false, "nobody here asks for certificates");
            case Step.Certify ignored -> check(false, "nobody here asks for certificates");
            case Step.Prepare ignored -> startup = Facts.Startup.PREPARED;
            case Step.ChooseIdentity choose -> {
                check(identity.isEmpty(), "an identity is chosen once");
                identity = Optional.of(choose.identity());
            }
            case Step.WriteFiles write ->
                nodes.computeIfAbsent(write.node(), FakeNode::new).write(write.after());
            case Step.FormatStorage format -> format(format);
            case Step.StartNodes start ->
                start.nodes().stream().filter(id -> !node(id).isRunning()).forEach(this::start);
            case Step.RestartNodes restart ->
                restart.nodes().forEach(id -> {
                    check(node(id).isRunning(), "a restart is for a node that runs");
                    stop(id);
                    start(id);
                });
            case Step.Soak soak -> soak.nodes().forEach(id -> check(node(id).isRunning(), "only what runs is watched"));
            case Step.FinalizeFeature feature -> raise(feature);
            case Step.OfMember member -> {
                members.execute(member, nodes);
                if (member instanceof Step.Leave leave) {
                    check(topics.holders().stream().noneMatch(id -> id == leave.node()), "who leaves holds nothing");
                    stop(leave.node());
                }
            }
            case Step.OfConnect connect -> workers.execute(connect, topicNames());
            case Step.Mend ignored -> check(false, "what this machine is set to is its user's business");
            case Step.OfPrometheus ignored -> check(false, "no Prometheus is installed on this machine");
            case Step.StopNodes stop -> stop.nodes().forEach(this::stop);
            case Step.RemoveNodes remove -> remove.nodes().forEach(nodes::remove);
            case Step.SetBrokerConfig set -> set(set);
            case Step.OfTopic topic -> topics.execute(topic, brokers());
            case Step.CreateUser create -> access.create(create);
            case Step.RemoveUser remove -> access.remove(remove);
            case Step.AddAcls add -> access.add(add);
            case Step.RemoveAcls remove -> access.remove(remove);
            case Step.SetQuota set -> access.limit(set);
        }
    }

    private void set(Step.SetBrokerConfig set) {
        check(live() instanceof Live.Awake, "properties are set on a running cluster");
        SortedMap<String, String> config = set.broker()
                .map(id -> brokerConfig.computeIfAbsent(id, broker -> new TreeMap<>()))
                .orElse(clusterConfig);
        set.changes().forEach((name, change) -> config.put(name, change.after()));
        set.unset().forEach(config::remove);
    }

    private void raise(Step.FinalizeFeature step) {
        levels.put(step.feature(), step.after());
        if (step.feature().equals(Finalizing.QUORUM_KIND)) {
            members.convert(nodes);
        }
    }

    private void start(int id) {
        members.name(voters(id));
        check(!members.isStatic() || !voters(id).isEmpty(), "a node that knows no voters waits for ever");
        node(id).start();
    }

    private String voters(int id) {
        return PropertiesText.read(file(id, ServerProperties.FILE)).getOrDefault(ServerProperties.VOTERS, "");
    }

    public void stop(int id) {
        node(id).stop();
    }

    /// Somebody changes a file by hand.
    public void edit(int id, String file, String text) {
        node(id).write(new TreeMap<>(Map.of(file, text)));
    }

    public String file(int id, String file) {
        return node(id).facts().files().getOrDefault(file, "");
    }

    /// The storage of a node is exchanged for that of another cluster, or for blank storage.
    public void replaceStorage(int id, Optional<String> clusterId) {
        node(id).replaceStorage(clusterId);
    }

    public void forgetIdentity() {
        identity = Optional.empty();
    }

    /// The nodes are formatted, and nothing was ever started.
    public void neverStarted() {
        nodes.values().forEach(FakeNode::forgetStart);
    }

    public void accept(Question.Risk... risks) {
        accepted = Set.of(risks);
    }

    /// The cluster uses a feature, and the release that is wanted of it can use these levels.
    public void feature(String name, int level, FeatureSpan wanted) {
        levels.put(name, level);
        features.put(name, wanted);
    }

    /// So many nodes may be down at once.
    public void spare(int nodes) {
        maxUnavailable = nodes;
    }

    public void occupy(int port) {
        takenPorts.add(port);
    }

    /// The machine of a node is lost with all that it holds, and the node lives on an empty one from now on.
    public void lose(int id) {
        nodes.remove(id);
    }

    /// Nodes run, and nobody answers.
    public void silence(String why) {
        silence = why;
    }

    /// Somebody sets a broker property while the brokers run.
    public void setClusterConfig(String name, String value) {
        clusterConfig.put(name, value);
    }

    public void setBrokerConfig(int broker, String name, String value) {
        brokerConfig.computeIfAbsent(broker, id -> new TreeMap<>()).put(name, value);
    }

    /// What somebody may do to topics by hand.
    public FakeTopics topics() {
        return topics;
    }

    /// What somebody may do to workers of Connect and connectors by hand.
    public FakeWorkers workers() {
        return workers;
    }

    /// What somebody may do to users, ACLs and quotas by hand.
    public FakeAccess access() {
        return access;
    }

    public Set<Integer> ids() {
        return nodes.keySet();
    }

    /// Everything but the ids, which differ from question to question.
    public Object state() {
        String clusterId = identity.map(Identity::clusterId).orElse("");
        check(
                nodes.values().stream().allMatch(node -> node.belongsTo(clusterId)),
                "all storage is formatted with the identity that was chosen");
        brokerConfig.values().removeIf(Map::isEmpty);
        return List.of(
                nodes.values().stream().map(FakeNode::state).toList(),
                topics.state(),
                clusterConfig,
                brokerConfig,
                startup,
                access.live(true),
                members.state(),
                workers.state());
    }

    private void format(Step.FormatStorage format) {
        Identity chosen = identity.orElse(new Identity(format.clusterId(), new TreeMap<>()));
        check(chosen.clusterId().equals(format.clusterId()), "storage is formatted with the chosen cluster id");
        for (int voter : format.firstVoters()) {
            check(
                    format.initialControllers()
                            .contains(":" + chosen.directoryIds().get(voter)),
                    "a first voter is formatted with its directory id");
            node(voter).format(format.clusterId());
            members.found(voter, chosen.directoryIds().get(voter));
        }
        format.joining().forEach(id -> node(id).format(format.clusterId()));
    }

    private Live live() {
        if (nodes.values().stream().noneMatch(FakeNode::isRunning)) {
            return new Live.Asleep();
        }
        if (!silence.isEmpty() || brokers().isEmpty()) {
            return new Live.Silent(silence.isEmpty() ? "no broker accepts connections yet" : silence);
        }
        List<Integer> up = brokers();
        SortedMap<String, Live.Feature> live = new TreeMap<>();
        levels.forEach((name, level) -> live.put(
                name,
                new Live.Feature(
                        level,
                        features.getOrDefault(name, new FeatureSpan(0, level)).newest())));
        members.register(up);
        return new Live.Awake(
                Set.copyOf(up),
                quorum(),
                topics.live(up),
                clusterConfig,
                Map.copyOf(brokerConfig),
                access.live(hasAuthorizer()),
                live,
                Map.of(),
                members.roster(nodes),
                Live.Room.UNKNOWN);
    }

    private boolean hasAuthorizer() {
        return nodes.values().stream()
                .flatMap(node -> node.facts().running().stream())
                .anyMatch(running -> running.startedWith()
                        .getOrDefault(ServerProperties.FILE, "")
                        .contains("authorizer.class.name="));
    }

    private Optional<Live.Quorum> quorum() {
        Set<Integer> voters = members.voters();
        List<Integer> up = voters.stream()
                .filter(id -> nodes.containsKey(id) && nodes.get(id).isRunning())
                .sorted()
                .toList();
        if (up.size() <= voters.size() / 2) {
            return Optional.empty();
        }
        SortedMap<Integer, Long> lag = new TreeMap<>();
        voters.forEach(voter -> lag.put(voter, up.contains(voter) ? 0L : 100_000L));
        return Optional.of(new Live.Quorum(up.getFirst(), 7, lag, lag, Set.of()));
    }

    private List<Integer> brokers() {
        return nodes.values().stream()
                .filter(node -> node.isBroker() && node.isRunning())
                .map(FakeNode::id)
                .toList();
    }

    private FakeNode node(int id) {
        FakeNode node = nodes.get(id);
        if (node == null) {
            throw new IllegalStateException("no node " + id);
        }
        return node;
    }

    static void check(boolean holds, String law) {
        if (!holds) {
            throw new IllegalStateException("broken: " + law);
        }
    }
}
