package dev.castellan.cli.keep;

import dev.castellan.apply.Listener;
import dev.castellan.plan.Plan;
import dev.castellan.plan.Reversal;
import dev.castellan.plan.Step;
import dev.castellan.problem.Problem;
import dev.castellan.problem.WorldRefused;
import dev.castellan.spec.KafkaSource;
import dev.castellan.view.Console;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Remembers what was begun, and where the spec asks for it gives nodes their release back when a change of it is
/// refused on its way.
final class Retreat implements Listener {
    private final Listener person;
    private final List<Step> begun = new ArrayList<>();

    Retreat(Listener person) {
        this.person = person;
    }

    /// Applies a plan, and goes back where it has to.
    ///
    /// @throws WorldRefused with why it was refused, and what it went back to
    static void apply(Keeping keeping, Plan plan, Listener listener, Console console) {
        Retreat retreat = new Retreat(listener);
        try {
            keeping.execute(plan, retreat);
        } catch (WorldRefused refused) {
            List<Step> back = Reversal.of(retreat.begun);
            if (back.isEmpty()) {
                throw refused;
            }
            if (keeping.spec().kafka().onFailure() == KafkaSource.OnFailure.halt) {
                List<Problem> problems = new ArrayList<>(refused.problems());
                problems.add(Problem.error(
                        keeping.spec().name(),
                        "some nodes have Kafka " + plan.kafkaVersion() + " now and the others do not; all is as it was "
                                + "when that was refused",
                        "to go on: the same command; to go back: write the release before into the spec, castellan "
                                + "apply"));
                throw new WorldRefused(problems);
            }
            console.say("that did not work: " + refused.getMessage());
            console.say("going back, as the spec says on-failure: revert");
            keeping.execute(new Plan(plan.cluster(), plan.kafkaVersion(), back, List.of()), listener);
            throw new WorldRefused(
                    "",
                    refused.getMessage() + "; all nodes are back at the release they had, with nothing lost",
                    "write that release into the spec, or mend the cause and apply again");
        }
    }

    @Override
    public void planned(List<Step> steps) {
        person.planned(steps);
    }

    @Override
    public synchronized void begun(Step step) {
        begun.add(step);
        person.begun(step);
    }

    @Override
    public void waiting(Step step, String what) {
        person.waiting(step, what);
    }

    @Override
    public void done(Step step, Duration took) {
        person.done(step, took);
    }

    @Override
    public void refused(Step step, String why, Duration took) {
        person.refused(step, why, took);
    }
}
