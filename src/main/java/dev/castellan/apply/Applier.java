package dev.castellan.apply;

import dev.castellan.kafka.client.KafkaConnection;
import dev.castellan.kafka.config.Endpoint;
import dev.castellan.machine.InParallel;
import dev.castellan.observe.Live;
import dev.castellan.observe.Snapshot;
import dev.castellan.plan.Finalizing;
import dev.castellan.plan.Plan;
import dev.castellan.plan.Step;
import dev.castellan.problem.WorldRefused;
import dev.castellan.target.Target;
import dev.castellan.target.Target.Format;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/// Executes plans on one cluster.
public final class Applier {
    private static final Duration GRACE = Duration.ofSeconds(60);
    private static final Duration BRIEF = Duration.ofSeconds(15);

    private final Target target;
    private final Logbook logbook;
    private final Listener listener;
    private final InstantSource clock;
    private final Pauser pauser;
    private final Cluster cluster;
    private final Readiness readiness;
    private final Rolls rolls;
    private final Passwords passwords;
    private final Members members;

    /// @param journal where every step is kept, by the right to change the cluster
    /// @param passwords those that new users get
    public Applier(
            Target target,
            Journal journal,
            Listener listener,
            InstantSource clock,
            Pauser pauser,
            Passwords passwords) {
        this.target = target;
        this.logbook = new Logbook(journal, listener, clock);
        this.listener = listener;
        this.clock = clock;
        this.pauser = pauser;
        this.passwords = passwords;
        this.cluster = new Cluster(target);
        this.readiness = new Readiness(target, cluster, clock, pauser);
        this.rolls = new Rolls(target, cluster, readiness, clock, pauser);
        this.members = new Members(target, cluster, clock, pauser);
    }

    /// Executes the steps in order, those of different machines that do not touch each other at once. Stops where one
    /// is refused.
    ///
    /// @throws WorldRefused with the step's own reason; everything before it is done and stays done
    public void apply(Plan plan) {
        logbook.open(plan.steps());
        for (List<Step> batch : Batches.of(plan.steps())) {
            if (batch.size() == 1) {
                journalled(batch.getFirst());
            } else if (batch.getFirst() instanceof Step.OfUser) {
                logbook.doing(
                        batch,
                        () -> users(batch.stream().map(Step.OfUser.class::cast).toList()));
            } else if (batch.getFirst() instanceof Step.OfTopic) {
                logbook.doing(
                        batch,
                        () -> topics(
                                batch.stream().map(Step.OfTopic.class::cast).toList(),
                                what -> listener.waiting(batch.getFirst(), what)));
            } else {
                InParallel.each(batch, this::journalled);
            }
        }
    }

    private void journalled(Step step) {
        logbook.doing(List.of(step), () -> execute(step));
    }

    private void topics(List<Step.OfTopic> steps, Consumer<String> progress) {
        try (KafkaConnection connection = cluster.connect()) {
            new TopicResources(connection).apply(steps, new Moves(clock, pauser), progress);
        }
    }

    private void users(List<Step.OfUser> steps) {
        AccessResources resources = new AccessResources(steps, passwords);
        try (KafkaConnection connection = cluster.connect()) {
            resources.apply(connection);
        }
    }

    private void execute(Step step) {
        switch (step) {
            case Step.Prepare ignored -> target.prepare();
            case Step.Install install -> target.install(install.node(), what -> listener.waiting(step, what));
            case Step.Mend mend -> target.mend(mend.node(), mend.mendings());
            case Step.ChooseIdentity choose -> target.writeIdentity(choose.identity());
            case Step.Certify certify -> target.certify(certify.node());
            case Step.ReloadCertificates reload -> {
                cluster.with(resources -> resources.reloadCertificates(reload.node()));
                target.noteLoaded(reload.node());
            }
            case Step.WriteFiles write -> target.writeFiles(write.node(), write.after());
            case Step.FormatStorage format -> format(format);
            case Step.StartNodes start -> {
                InParallel.each(start.nodes(), target::start);
                readiness.await(start.nodes(), what -> listener.waiting(step, what));
            }
            case Step.RestartNodes restart -> rolls.roll(restart, what -> listener.waiting(step, what));
            case Step.Soak soak ->
                new Soaking(target, cluster, clock, pauser).soak(soak, what -> listener.waiting(step, what));
            case Step.FinalizeFeature kind
            when kind.feature().equals(Finalizing.QUORUM_KIND) ->
                new Conversion(cluster, clock, pauser).convert(kind, what -> listener.waiting(step, what));
            case Step.FinalizeFeature feature -> cluster.with(resources -> resources.raise(feature));
            case Step.StopNodes stop -> stop(stop);
            case Step.RemoveNodes remove -> target.remove(remove.nodes(), remove.data());
            case Step.SetBrokerConfig set -> cluster.with(resources -> resources.setBrokerConfig(set));
            case Step.OfTopic topic -> topics(List.of(topic), what -> listener.waiting(step, what));
            case Step.OfUser user -> users(List.of(user));
            case Step.OfWorker worker ->
                new WorkerRolls(target, clock, pauser).carryOut(worker, what -> listener.waiting(step, what));
            case Step.OfConnector connector ->
                new Connectors(target, clock, pauser).carryOut(connector, what -> listener.waiting(step, what));
            case Step.OfPrometheus prometheus ->
                new Watchmen(target, clock, pauser).carryOut(prometheus, what -> listener.waiting(step, what));
            case Step.OfMember member -> members.carryOut(member, what -> listener.waiting(step, what));
        }
    }

    private void format(Step.FormatStorage step) {
        Map<Integer, Format> nodes = new TreeMap<>();
        step.firstVoters().forEach(id -> nodes.put(id, Format.FIRST_VOTER));
        step.joining().forEach(id -> nodes.put(id, Format.JOINS_LATER));
        target.format(nodes, step.clusterId(), step.initialControllers());
    }

    /// All at once: brokers that are stopped one after the other hand leadership to each other for nothing. Only nodes
    /// that are nothing but brokers go before the others: without controllers they would wait for leave to go.
    private void stop(Step.StopNodes step) {
        Map<Integer, Endpoint> endpoints = new Snapshot(target.facts(), new Live.Asleep()).endpoints();
        SortedSet<Integer> controllers = new TreeSet<>(step.nodes());
        controllers.removeIf(node -> endpoints.containsKey(node)
                && endpoints.get(node).controllerPort().isEmpty());
        SortedSet<Integer> brokers = new TreeSet<>(step.nodes());
        brokers.removeAll(controllers);
        InParallel.each(brokers, node -> end(node, step.ending()));
        InParallel.each(controllers, node -> end(node, step.ending()));
    }

    private void end(int node, Step.Ending ending) {
        switch (ending) {
            case CONTROLLED -> target.stop(node, GRACE);
            case BRIEF -> target.stop(node, BRIEF);
            case PLUG -> target.kill(node);
        }
    }
}
