package dev.castellan.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.observe.Live;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.NodeSpec;
import dev.castellan.testkit.FakeWorld;
import dev.castellan.testkit.Specs;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// What holds whenever nodes come and go, tried on clusters that seeds have thrown together. A failure names its seed.
final class MembershipLawsTest {
    private static final int SEEDS = 150;

    /// A cluster that was, and what somebody has made of its spec.
    private static final class Change {
        private final Random random;
        private final TreeMap<Integer, String> roles = new TreeMap<>();
        private final Set<Integer> retire = new TreeSet<>();
        private final int before;

        private Change(long seed) {
            random = new Random(seed);
            int controllers = 3 + 2 * random.nextInt(2);
            for (int i = 0; i < controllers; i++) {
                add(random.nextBoolean() ? "both" : "controller");
            }
            for (int i = 3 + random.nextInt(3); i > 0; i--) {
                add("broker");
            }
            before = roles.size();
        }

        private void add(String role) {
            roles.put(roles.size() + 1, role);
        }

        private ClusterSpec was() {
            return spec(Set.of(), before);
        }

        private ClusterSpec then() {
            return spec(retire, roles.size());
        }

        /// Somebody edits the spec.
        private void edit() {
            for (int more = random.nextInt(3); more > 0; more--) {
                add(random.nextInt(3) == 0 ? "both" : "broker");
            }
            int controllers = (int) roles.values().stream()
                    .filter(role -> !role.equals("broker"))
                    .count();
            for (int id : List.copyOf(roles.keySet())) {
                boolean controller = !roles.get(id).equals("broker");
                if (id <= before && random.nextInt(4) == 0 && !(controller && controllers <= 3) && brokers() > 3) {
                    retire.add(id);
                    controllers -= controller ? 1 : 0;
                }
            }
        }

        private long brokers() {
            return roles.entrySet().stream()
                    .filter(node ->
                            !retire.contains(node.getKey()) && !node.getValue().equals("controller"))
                    .count();
        }

        private ClusterSpec spec(Set<Integer> leaving, int nodes) {
            StringBuilder yaml = new StringBuilder("nodes:\n");
            roles.headMap(nodes + 1)
                    .forEach((id, role) -> yaml.append("  - {id: ")
                            .append(id)
                            .append(", roles: ")
                            .append(role)
                            .append("}\n"));
            yaml.append("retire: ").append(List.copyOf(leaving)).append("\n");
            yaml.append("topics:\n  orders: {partitions: 7, replication-factor: 2}\n  clicks: {partitions: 5}\n");
            return Specs.aCluster(yaml.toString());
        }

        private FakeWorld world() {
            FakeWorld world = FakeWorld.with(was());
            List<Integer> brokers = was().brokers().stream().map(NodeSpec::id).toList();
            world.topics().add("by-hand", 9, brokers);
            world.accept(Question.Risk.WEAK_QUORUM);
            return world;
        }
    }

    private static void eachSeed(java.util.function.LongConsumer law) {
        for (long seed = 0; seed < SEEDS; seed++) {
            try {
                law.accept(seed);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }

    @Test
    void applied_and_planned_again_nothing_is_left_and_who_left_is_gone() {
        eachSeed(seed -> {
            Change change = new Change(seed);
            FakeWorld world = change.world();
            change.edit();

            assertThat(world.settle(change.then())).as("rounds").isLessThanOrEqualTo(2);

            Live.Awake awake = (Live.Awake) world.snapshot().live();
            Set<Integer> staying = new TreeSet<>(change.roles.keySet());
            staying.removeAll(change.retire);
            assertThat(world.ids()).isEqualTo(staying);
            assertThat(awake.roster().voters().keySet())
                    .containsExactlyInAnyOrderElementsOf(change.then().staying().controllers().stream()
                            .map(NodeSpec::id)
                            .toList());
            assertThat(awake.roster().registered())
                    .containsExactlyInAnyOrderElementsOf(change.then().staying().brokers().stream()
                            .map(NodeSpec::id)
                            .toList());
            assertThat(awake.partitions()).allMatch(partition -> staying.containsAll(partition.replicas()));
        });
    }

    @Test
    void killed_after_any_step_and_run_again_it_ends_the_same() {
        eachSeed(seed -> {
            Change change = new Change(seed);
            FakeWorld start = change.world();
            change.edit();
            FakeWorld undisturbed = start.copy();
            undisturbed.accept(Question.Risk.WEAK_QUORUM);
            undisturbed.settle(change.then());
            int steps = plan(start.copy(), change).size();
            for (int done = 0; done <= steps; done++) {
                FakeWorld killed = start.copy();
                List<Step> all = plan(killed, change);
                all.subList(0, done).forEach(killed::execute);
                if (done < all.size() && all.get(done) instanceof Step.MoveReplicas move) {
                    int first = move.after().firstKey();
                    killed.topics().interrupt(move.topic(), first, move.after().getOrDefault(first, List.of()));
                }
                killed.settle(change.then());
                assertThat(killed.state())
                        .as("killed after %d of %d steps, %s", done, steps, all)
                        .isEqualTo(undisturbed.state());
            }
        });
    }

    private static List<Step> plan(FakeWorld world, Change change) {
        world.accept(Question.Risk.WEAK_QUORUM);
        return world.plan(change.then()).steps();
    }

    @Test
    void nothing_that_runs_restarts_because_others_come_or_go() {
        eachSeed(seed -> {
            Change change = new Change(seed);
            FakeWorld world = change.world();
            change.edit();
            List<Step> steps = plan(world, change);
            long brokers = change.was().brokers().size();
            if (brokers >= 3 && change.brokers() >= 3) {
                assertThat(steps).noneMatch(Step.RestartNodes.class::isInstance);
            }
        });
    }

    @Test
    void the_active_controller_gives_up_its_vote_last() {
        eachSeed(seed -> {
            Change change = new Change(seed);
            FakeWorld world = change.world();
            change.edit();
            int leader = ((Live.Awake) world.snapshot().live())
                    .quorum()
                    .orElseThrow()
                    .leader();
            List<Integer> votes = plan(world, change).stream()
                    .filter(Step.RemoveVoter.class::isInstance)
                    .map(step -> ((Step.RemoveVoter) step).node())
                    .toList();
            assertThat(votes.indexOf(leader)).isIn(-1, votes.size() - 1);
        });
    }

    @Test
    void a_node_whose_machine_is_lost_comes_back_under_its_id() {
        eachSeed(seed -> {
            Change change = new Change(seed);
            ClusterSpec spec = change.was();
            FakeWorld world = FakeWorld.with(spec);
            List<NodeSpec> nodes = spec.nodes();
            int lost = nodes.get(new Random(seed).nextInt(nodes.size())).id();
            String voted =
                    ((Live.Awake) world.snapshot().live()).roster().voters().getOrDefault(lost, "");
            world.lose(lost);
            world.accept(Question.Risk.DATA_LOSS);

            assertThat(world.settle(spec)).as("rounds").isLessThanOrEqualTo(2);

            Live.Awake awake = (Live.Awake) world.snapshot().live();
            assertThat(world.ids()).contains(lost);
            if (!voted.isEmpty()) {
                assertThat(awake.roster().voters().get(lost)).isNotNull().isNotEqualTo(voted);
            }
        });
    }
}
