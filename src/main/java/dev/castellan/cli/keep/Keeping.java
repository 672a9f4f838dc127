package dev.castellan.cli.keep;

import dev.castellan.apply.Applier;
import dev.castellan.apply.Journal;
import dev.castellan.apply.Listener;
import dev.castellan.apply.Pauser;
import dev.castellan.cli.verb.RiskOption;
import dev.castellan.cli.verb.RollOption;
import dev.castellan.cli.verb.SpecOption;
import dev.castellan.cli.verb.Tools;
import dev.castellan.history.Entry;
import dev.castellan.kafka.config.Endpoint;
import dev.castellan.kafka.distribution.Distribution;
import dev.castellan.kafka.distribution.Distributions;
import dev.castellan.kafka.distribution.MetricsAgent;
import dev.castellan.kafka.distribution.Plugin;
import dev.castellan.kafka.knowledge.KafkaKnowledge;
import dev.castellan.machine.ThisMachine;
import dev.castellan.observe.Doubt;
import dev.castellan.observe.Observer;
import dev.castellan.observe.Snapshot;
import dev.castellan.plan.NarrowPlans;
import dev.castellan.plan.Plan;
import dev.castellan.plan.Planner;
import dev.castellan.plan.Question;
import dev.castellan.plan.Step;
import dev.castellan.problem.Problem;
import dev.castellan.problem.Suggest;
import dev.castellan.problem.UserMistake;
import dev.castellan.problem.WorldRefused;
import dev.castellan.security.Vault;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.KafkaVersion;
import dev.castellan.spec.NodeSpec;
import dev.castellan.spec.SpecReader;
import dev.castellan.target.Hold;
import dev.castellan.target.Identity;
import dev.castellan.target.Keyring;
import dev.castellan.target.Manifest;
import dev.castellan.target.NodeFacts;
import dev.castellan.target.Release;
import dev.castellan.target.Target;
import dev.castellan.target.hosts.HostsTarget;
import dev.castellan.target.local.ClusterFolder;
import dev.castellan.target.local.LocalTarget;
import dev.castellan.view.ProgressBar;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.jspecify.annotations.Nullable;

/// One cluster that Castellan keeps, wired up: its spec, its target, and the flow between them.
public final class Keeping implements AutoCloseable {
    private static final Duration BOUND = Duration.ofSeconds(6);

    private final Tools tools;
    private final Path specFolder;
    private final SpecReader.Reading reading;
    private final Vault vault;
    private final Keyring keyring;
    private final WantedPlugins plugins;
    private final Target target;
    private @Nullable Journal journal;
    private final Set<Question.Risk> accepted;
    private final int maxUnavailable;
    private boolean judged;
    private @Nullable Distribution distribution;
    private @Nullable KafkaKnowledge knowledge;

    private Keeping(Tools tools, SpecOption option, Set<Question.Risk> accepted, OptionalInt maxUnavailable) {
        this.tools = tools;
        this.specFolder = option.folder();
        this.reading = MirrorSources.found(option, tools);
        this.accepted = accepted;
        this.maxUnavailable = maxUnavailable.orElse(reading.spec().maxUnavailable());
        this.vault = option.vault(reading.spec());
        this.keyring = option.keyring(reading.spec());
        this.plugins = new WantedPlugins(tools, reading.spec(), specFolder);
        this.target = targetOf(reading.spec());
    }

    private Target targetOf(ClusterSpec spec) {
        Supplier<String> password = new SudoPassword(tools.environment())::text;
        return switch (spec.target()) {
            case local ->
                new LocalTarget(
                        spec,
                        ClusterFolder.of(tools.home(), spec.name()),
                        tools.home().resolve("cache"),
                        new Lazily(),
                        keyring,
                        SpecOption.sources(tools, spec));
            case hosts ->
                HostsTarget.of(
                        spec,
                        specFolder,
                        tools.home(),
                        new Lazily(),
                        keyring,
                        new HostsTarget.Operator(operator(), Manifest.sha256(reading.text()), password));
        };
    }

    public static Keeping open(Tools tools, SpecOption option) {
        return new Keeping(tools, option, Set.of(), OptionalInt.empty());
    }

    /// @param accepted the risks that plans may take
    public static Keeping open(Tools tools, SpecOption option, RiskOption accepted) {
        return new Keeping(tools, option, accepted.accepted(), OptionalInt.empty());
    }

    /// @param roll how many nodes may be down at once
    public static Keeping open(Tools tools, SpecOption option, RiskOption accepted, RollOption roll) {
        return new Keeping(tools, option, accepted.accepted(), roll.most());
    }

