package dev.castellan.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.spec.Acl;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.UserSpec;
import dev.castellan.testkit.FakeWorld;
import dev.castellan.testkit.Specs;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Two thousand users with twenty thousand ACLs beside ten thousand topics: the comparison must not grow with the
/// square of anything.
@Timeout(30)
final class ManyUsersTest {
    private static final int USERS = 2_000;
    private static final int TOPICS = 10_000;

    @Test
    void thousands_of_users_are_planned_in_seconds() {
        ClusterSpec wanted = Specs.aCluster(yaml());
        FakeWorld world = FakeWorld.with(wanted);
        assertThat(wanted.users().stream().mapToInt(user -> user.rules().size()).sum())
                .isGreaterThanOrEqualTo(10 * USERS);
        for (int user = 0; user < USERS; user += 2) {
            UserSpec drifted = wanted.users().get(user);
            Acl gone = drifted.rules().getFirst();
            world.access().take(drifted.principal(), List.of(gone));
            world.access().allow("User:stranger-" + user, drifted.rules());
        }
        Question question = world.question(wanted);

        long begun = System.nanoTime();
        Planner.Answer answer = Planner.plan(question);
        Duration took = Duration.ofNanos(System.nanoTime() - begun);

        assertThat(answer.plan().steps()).hasSize(USERS / 2).allMatch(Step.AddAcls.class::isInstance);
        assertThat(answer.plan().notes()).hasSize(1);
        assertThat(took).isLessThan(Duration.ofSeconds(4));
    }

    private static String yaml() {
        StringBuilder yaml = new StringBuilder("nodes: 1\nconfig: {authorizer.class.name: any}\ntopics:\n");
        for (int topic = 0; topic < TOPICS; topic++) {
            yaml.append("  topic-").append(topic).append(": {partitions: 1}\n");
        }
        yaml.append("users:\n");
        for (int user = 0; user < USERS; user++) {
            yaml.append(
                    "  user-%d: {produce: [topic-%d, topic-%d], consume: [topic-%d, topic-%d], quota: {producer_byte_rate: %d}}\n"
                            .formatted(user, user, user + USERS, user + 2 * USERS, user + 3 * USERS, 1024 + user));
        }
        return yaml.toString();
    }
}
