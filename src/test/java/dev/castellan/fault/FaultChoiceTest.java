package dev.castellan.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.target.Hardship.Kind;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Which faults a cluster offers.
final class FaultChoiceTest {
    private static final Ring THREE = Ring.of(3, 2, List.of(List.of(2, 1, 3), List.of(3, 1, 2)));
    private static final Ground LOCAL = Ring.ground(List.of(1, 2, 3), Kind.CUT_OFF, Kind.LOSSY, Kind.SLOW, Kind.FULL);

    @Test
    void three_processes_of_one_machine_can_be_ended_paused_robbed_and_restarted_in_every_way_but_by_rack() {
        Set<String> kinds = names(THREE, LOCAL);

        assertThat(kinds)
                .containsExactlyInAnyOrder(
                        "kill",
                        "kill-controller",
                        "kill-leader",
                        "kill-majority",
                        "kill-all",
                        "stop",
                        "stop-controller",
                        "stop-leader",
                        "stop-majority",
                        "stop-all",
                        "pause",
                        "pause-controller",
                        "pause-leader",
                        "pause-majority",
                        "pause-all",
                        "lose-data",
                        "lose-data-controller",
                        "lose-data-leader",
                        "rolling-restart");
        assertThat(FaultChoice.impossible(THREE.spec(), THREE.live(), LOCAL))
                .containsEntry("kill-rack", "its nodes are not in two racks or more")
                .containsEntry("renew-certificates", "it has no certificates: its spec says security: none")
                .containsEntry("cut-leader", "kafka-2: no CUT_OFF")
                .containsEntry("full-disk", "kafka-1: no FULL");
    }

    @Test
    void every_kind_is_either_offered_or_explained() {
        for (Ground ground : List.of(
                LOCAL, Ring.ground(List.of(1, 2, 3)), Ring.ground(List.of(2)), Ring.ground(List.of(), Kind.PAUSED))) {
            Set<String> offered = names(THREE, ground);
            Set<String> explained =
                    FaultChoice.impossible(THREE.spec(), THREE.live(), ground).keySet();

            assertThat(offered).doesNotContainAnyElementsOf(explained);
            assertThat(FaultChoice.kinds()).doesNotHaveDuplicates();
            Set<String> all = new TreeSet<>(offered);
            all.addAll(explained);
            assertThat(all).containsExactlyInAnyOrderElementsOf(FaultChoice.kinds());
        }
    }

    @Test
    void nodes_that_do_not_run_are_left_alone() {
        Ground ground = Ring.ground(List.of(1, 3));

        assertThat(FaultChoice.possible(THREE.spec(), THREE.live(), ground))
                .allSatisfy(fault -> assertThat(fault.nodes()).isSubsetOf(1, 3));
        assertThat(FaultChoice.impossible(THREE.spec(), THREE.live(), ground))
                .containsEntry("kill-majority", "not all of its controllers run: kafka-2");
    }

    @Test
    void a_majority_holds_the_active_controller_and_costs_the_quorum() {
        Ring five = Ring.of(5, 2, List.of());

        Fault fault = named("pause-majority", five, Ring.ground(List.of(1, 2, 3, 4, 5)), 7);

        assertThat(fault.nodes()).containsExactly(1, 2, 3);
        assertThat(fault.brief()).isEqualTo("a pause of kafka-1, kafka-2 and kafka-3, a majority of the 5 controllers");
        assertThat(five.expect(fault).metadata()).isEqualTo(Expectation.Metadata.STOPS);
    }

    @Test
    void racks_are_hit_as_a_whole() {
        Ring racks = Ring.of(3, 1, List.of(), "nodes: [{id: 1, rack: a}, {id: 2, rack: b}, {id: 3, rack: a}]\n");

        assertThat(FaultChoice.possible(racks.spec(), racks.live(), LOCAL).stream()
                        .filter(fault -> fault.name().equals("kill-rack"))
                        .map(Fault::brief))
                .containsExactly("kill -9 of kafka-1 and kafka-3, all of rack a", "kill -9 of kafka-2, all of rack b");
    }

    @Test
    void data_that_nobody_else_has_is_not_lost_on_purpose() {
        Ring alone = Ring.of(3, 1, List.of(List.of(2), List.of(1, 3)));
        assertThat(FaultChoice.possible(alone.spec(), alone.live(), LOCAL).stream()
                        .filter(fault -> fault.name().equals("lose-data")))
                .extracting(fault -> fault.nodes().first())
                .containsExactly(1, 3);

        Ring two = Ring.of(2, 1, List.of(List.of(1, 2)));
        assertThat(FaultChoice.impossible(two.spec(), two.live(), Ring.ground(List.of(1, 2))))
                .containsEntry("lose-data", "with its data the metadata of 1 of 2 controllers goes");
    }

    @Test
    void nothing_outside_of_the_radius_is_hit() {
        Ground ground =
                LOCAL.within(new Radius(1, List.of("kill", "kill-all", "rolling-restart"), new TreeSet<>(List.of(3))));

        assertThat(names(THREE, ground)).containsExactly("kill");
        assertThat(named("kill", THREE, ground, 1).nodes()).isSubsetOf(1, 2);
        assertThat(FaultChoice.impossible(THREE.spec(), THREE.live(), ground))
                .containsEntry("stop", "the spec's drill.faults does not name it")
                .containsEntry("rolling-restart", "kafka-3 is spared: the spec's drill.spare names it");
        assertThat(FaultChoice.impossible(
                        THREE.spec(), THREE.live(), LOCAL.within(new Radius(1, List.of(), new TreeSet<>()))))
                .containsEntry("kill-all", "it hits 3 nodes at once, and drill.nodes-at-once of the spec allows 1")
                .doesNotContainKey("rolling-restart");
    }

    @Test
    void only_leaders_of_the_topic_that_is_aimed_at_are_hit() {
        assertThat(named("kill-leader", THREE, LOCAL.aimingAt("drill"), 1).brief())
                .matches("kill -9 of kafka-[23], the leader of drill-[01]");
        assertThat(FaultChoice.impossible(THREE.spec(), THREE.live(), LOCAL.aimingAt("other")))
                .containsEntry("kill-leader", "no partition of other has a leader");
    }

    @Test
    void the_same_dice_choose_the_same_and_all_are_chosen_sooner_or_later() {
        Set<Integer> hit = new TreeSet<>();
        for (int seed = 0; seed < 50; seed++) {
            Fault first = named("kill", THREE, LOCAL, seed);
            assertThat(named("kill", THREE, LOCAL, seed)).isEqualTo(first);
            hit.addAll(first.nodes());
        }
        assertThat(hit).containsExactly(1, 2, 3);
        assertThat(FaultChoice.named("earthquake", THREE.spec(), THREE.live(), LOCAL, new Random(1)))
                .isEmpty();
    }

    private static Fault named(String kind, Ring ring, Ground ground, long seed) {
        return FaultChoice.named(kind, ring.spec(), ring.live(), ground, new Random(seed))
                .orElseThrow();
    }

    private static Set<String> names(Ring ring, Ground ground) {
        return FaultChoice.possible(ring.spec(), ring.live(), ground).stream()
                .map(Fault::name)
                .collect(Collectors.toSet());
    }
}
