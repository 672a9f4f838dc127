package dev.castellan.apply;

import dev.castellan.connect.rest.Complaint;
import dev.castellan.connect.rest.ConnectRest;
import dev.castellan.connect.rest.Remedy;
import dev.castellan.connect.rest.Reply;
import dev.castellan.connect.rest.Verdict;
import dev.castellan.observe.ConnectReader;
import dev.castellan.observe.LiveConnect;
import dev.castellan.plan.Step;
import dev.castellan.problem.Problem;
import dev.castellan.problem.WorldRefused;
import dev.castellan.spec.ConnectorSpec;
import dev.castellan.target.Target;
import dev.castellan.target.WorkerFacts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Creates and changes connectors, through whichever worker answers.
final class Connectors {
    private static final Duration BETWEEN = Duration.ofMillis(250);

    /// Validating may mean that a plugin calls its database.
    private static final Duration ANSWER = Duration.ofSeconds(60);

    private static final Duration LOOK = Duration.ofSeconds(5);

    /// So long may workers share out connectors, or a connector take to run.
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration SETTLING = Duration.ofSeconds(10);

    private final Target target;
    private final InstantSource clock;
    private final Pauser pauser;

    Connectors(Target target, InstantSource clock, Pauser pauser) {
        this.target = target;
        this.clock = clock;
        this.pauser = pauser;
    }

    void carryOut(Step.OfConnector step, Consumer<String> saying) {
        try (ConnectRest rest = new ConnectRest(url(), target.workers().access(), ANSWER)) {
            switch (step) {
                case Step.CreateConnector create -> create(rest, create, saying);
                case Step.SetConnectorConfig set -> {
                    validate(rest, set.connector(), set.config());
                    Optional<LiveConnect.Connector> before = connector(set.connector());
                    required(
                            set.connector(),
                            patiently(rest, worker -> worker.configure(set.connector(), set.config())));
                    before.or(() -> connector(set.connector()))
                            .ifPresent(there -> await(set.connector(), there.meant(), failures(before), saying));
                }
                case Step.SetConnectorState set -> {
                    String verb = switch (set.after()) {
                        case running -> "resume";
                        case paused -> "pause";
                        case stopped -> "stop";
                    };
                    required(set.connector(), patiently(rest, worker -> worker.turn(set.connector(), verb)));
                    await(set.connector(), set.after(), Set.of(), saying);
                }
                case Step.RestartConnector restart -> {
                    Optional<LiveConnect.Connector> before = connector(restart.connector());
                    required(restart.connector(), patiently(rest, worker -> worker.restartFailed(restart.connector())));
                    before.ifPresent(there -> await(restart.connector(), there.meant(), failures(before), saying));
                }
                case Step.ResetOffsets reset ->
                    required(reset.connector(), patiently(rest, worker -> worker.resetOffsets(reset.connector())));
                case Step.DeleteConnector delete -> {
                    Reply gone = patiently(rest, worker -> worker.delete(delete.connector()));
                    if (!gone.isUnknown()) {
                        required(delete.connector(), gone);
                    }
                }
            }
        }
    }

    private void create(ConnectRest rest, Step.CreateConnector step, Consumer<String> saying) {
        validate(rest, step.connector(), step.config());
        String state = switch (step.state()) {
            case running -> "RUNNING";
            case paused -> "PAUSED";
            case stopped -> "STOPPED";
        };
        Reply made = patiently(rest, worker -> worker.create(step.connector(), step.config(), state));
        // A run that was cut off may have made it already; then this gives it its config.
        required(
                step.connector(),
                made.isBusy() ? patiently(rest, worker -> worker.configure(step.connector(), step.config())) : made);
        await(step.connector(), step.state(), Set.of(), saying);
    }

    /// Some worker that answers.
    private String url() {
        for (WorkerFacts worker : target.facts().workers().values()) {
            if (WorkerRolls.answers(worker.url(), target.workers().access())) {
                return worker.url();
            }
        }
        throw new WorldRefused("connect", "no worker answers", "castellan status");
    }

    /// While workers share out connectors they do nothing else.
    private Reply patiently(ConnectRest rest, Function<ConnectRest, Reply> call) {
        Instant end = clock.instant().plus(PATIENCE);
        Reply reply = call.apply(rest);
        while (reply.isBusy()
                && !reply.complaint().contains("already exists")
                && clock.instant().isBefore(end)) {
            pauser.pause(BETWEEN);
            reply = call.apply(rest);
        }
        return reply;
    }