    /// How many nodes may be down at once, at least 1.
    public int maxUnavailable() {
        return maxUnavailable;
    }

    /// The risks that the user agreed to.
    public Set<Question.Risk> accepted() {
        return accepted;
    }

    public ClusterSpec spec() {
        return reading.spec();
    }

    public Keyring keyring() {
        return keyring;
    }

    public Target target() {
        return target;
    }

    public Snapshot observe() {
        return new Observer(target, BOUND, live -> Doubt.all(spec(), live)).observe();
    }

    /// What `kafka-2` or `2` means here.
    public NodeSpec node(String name) {
        return spec().nodes().stream()
                .filter(node ->
                        node.name().equals(name) || String.valueOf(node.id()).equals(name))
                .findFirst()
                .orElseThrow(() -> {
                    List<String> known =
                            spec().nodes().stream().map(NodeSpec::name).toList();
                    return new UserMistake(
                            spec().name() + " has no node \"" + name + "\"",
                            Suggest.hint(name, known, "its nodes: " + String.join(", ", known)));
                });
    }

    /// Takes the right to change the cluster, for the length of a change.
    public Hold hold(String verb) {
        String by = operator() + ", pid " + ProcessHandle.current().pid();
        Hold taken = target.hold(
                "castellan " + verb + " of " + by + ", since " + tools.clock().instant());
        String run = UUID.randomUUID().toString().substring(0, 8);
        journal = new Journal(taken, tools.clock(), new Entry.Origin(run, verb, by));
        return taken;
    }

    /// `jane@laptop`
    private static String operator() {
        return System.getProperty("user.name") + "@" + ThisMachine.name();
    }

    /// Plans from the spec and the world as it is now. Warnings are shown.
    ///
    /// @param identity the ids to use for a cluster that has none yet; empty for new ones
    /// @throws UserMistake with every problem of the spec at once
    public Plan plan(Optional<Identity> identity) {
        List<Problem> problems = new ArrayList<>(reading.problems());
        Question question = question(identity);
        Planner.Answer answer = Planner.plan(question);
        problems.addAll(answer.problems());
        problems.addAll(keyring.refusals(question.have().facts()));
        if (!Problem.errorsIn(problems).isEmpty()) {
            problems.addAll(answer.obstacles());
        }
        if (!judged && (!answer.plan().isEmpty() || !answer.problems().isEmpty())) {
            problems.addAll(new KafkaChecks(spec(), () -> Optional.of(knowledge())).check());
            problems.addAll(plugins.problems(this::distribution));
            problems.addAll(ConnectorChecks.check(
                    spec(), answer.plan(), question.have().facts(), tools, target.workers()::access));
        }
        if (!Problem.errorsIn(problems).isEmpty()) {
            throw new UserMistake(problems);
        }
        if (!judged) {
            tools.console().complain(problems);
        }
        judged = true;
        if (!answer.obstacles().isEmpty()) {
            throw new WorldRefused(answer.obstacles());
        }
        return answer.plan();
    }

    /// Applies a plan; only while [#hold] holds. A change of the release that is refused on its way is taken back
    /// where the spec says so.
    public void apply(Plan plan, Listener listener) {
        Retreat.apply(this, plan, listener, tools.console());
    }

    void execute(Plan plan, Listener listener) {
        try {
            new Applier(
                            target,
                            Objects.requireNonNull(journal),
                            listener,
                            tools.clock(),
                            Pauser.real(),
                            vault()::password)
                    .apply(plan);
        } catch (SslAuthenticationException e) {
            requireTrust(target.facts().nodes().values());
            throw e;
        }
    }

    /// Builds what the spec wants, and proves that it works.
    public void build(Listener listener) {
        new Rounds(this, listener, tools.clock(), next -> {}).run(plan(Optional.empty()));
    }

    /// Does what a verb was asked for, as a plan of its own.
    public void apply(List<? extends Step> steps, Listener listener) {
        apply(new Plan(spec().name(), spec().kafka().version().toString(), List.copyOf(steps), List.of()), listener);
    }

    /// Stops and removes the cluster; whoever calls this has made sure that nobody wants it.
    public void demolish(Target.Fate data, Listener listener) {
        List<Step> steps = NarrowPlans.demolition(target.facts(), data);
        if (steps.isEmpty()) {
            return;
        }
        apply(steps, listener);
        if (data == Target.Fate.DELETED) {
            vault().delete("users");
        }
    }

