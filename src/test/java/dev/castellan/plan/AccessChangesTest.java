package dev.castellan.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.spec.ClusterSpec;
import dev.castellan.testkit.FakeWorld;
import dev.castellan.testkit.Specs;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What of users is compared and what is not, beside what the golden plans show.
final class AccessChangesTest {
    private static final String CLUSTER = "nodes: 1\nconfig: {authorizer.class.name: any%s}\n";
    private static final String GUARDED = CLUSTER.formatted("");
    private static final String PRIVILEGED = CLUSTER.formatted(", super.users: 'User:kafka-1; User:root'");

    @Test
    void what_is_given_comes_before_what_is_taken() {
        FakeWorld world = FakeWorld.with(spec(GUARDED, "users: {a: {produce: [old]}, b: {auth: certificate}}"));
        world.access().password("b", "SCRAM-SHA-256");
        assertThat(world.plan(spec(GUARDED, "users: {a: {produce: [new]}, b: {auth: certificate}, c: {}}"))
                        .steps())
                .map(step -> step.getClass().getSimpleName())
                .containsExactly("CreateUser", "AddAcls", "RemoveAcls", "RemoveUser");
    }

    @Test
    void a_password_for_the_weaker_mechanism_is_not_enough() {
        ClusterSpec wanted = spec(GUARDED, "users: {a: {}}");
        FakeWorld world = FakeWorld.with(wanted);
        world.access().forget("a");
        world.access().password("a", "SCRAM-SHA-256");
        assertThat(world.plan(wanted).steps()).map(Step::why).containsExactly("cluster.yaml:3");
    }

    @Test
    void who_is_privileged_is_no_stranger_to_be_deleted() {
        FakeWorld world = FakeWorld.with(spec(PRIVILEGED, "users: {root: {admin: true}, jane: {admin: true}}"));
        assertThat(world.plan(spec(PRIVILEGED, "prune: true")).steps())
                .map(PlanText::brief)
                .containsExactly("ACLs of User:jane, 6 -> 0", "user jane, no password for SCRAM-SHA-512");
    }

    @Test
    void strangers_are_nobodys_business_where_the_spec_does_not_speak_of_users() {
        FakeWorld world = FakeWorld.with(spec(GUARDED, ""));
        world.access().password("jane", "SCRAM-SHA-512");
        assertThat(world.plan(spec(GUARDED, "")).notes()).isEmpty();
        assertThat(world.plan(spec(GUARDED, "users: {}")).notes())
                .containsExactly("not in cluster.yaml, left alone: jane (SCRAM-SHA-512)");
    }

    @Test
    void the_last_admin_may_go_once_that_is_agreed_to_or_somebody_is_privileged() {
        for (String cluster : List.of(GUARDED, PRIVILEGED)) {
            FakeWorld world = FakeWorld.with(spec(cluster, "users: {a: {admin: true}}"));
            if (cluster.equals(GUARDED)) {
                world.accept(Question.Risk.LAST_ADMIN);
            }
            assertThat(world.plan(spec(cluster, "users: {a: {}}")).steps())
                    .map(PlanText::brief)
                    .containsExactly("ACLs of User:a, 6 -> 0");
        }
    }

    private static ClusterSpec spec(String cluster, String users) {
        return Specs.aCluster(cluster + users + "\n");
    }
}
