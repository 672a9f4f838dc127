package dev.castellan.cli.keep;

import dev.castellan.connect.rest.ConnectRest;
import dev.castellan.connect.rest.Reply;
import dev.castellan.connect.rest.Verdict;
import dev.castellan.plan.Plan;
import dev.castellan.plan.Step;
import dev.castellan.problem.Problem;
import dev.castellan.problem.WorldRefused;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.ConnectorSpec;
import dev.castellan.spec.Location;
import dev.castellan.target.Facts;
import dev.castellan.target.WorkerFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

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

    static List<Problem> check(ClusterSpec spec, Plan plan, Facts facts) {
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
            checks.ask(url.get(), configs);
        }
        return checks.problems;
    }

    private void ask(String url, SortedMap<String, SortedMap<String, String>> configs) {
        try (ConnectRest rest = new ConnectRest(url, BOUND)) {
            configs.forEach((name, config) -> {
                SortedMap<String, String> named = new TreeMap<>(config);
                named.put("name", name);
                String type = config.getOrDefault(ConnectorSpec.CLASS, "");
                Reply reply = rest.validate(type, named);
                if (reply.isDone()) {
                    judge(name, type, Verdict.of(reply.body(), config));
                } else if (reply.complaint().startsWith("Failed to find any class")) {
                    error(name, ConnectorSpec.CLASS, "no plugin has the connector " + type);
                }
            });
        } catch (WorldRefused e) {
            // Asked again before anything is created, and told then.
        }
    }

    private void judge(String connector, String type, Verdict verdict) {
        verdict.errors()
                .forEach((property, errors) ->
                        errors.forEach(error -> error(connector, property, property + ": " + error)));
        String brief = type.substring(type.lastIndexOf('.') + 1);
        verdict.unknown()
                .forEach((property, meant) -> problems.add(Problem.warning(
                        at(connector, property).toString(),
                        brief + " knows no property " + property,
                        meant.isEmpty() ? "" : "did you mean \"" + meant + "\"?")));
    }

    private void error(String connector, String property, String what) {
        problems.add(Problem.error(at(connector, property).toString(), what, ""));
    }

    private Location at(String connector, String property) {
        String path = "connectors." + connector;
        Location own = spec.locate(path + ".config." + property);
        return own.equals(Location.DEFAULTS) ? spec.locate(path) : own;
    }
}