    /// Where the cluster's own files are on this machine.
    public Path folder() {
        return ClusterFolder.of(tools.home(), spec().name()).path();
    }

    /// For verbs that go by the spec without a plan.
    ///
    /// @throws UserMistake with every problem of the spec at once
    public void requireSound() {
        if (!Problem.errorsIn(reading.problems()).isEmpty()) {
            throw new UserMistake(reading.problems());
        }
    }

    /// Refuses what would wait in vain for nodes that nobody trusts any more.
    ///
    /// @throws WorldRefused with what is the matter with their certificates
    public void requireTrust(Collection<NodeFacts> nodes) {
        List<Problem> troubles = keyring.distrusted(nodes);
        if (!troubles.isEmpty()) {
            throw new WorldRefused(troubles);
        }
    }

    /// Where the cluster's secrets are kept.
    public Vault vault() {
        return vault;
    }

    @Override
    public void close() {
        target.close();
        if (knowledge != null) {
            knowledge.close();
        }
    }

    /// The world as it is now, and what is wanted of it.
    ///
    /// @throws UserMistake where the spec alone is wrong, with every problem of it
    public Question question(Optional<Identity> identity) {
        if (!Problem.errorsIn(reading.problems()).isEmpty()) {
            List<Problem> problems = new ArrayList<>(reading.problems());
            problems.addAll(new KafkaChecks(spec(), this::knowledgeIfHere).check());
            throw new UserMistake(problems);
        }
        Snapshot have = observe();
        SortedMap<Integer, Endpoint> endpoints = have.endpoints();
        keyring.refuseStrangers(have.facts().nodes().values().stream()
                .anyMatch(node -> node.clusterId().isPresent()
                        && endpoints
                                .getOrDefault(node.id(), Endpoint.NOWHERE)
                                .doors()
                                .hasTls()));
        return new Question(
                spec(),
                have,
                target.blueprint(have.facts()),
                identity.orElseGet(() -> fresh(spec())),
                this::reach,
                target::holder,
                accepted,
                () -> knowledge().features(),
                maxUnavailable);
    }

    private static Identity fresh(ClusterSpec spec) {
        SortedMap<Integer, String> directories = new TreeMap<>();
        spec.controllers()
                .forEach(node -> directories.put(node.id(), Uuid.randomUuid().toString()));
        return new Identity(Uuid.randomUuid().toString(), directories);
    }

    private Question.Reach reach(String property) {
        return knowledge()
                .broker(property)
                .map(fact -> switch (fact.updateMode()) {
                    case READ_ONLY -> Question.Reach.RESTART;
                    case PER_BROKER -> Question.Reach.PER_BROKER;
                    case CLUSTER_WIDE -> Question.Reach.CLUSTER_WIDE;
                })
                .orElse(Question.Reach.RESTART);
    }

    private Distribution distribution() {
        if (distribution == null) {
            Distributions distributions =
                    new Distributions(tools.home().resolve("kafka"), new ProgressBar(tools.console(), tools.clock()));
            distribution = distributions.resolve(spec().kafka(), specFolder);
        }
        return distribution;
    }

    /// What the Kafka release of the spec knows; fetched where it is not here yet.
    public KafkaKnowledge knowledge() {
        if (knowledge == null) {
            knowledge = KafkaKnowledge.of(distribution());
        }
        return knowledge;
    }

    /// For a spec that is wrong anyway: checked against Kafka only if that costs no download.
    private Optional<KafkaKnowledge> knowledgeIfHere() {
        boolean here = spec().kafka().version().compareTo(KafkaVersion.OLDEST) >= 0
                && spec().kafka().from().isEmpty()
                && new Distributions(tools.home().resolve("kafka"), new ProgressBar(tools.console(), tools.clock()))
                        .isCached(spec().kafka().version());
        return here ? Optional.of(knowledge()) : Optional.empty();
    }

    private final class Lazily implements Release {
        @Override
        public KafkaVersion version() {
            return spec().kafka().version();
        }

        @Override
        public Distribution distribution() {
            return Keeping.this.distribution();
        }

        @Override
        public Path metricsAgent() {
            return new MetricsAgent(tools.home().resolve("agents"), new ProgressBar(tools.console(), tools.clock()))
                    .resolve();
        }

        @Override
        public KafkaKnowledge knowledge() {
            return Keeping.this.knowledge();
        }

        @Override
        public SortedMap<String, Plugin> plugins() {
            return plugins.all();
        }
    }
}
