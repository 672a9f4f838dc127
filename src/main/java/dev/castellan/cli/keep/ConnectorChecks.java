package dev.castellan.cli.keep;

import dev.castellan.cli.verb.Tools;
import dev.castellan.connect.rest.Complaint;
import dev.castellan.connect.rest.ConnectRest;
import dev.castellan.connect.rest.Reply;
import dev.castellan.connect.rest.Verdict;
import dev.castellan.kafka.config.RestAccess;
import dev.castellan.plan.Plan;
import dev.castellan.plan.Step;
import dev.castellan.problem.Problem;
import dev.castellan.problem.WorldRefused;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.ConnectorSpec;
import dev.castellan.spec.Location;
import dev.castellan.spec.MirrorConnectors;
import dev.castellan.spec.MirrorSpec;
import dev.castellan.target.Facts;
import dev.castellan.target.WorkerFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/// Holds connectors that a plan creates or changes against their plugins, while it is planned.
///
/// Only where workers run that have those plugins already. Elsewhere the same is asked before each is created.
final class ConnectorChecks {
    private static final Duration BOUND = Duration.ofSeconds(20);

    private final ClusterSpec spec;
    private final List<Problem> problems = new ArrayList<>();

    private ConnectorChecks(ClusterSpec spec) {
        this.spec = spec;
    }

    /// @param tools with which other clusters on this machine are found
    /// @param access how workers are entered
    static List<Problem> check(ClusterSpec spec, Plan plan, Facts facts, Tools tools, Supplier<RestAccess> access) {
        List<Problem> problems = new ArrayList<>(MirrorCircles.check(spec, tools));
        problems.addAll(MirrorLogins.check(spec, plan, tools));
        problems.addAll(plugins(spec, plan, facts, access));
        return problems;
    }

    private static List<Problem> plugins(ClusterSpec spec, Plan plan, Facts facts, Supplier<RestAccess> access) {
        SortedMap<String, SortedMap<String, String>> configs = new TreeMap<>();
        for (Step step : plan.steps()) {
            if (step instanceof Step.OfWorker) {
                return List.of();
            }
            if (step instanceof Step.CreateConnector create) {
                configs.put(create.connector(), create.config());
            } else if (step instanceof Step.SetConnectorConfig set) {
                configs.put(set.connector(), set.config());
            }
        }
        Optional<String> url = facts.workers().values().stream()
                .map(WorkerFacts::url)
                .filter(address -> !address.isEmpty())
                .findFirst();
        ConnectorChecks checks = new ConnectorChecks(spec);
        if (url.isPresent() && !configs.isEmpty()) {
            checks.ask(url.get(), access.get(), configs);
        }
        return checks.problems;
    }

    private void ask(String url, RestAccess access, SortedMap<String, SortedMap<String, String>> configs) {
        try (ConnectRest rest = new ConnectRest(url, access, BOUND)) {
            configs.forEach((name, config) -> {
                SortedMap<String, String> named = new TreeMap<>(config);
                named.put("name", name);
                String type = config.getOrDefault(ConnectorSpec.CLASS, "");
                Reply reply = rest.validate(type, named);
                if (reply.isDone()) {
                    Verdict verdict = Verdict.of(reply.body(), config);
                    Optional<MirrorSpec> mirror = MirrorConnectors.owner(spec, name);
                    judge(name, config, mirror.isEmpty() ? verdict : known(rest, named, verdict));
                } else if (reply.complaint().startsWith("Failed to find any class")) {
                    error(name, ConnectorSpec.CLASS, "no plugin has the connector " + type, "");
                }
            });
        } catch (WorldRefused e) {
            // Asked again before anything is created, and told then.
        }
    }

    /// The connectors of a mirror share one config: what one of them does not know is another's.
    private static Verdict known(ConnectRest rest, SortedMap<String, String> config, Verdict verdict) {
        SortedMap<String, String> unknown = new TreeMap<>(verdict.unknown());
        for (MirrorConnectors.Part part : MirrorConnectors.Part.values()) {
            SortedMap<String, String> asked = new TreeMap<>(config);
            asked.put(ConnectorSpec.CLASS, part.type());
            Reply reply = rest.validate(part.type(), asked);
            if (reply.isDone()) {
                unknown.keySet()
                        .retainAll(Verdict.of(reply.body(), asked).unknown().keySet());
            }
        }
        return new Verdict(verdict.errors(), unknown);
    }

    private void judge(String connector, SortedMap<String, String> config, Verdict verdict) {
        Complaint.of(verdict, config)
                .forEach(complaint -> error(
                        connector,
                        complaint.property(),
                        complaint.property() + ": " + complaint.what(),
                        complaint.advice()));
        String type = config.getOrDefault(ConnectorSpec.CLASS, "");
        String brief = type.substring(type.lastIndexOf('.') + 1);
        String who = MirrorConnectors.owner(spec, connector).isPresent() ? "MirrorMaker" : brief;
        verdict.unknown().forEach((property, meant) -> {
            Problem warning = Problem.warning(
                    at(connector, property).toString(),
                    who + " knows no property " + property,
                    meant.isEmpty() ? "" : "did you mean \"" + meant + "\"?");
            boolean isTold = problems.stream()
                    .anyMatch(told ->
                            told.where().equals(warning.where()) && told.what().equals(warning.what()));
            if (!isTold) {
                problems.add(warning);
            }
        });
    }

    private void error(String connector, String property, String what, String hint) {
        String who = MirrorConnectors.owner(spec, connector)
                .map(mirror -> "mirror " + mirror.alias())
                .orElse("connector " + connector);
        Problem error = Problem.error(at(connector, property).toString(), who + ", " + what, hint);
        if (!problems.contains(error)) {
            problems.add(error);
        }
    }

    private Location at(String connector, String property) {
        String path = MirrorConnectors.owner(spec, connector)
                .map(mirror -> "mirrors." + mirror.alias())
                .orElse("connectors." + connector);
        Location own = spec.locate(path + ".config." + property);
        return own.equals(Location.DEFAULTS) ? spec.locate(path) : own;
    }
}
