package dev.castellan.apply;

import dev.castellan.plan.Step;
import dev.castellan.problem.WorldRefused;
import dev.castellan.target.PrometheusFacts.Asked;
import dev.castellan.target.Target;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Installs, runs and removes the Prometheus of a cluster.
final class Watchmen {
    private static final Duration BETWEEN = Duration.ofSeconds(1);

    private final Target target;
    private final InstantSource clock;
    private final Pauser pauser;

    Watchmen(Target target, InstantSource clock, Pauser pauser) {
        this.target = target;
        this.clock = clock;
        this.pauser = pauser;
    }

    void carryOut(Step.OfPrometheus step, Consumer<String> saying) {
        switch (step) {
            case Step.InstallPrometheus install -> target.prometheus().install(install.host(), install.packages());
            case Step.RunPrometheus run -> {
                target.prometheus().run(run.host(), run.after());
                await(run.host(), saying);
            }
            case Step.RemovePrometheus remove -> target.prometheus().remove(remove.host());
        }
    }

    /// Returns once each agent that it asks has answered it.
    private void await(String host, Consumer<String> saying) {
        Pace pace = new Pace(clock);
        while (true) {
            List<Asked> silent = target.prometheus().look(host).silent();
            if (silent.isEmpty()) {
                return;
            }
            Readiness.Missing missing = new Readiness.Missing(
                    "Prometheus to hear of " + silent.stream().map(Asked::node).collect(Collectors.joining(" ")),
                    silent.size());
            if (pace.note(missing)) {
                pace.moved();
                saying.accept("waiting for " + missing.what());
            }
            if (pace.stalled().isPresent()) {
                throw new WorldRefused(
                        host,
                        "Prometheus runs there, and gets no answer from "
                                + silent.stream().map(Watchmen::told).collect(Collectors.joining("; ")),
                        "let " + host + " through to that port; castellan plan tells whether it gets through");
            }
            pauser.pause(BETWEEN);
        }
    }

    private static String told(Asked target) {
        return "the agent of " + target.node() + " at " + target.address()
                + (target.error().isEmpty() ? "" : ": " + target.error());
    }
}
