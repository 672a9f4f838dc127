package dev.castellan.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.observe.Live;
import dev.castellan.observe.Snapshot;
import dev.castellan.plan.Step.InstallPrometheus;
import dev.castellan.plan.Step.RemovePrometheus;
import dev.castellan.plan.Step.RunPrometheus;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.target.Facts;
import dev.castellan.target.Identity;
import dev.castellan.target.PrometheusFacts;
import dev.castellan.target.PrometheusFacts.Asked;
import dev.castellan.target.PrometheusFacts.Health;
import dev.castellan.target.PrometheusFacts.State;
import dev.castellan.target.Target;
import dev.castellan.testkit.FakeBlueprint;
import dev.castellan.testkit.Specs;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What is planned for the Prometheus of a cluster, by what hosts have of it.
final class PrometheusPlanTest {
    private static final String TWO = "name: orders\nnodes: [a, b]\nmetrics: agent\n";
    private static final ClusterSpec WANTED = Specs.aCluster(TWO + "monitoring: {install: prometheus}\n");
    private static final ClusterSpec UNWANTED = Specs.aCluster(TWO);
    private static final Set<String> PROGRAMS = new HashSet<>(PrometheusFacts.PROGRAMS);
    private static final PrometheusFacts NOTHING = new PrometheusFacts(Set.of(), State.ABSENT, Map.of(), List.of());

    private static PrometheusFacts found(State state, Map<String, String> files, Asked... targets) {
        return new PrometheusFacts(PROGRAMS, state, files, List.of(targets));
    }

    private static Map<String, String> files() {
        return new FakeBlueprint().prometheus(WANTED);
    }

    private static Map<String, String> with(String name, String text) {
        SortedMap<String, String> files = new TreeMap<>(files());
        files.put(name, text);
        return files;
    }

    private static Facts facts(PrometheusFacts a, PrometheusFacts b) {
        return new Facts(
                        Optional.empty(),
                        Map.of(),
                        Set.of(),
                        Facts.Startup.PREPARED,
                        Map.of(),
                        new TreeMap<>(),
                        new TreeSet<>())
                .watched(new TreeMap<>(Map.of("a", a, "b", b)));
    }

    private static PrometheusChanges changes(ClusterSpec wanted, PrometheusFacts a, PrometheusFacts b) {
        return new PrometheusChanges(new Question(
                wanted,
                new Snapshot(facts(a, b), new Live.Asleep()),
                new FakeBlueprint(),
                new Identity("c", new TreeMap<>()),
                property -> Question.Reach.RESTART,
                (node, port) -> Optional.empty(),
                Set.of(),
                TreeMap::new,
                1));
    }

    private static List<Step> steps(ClusterSpec wanted, PrometheusFacts a, PrometheusFacts b) {
        PrometheusChanges changes = changes(wanted, a, b);
        return Stream.concat(changes.leaving().stream(), changes.steps().stream())
                .toList();
    }

    @Test
    void where_nothing_is_programs_come_first_and_then_all_files() {
        assertThat(steps(WANTED, NOTHING, NOTHING))
                .containsExactly(
                        new InstallPrometheus("a", PrometheusFacts.PROGRAMS, "cluster.yaml:4"),
                        new RunPrometheus("a", new TreeMap<>(), new TreeMap<>(files()), "cluster.yaml:4"));
        PrometheusFacts programs = found(State.ABSENT, Map.of());
        assertThat(steps(WANTED, programs, NOTHING)).singleElement().isInstanceOf(RunPrometheus.class);
    }

    @Test
    void as_it_should_be_it_needs_nothing() {
        assertThat(steps(WANTED, found(State.READY, files()), NOTHING)).isEmpty();
        assertThat(steps(UNWANTED, NOTHING, found(State.ABSENT, Map.of()))).isEmpty();
    }

    @Test
    void what_differs_is_shown_before_and_after_and_nothing_else_is_written() {
        assertThat(steps(WANTED, found(State.READY, with("prometheus.yml", "mine")), NOTHING))
                .singleElement()
                .satisfies(step -> {
                    RunPrometheus run = (RunPrometheus) step;
                    assertThat(run.before()).isEqualTo(Map.of("prometheus.yml", "mine"));
                    assertThat(run.after()).containsOnlyKeys("prometheus.yml");
                    assertThat(PlanText.changes(run)).contains("- mine");
                });
    }

    @Test
    void what_the_user_says_of_receivers_is_no_difference_but_a_missing_file_is_begun() {
        assertThat(steps(WANTED, found(State.READY, with(PrometheusFacts.OF_USER, "mine")), NOTHING))
                .isEmpty();
        assertThat(steps(WANTED, found(State.READY, with(PrometheusFacts.OF_USER, "")), NOTHING))
                .singleElement()
                .satisfies(
                        step -> assertThat(((RunPrometheus) step).after()).containsOnlyKeys(PrometheusFacts.OF_USER));
    }

    @Test
    void a_run_that_was_cut_off_after_its_last_file_is_gone_on_with() {
        assertThat(steps(WANTED, found(State.UNSETTLED, files()), NOTHING))
                .singleElement()
                .satisfies(step -> {
                    assertThat(((RunPrometheus) step).after()).isEmpty();
                    assertThat(PlanText.brief(step)).contains("take up their files");
                });
    }

    @Test
    void where_it_is_not_wanted_or_not_any_more_it_goes() {
        assertThat(steps(UNWANTED, found(State.UNSETTLED, Map.of()), NOTHING))
                .containsExactly(new RemovePrometheus("a", "not in cluster.yaml"));
        assertThat(steps(WANTED, found(State.READY, files()), found(State.READY, files())))
                .containsExactly(new RemovePrometheus("b", "wanted on a"));
    }

    @Test
    void with_the_cluster_it_goes() {
        assertThat(NarrowPlans.demolition(facts(NOTHING, found(State.READY, files())), Target.Fate.DELETED))
                .containsExactly(new RemovePrometheus("b", ""));
    }

    @Test
    void whom_it_does_not_ask_is_said_when_it_changes_and_who_does_not_answer_always() {
        assertThat(changes(WANTED, NOTHING, NOTHING).notes())
                .satisfiesExactly(note -> assertThat(note).contains("castellan serve", "monitoring: {serve: 7070}"));
        Asked down = new Asked("kafka-1", "a:7071", Health.DOWN, "refused");
        Asked serve = new Asked("", "127.0.0.1:7070", Health.DOWN, "refused");
        assertThat(changes(WANTED, found(State.READY, files(), down, serve), NOTHING)
                        .notes())
                .containsExactly("Prometheus on a gets no answer from the agent of kafka-1: refused");
    }
}
