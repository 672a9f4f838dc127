package dev.castellan.apply;

import dev.castellan.connect.rest.ConnectRest;
import dev.castellan.kafka.config.RestAccess;
import dev.castellan.machine.InParallel;
import dev.castellan.observe.ConnectReader;
import dev.castellan.observe.LiveConnect;
import dev.castellan.plan.Step;
import dev.castellan.problem.WorldRefused;
import dev.castellan.spec.WorkerSpec;
import dev.castellan.target.Target;
import dev.castellan.target.WorkerFacts;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Starts, restarts and stops workers of Kafka Connect.
final class WorkerRolls {
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final Duration BETWEEN = Duration.ofMillis(200);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final int LINES = 20_000;

    private final Target target;
    private final InstantSource clock;
    private final Pauser pauser;

    WorkerRolls(Target target, InstantSource clock, Pauser pauser) {
        this.target = target;
        this.clock = clock;
        this.pauser = pauser;
    }

    void carryOut(Step.OfWorker step, Consumer<String> saying) {
        switch (step) {
            case Step.InstallWorker install -> target.workers().install(install.worker(), saying);
            case Step.WriteWorker write -> target.workers().writeFiles(write.worker(), write.after());
            case Step.StartWorkers start -> start(start.workers(), saying);
            case Step.RestartWorker restart -> {
                target.workers().stop(restart.worker(), GRACE);
                start(restart.workers(), saying);
            }
            case Step.StopWorkers stop ->
                InParallel.each(stop.workers(), worker -> target.workers().stop(worker, GRACE));
            case Step.RemoveWorker remove -> target.workers().remove(remove.worker());
        }
    }

    /// Returns once each of them answers, and whatever is to run somewhere has a worker.
    private void start(Set<Integer> workers, Consumer<String> saying) {
        InParallel.each(workers, target.workers()::start);
        await(workers, () -> answering(workers), saying);
        await(workers, this::assigned, saying);
    }

    private Readiness.Missing answering(Set<Integer> workers) {
        Set<String> silent = new TreeSet<>();
        SortedMap<Integer, WorkerFacts> facts = target.facts().workers();
        for (int worker : workers) {
            WorkerFacts known = facts.get(worker);
            if (known == null || !answers(known.url(), target.workers().access())) {
                silent.add(WorkerSpec.name(worker));
            }
        }
        return new Readiness.Missing(silent.isEmpty() ? "" : String.join(" ", silent) + " to answer", 0);
    }

    static boolean answers(String url, RestAccess access) {
        if (url.isEmpty()) {
            return false;
        }
        try (ConnectRest rest = new ConnectRest(url, access, ANSWER)) {
            return rest.health().isDone();
        } catch (WorldRefused e) {
            return false; // not yet
        }
    }

    private Readiness.Missing assigned() {
        return switch (new ConnectReader(target.workers()::access, ANSWER)
                .read(target.facts().workers().values())) {
            case LiveConnect.Awake awake -> {
                long homeless = awake.connectors().values().stream()
                        .flatMap(connector -> Stream.concat(
                                Stream.of(connector.state()),
                                connector.tasks().values().stream().map(LiveConnect.Task::state)))
                        .filter(WorkerRolls::isOnItsWay)
                        .count();
                yield new Readiness.Missing(
                        homeless == 0 ? "" : homeless + " connectors and tasks to find a worker", homeless);
            }
            case LiveConnect.Silent ignored -> new Readiness.Missing("workers to share out connectors", 0);
            case LiveConnect.Asleep ignored -> new Readiness.Missing("workers to share out connectors", 0);
        };
    }

    private static boolean isOnItsWay(LiveConnect.State state) {
        return state == LiveConnect.State.UNASSIGNED || state == LiveConnect.State.RESTARTING;
    }

    private void await(Set<Integer> workers, Supplier<Readiness.Missing> missing, Consumer<String> saying) {
        Pace pace = new Pace(clock);
        long logged = -1;
        while (true) {
            Readiness.Missing now = missing.get();
            if (now.isNothing()) {
                return;
            }
            long bytes = logged(workers);
            boolean grown = bytes != logged;
            logged = bytes;
            if (pace.note(now) || grown) {
                pace.moved();
                saying.accept("waiting for " + now.what());
            }
            pace.stalled().ifPresent(how -> {
                throw new WorldRefused(
                        "",
                        "waited for " + now.what() + "; " + how,
                        "castellan status; the same command goes on from here");
            });
            pauser.pause(BETWEEN);
        }
    }

    /// How much they have logged; refuses where one of them has ended.
    private long logged(Set<Integer> workers) {
        long sum = 0;
        for (int worker : workers) {
            Target.Pulse pulse = target.workers().pulse(worker);
            if (!pulse.alive()) {
                List<String> log = target.workers().lastLogLines(worker, LINES);
                throw new WorldRefused(
                        WorkerSpec.name(worker),
                        "its process ended; the last it said: " + Complaint.in(log),
                        "castellan logs " + WorkerSpec.name(worker) + "; the same command starts it again");
            }
            sum += pulse.logBytes();
        }
        return sum;
    }
}