    private static void required(String connector, Reply reply) {
        if (!reply.isDone()) {
            throw new WorldRefused("connector " + connector, reply.complaint(), "castellan plan shows what is left");
        }
    }

    /// Everything that the plugin finds wrong, at once; nothing has been changed then.
    private static void validate(ConnectRest rest, String connector, SortedMap<String, String> config) {
        String type = config.getOrDefault(ConnectorSpec.CLASS, "");
        SortedMap<String, String> named = new TreeMap<>(config);
        named.put("name", connector);
        Reply reply = rest.validate(type, named);
        required(connector, reply);
        List<Problem> problems = new ArrayList<>();
        Complaint.of(Verdict.of(reply.body(), config), config)
                .forEach(complaint -> problems.add(Problem.error(
                        "connector " + connector,
                        complaint.property() + ": " + complaint.what(),
                        complaint.advice().isEmpty()
                                ? "nothing was changed; put it right in the spec, and apply"
                                : complaint.advice() + "; then castellan up goes on from here")));
        if (!problems.isEmpty()) {
            throw new WorldRefused(problems);
        }
    }

    private Optional<LiveConnect.Connector> connector(String name) {
        return new ConnectReader(target.workers()::access, LOOK)
                                .read(target.facts().workers().values())
                        instanceof LiveConnect.Awake awake
                ? Optional.ofNullable(awake.connectors().get(name))
                : Optional.empty();
    }

    /// Returns once it does what it is meant to: a running one has tasks, and all of them run. One that has found
    /// nothing to do has none, also after a while.
    ///
    /// @param before what it had failed with, which Connect says of it until it has begun anew
    private void await(String name, ConnectorSpec.State state, Set<String> before, Consumer<String> saying) {
        Instant end = clock.instant().plus(PATIENCE);
        Instant settled = clock.instant().plus(SETTLING);
        while (true) {
            Optional<LiveConnect.Connector> there = connector(name);
            boolean mayBeOld = clock.instant().isBefore(settled);
            failures(there).stream()
                    .filter(trace -> !(mayBeOld && before.contains(trace)))
                    .findFirst()
                    .ifPresent(trace -> {
                        throw failed(name, trace);
                    });
            boolean mayBeIdle = clock.instant().isAfter(settled) || state != ConnectorSpec.State.running;
            if (there.filter(connector -> isThere(connector, state))
                    .filter(connector -> mayBeIdle || !connector.tasks().isEmpty())
                    .isPresent()) {
                return;
            }
            if (!clock.instant().isBefore(end)) {
                throw new WorldRefused(
                        "connector " + name,
                        "is not " + state + " after " + PATIENCE.toSeconds() + " s",
                        "castellan status; the same command goes on from here");
            }
            saying.accept(
                    "waiting for connector " + name + " to be " + state.name().toLowerCase(Locale.ROOT));
            pauser.pause(BETWEEN);
        }
    }

    private static boolean isThere(LiveConnect.Connector connector, ConnectorSpec.State state) {
        return switch (state) {
            case running ->
                connector.state() == LiveConnect.State.RUNNING
                        && connector.tasks().values().stream()
                                .allMatch(task -> task.state() == LiveConnect.State.RUNNING);
            case paused -> connector.state() == LiveConnect.State.PAUSED;
            case stopped ->
                connector.state() == LiveConnect.State.STOPPED
                        && connector.tasks().isEmpty();
        };
    }

    private static WorldRefused failed(String name, String trace) {
        return new WorldRefused(
                "connector " + name,
                "failed: " + LiveConnect.cause(trace),
                Remedy.of(trace)
                        .map(advice -> advice + "; then apply again")
                        .orElse("put it right in the spec, or where it points to, and apply"));
    }

    /// The traces of what has failed of it.
    private static Set<String> failures(Optional<LiveConnect.Connector> connector) {
        return connector.stream()
                .flatMap(there -> Stream.concat(
                        Stream.of(there.trace()),
                        there.tasks().values().stream()
                                .filter(task -> task.state() == LiveConnect.State.FAILED)
                                .map(LiveConnect.Task::trace)))
                .filter(trace -> !trace.isBlank())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
