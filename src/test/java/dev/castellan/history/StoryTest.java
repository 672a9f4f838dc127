package dev.castellan.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.target.Facts;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// A node's process is explained by a step, or is said not to be ours, or not to be known; never guessed.
final class StoryTest {
    private final Lines lines = new Lines();

    @Test
    void a_process_that_started_within_a_restart_is_explained_by_it() {
        lines.begun(0, 1, "WriteFiles", 2).done(0, 1, "WriteFiles", 2);
        lines.begun(10, 2, "RestartNode", 1).done(20, 2, "RestartNode", 1);
        lines.begun(20, 3, "RestartNodes", 2, 3).done(30, 3, "RestartNodes", 2, 3);
        Story story = told(2, up(25));
        assertThat(story.events()).hasSize(2);
        assertThat(((Cause.ByStep) story.cause()).event().step().begun()).isEqualTo(Lines.NOON.plusSeconds(20));
    }

    @Test
    void a_process_that_started_at_another_time_is_not_ours() {
        lines.begun(0, 1, "StartNodes", 1, 2).done(5, 1, "StartNodes", 1, 2);
        assertThat(told(2, up(3)).cause()).isInstanceOf(Cause.ByStep.class);
        assertThat(told(2, up(8)).cause()).as("clocks differ a little").isInstanceOf(Cause.ByStep.class);
        assertThat(told(2, up(60)).cause()).isEqualTo(new Cause.NotOurs());
        assertThat(told(3, up(3)).cause()).as("another node's start").isEqualTo(new Cause.NotOurs());
    }

    @Test
    void a_start_that_was_cut_off_may_have_gone_on_for_a_while() {
        lines.begun(0, 1, "RestartNode", 2);
        assertThat(told(2, up(90)).cause()).isInstanceOf(Cause.ByStep.class);
        assertThat(told(2, up(3600)).cause()).isEqualTo(new Cause.NotOurs());

        lines.run("r2", "apply").begun(40, 1, "StartNodes", 3).done(45, 1, "StartNodes", 3);
        assertThat(told(2, up(30)).cause()).isInstanceOf(Cause.ByStep.class);
        assertThat(told(2, up(90)).cause()).as("a next run had begun by then").isEqualTo(new Cause.NotOurs());
    }

    @Test
    void what_the_journal_cannot_know_is_not_claimed() {
        assertThat(told(2, up(0)).cause()).isInstanceOf(Cause.Unknown.class);
        lines.begun(100, 1, "StopNodes", 1).done(101, 1, "StopNodes", 1);
        assertThat(told(2, up(0)).cause())
                .isEqualTo(new Cause.Unknown("its process started before the journal begins"));
        assertThat(told(2, new NodeProcess.Up(7, Optional.empty())).cause()).isInstanceOf(Cause.Unknown.class);
        assertThat(told(2, new NodeProcess.Down()).cause()).isInstanceOf(Cause.Unknown.class);
        assertThat(told(2, new NodeProcess.NotInstalled()).cause()).isInstanceOf(Cause.Unknown.class);
        assertThat(told(2, new NodeProcess.Silent("timed out")).cause()).isEqualTo(new Cause.Unknown("timed out"));
    }

    @Test
    void a_node_that_does_not_run_was_stopped_or_killed() {
        lines.begun(0, 1, "StartNodes", 2).done(5, 1, "StartNodes", 2);
        assertThat(told(2, new NodeProcess.Down()).cause()).isEqualTo(new Cause.NotOurs());
        lines.run("r2", "stop").begun(10, 1, "StopNodes", 2).done(12, 1, "StopNodes", 2);
        assertThat(told(2, new NodeProcess.Down()).cause()).isInstanceOf(Cause.ByStep.class);
        lines.run("r3", "start").begun(20, 1, "StartNodes", 2).refused(80, 1, "StartNodes", "port taken", 2);
        assertThat(told(2, new NodeProcess.Down()).cause())
                .as("it may have been refused because of another node")
                .isInstanceOf(Cause.Unknown.class);
        lines.run("r4", "kill").begun(90, 1, "StopNodes", 2);
        assertThat(told(2, new NodeProcess.Down()).cause()).as("cut off").isInstanceOf(Cause.ByStep.class);
    }

    @Test
    void a_time_that_is_asked_about_shows_its_runs_alone_with_what_led_to_it() {
        lines.begun(0, 1, "WriteFiles", 2).done(1, 1, "WriteFiles", 2);
        lines.begun(900, 2, "RestartNode", 2).done(910, 2, "RestartNode", 2);
        lines.run("r2", "restart").begun(7200, 1, "RestartNode", 2).done(7210, 1, "RestartNode", 2);
        Story story = at(2, up(7205), 905);
        assertThat(story.events())
                .extracting(event -> event.step().deed().step())
                .containsExactly("WriteFiles", "RestartNode");
        assertThat(at(2, up(7205), 3600).events()).isEmpty();
        assertThat(at(2, up(7205), 7290).events()).hasSize(1);
    }

    @Test
    void a_property_of_the_whole_cluster_is_part_of_every_nodes_story() {
        lines.begun(0, 1, "SetBrokerConfig").done(1, 1, "SetBrokerConfig");
        lines.begun(2, 2, "CreateTopic").done(3, 2, "CreateTopic");
        assertThat(told(5, up(60)).events()).hasSize(1);
    }

    @Test
    void facts_say_what_the_process_is() {
        Facts facts = new Facts(
                Optional.empty(),
                Map.of(),
                Set.of(),
                Facts.Startup.PREPARED,
                Map.of(),
                new TreeMap<>(Map.of(3, "timed out")),
                new TreeSet<>());
        assertThat(NodeProcess.of(facts, 3)).isEqualTo(new NodeProcess.Silent("timed out"));
        assertThat(NodeProcess.of(facts, 1)).isEqualTo(new NodeProcess.NotInstalled());
    }

    private Story told(int node, NodeProcess process) {
        return Story.of(lines.history(), node, process, Optional.empty());
    }

    private Story at(int node, NodeProcess process, int second) {
        Instant moment = Lines.NOON.plusSeconds(second);
        return Story.of(lines.history(), node, process, Optional.of(Story.Window.around(moment)));
    }

    private static NodeProcess up(int second) {
        return new NodeProcess.Up(99, Optional.of(Lines.NOON.plusSeconds(second)));
    }
}
