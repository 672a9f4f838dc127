package dev.castellan.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.observe.Live;
import dev.castellan.plan.Question.Risk;
import dev.castellan.problem.Problem;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What goes down with a node whatever one does.
final class OutageTest {
    private static final Live.Awake AWAKE = new Assignment(3, 3)
            .topic("clicks", 1, 3, 2, new Random(1))
            .topic("lone", 2, 1, 1, new Random(1))
            .topic("strict", 1, 3, 3, new Random(1))
            .voters(3, 1)
            .awake();

    @Test
    void partitions_without_a_replica_to_spare_are_named() {
        assertThat(Outage.of(AWAKE, List.of(1, 2, 3)))
                .contains("lone-0 lone-1 (1 replica), strict-0 (3 replicas, min.insync.replicas 3)");
        assertThat(Outage.of(AWAKE, List.of())).isEmpty();
    }

    @Test
    void a_quorum_of_two_goes_down_with_each_of_them() {
        Live.Awake two = new Assignment(2, 2).voters(2, 1).awake();
        assertThat(Outage.of(two, List.of(2))).contains("the controllers (2 voters)");
    }

    @Test
    void of_many_the_first_are_named() {
        Live.Awake many =
                new Assignment(1, 1).topic("a", 30, 1, 1, new Random(1)).awake();
        assertThat(Outage.of(many, List.of(1)).orElseThrow()).endsWith("a-19 (1 replica) and 10 more");
    }

    @Test
    void it_has_to_be_agreed_to_unless_the_broker_is_alone() {
        assertThat(Outage.refusal(AWAKE, List.of(1, 2, 3), Set.of(), "cluster.yaml:7"))
                .map(Problem::text)
                .contains(
                        "cluster.yaml:7  a restart takes away what has no replica to spare: lone-0 lone-1 (1 replica), "
                                + "strict-0 (3 replicas, min.insync.replicas 3); give these topics more replicas than "
                                + "min.insync.replicas, or agree: --accept-risk=unavailable");
        assertThat(Outage.refusal(AWAKE, List.of(1), Set.of(Risk.UNAVAILABLE), ""))
                .isEmpty();
        Live.Awake alone =
                new Assignment(1, 1).topic("a", 1, 1, 1, new Random(1)).awake();
        assertThat(Outage.refusal(alone, List.of(1), Set.of(), "")).isEmpty();
    }
}
