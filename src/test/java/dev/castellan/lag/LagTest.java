package dev.castellan.lag;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LagTest {
    private static final Place PLACE = new Place("clicks", 0);
    private static final long BEGIN = 1_700_000_000_000L;

    private static Look.Group group(String name, Map<Place, Look.Position> positions) {
        return new Look.Group(name, "consumer", "Stable", 1, positions, Optional.empty());
    }

    private static Look.Group at(long committed) {
        return group("g", Map.of(PLACE, Look.Position.at(committed)));
    }

    private static Look look(long second, long end, String topicId, Look.Group... groups) {
        return look(second, Map.of(PLACE, end), topicId, Look.Coverage.WHOLE, groups);
    }

    private static Look look(
            long second, Map<Place, Long> ends, String topicId, Look.Coverage coverage, Look.Group... groups) {
        return new Look(
                Instant.ofEpochMilli(BEGIN + 1000 * second),
                Duration.ofMillis(20),
                7,
                coverage,
                Arrays.asList(groups),
                Map.of(PLACE.topic(), topicId),
                ends,
                Map.of(),
                List.of());
    }

    private static PartitionLag only(Lag lag) {
        return lag.snapshot().groups().getFirst().partitions().getFirst();
    }

    private static TimeLag about(double about, double least, double most) {
        return new TimeLag.About(seconds(about), seconds(least), seconds(most));
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(1000 * seconds));
    }

    @Test
    void a_time_is_found_between_two_looks() {
        Lag lag = Lag.nothing()
                .after(look(0, 100, "a", at(100)))
                .after(look(10, 200, "a", at(100)))
                .after(look(20, 300, "a", at(149)));

        assertThat(only(lag).lag()).contains(151L);
        assertThat(only(lag).time()).isEqualTo(about(15.05, 10, 20));
    }

    @Test
    void what_is_older_than_all_that_was_seen_is_only_bounded() {
        Lag lag = Lag.nothing().after(look(0, 100, "a", at(50))).after(look(10, 200, "a", at(50)));

        assertThat(only(lag).time()).isEqualTo(new TimeLag.AtLeast(seconds(10)));
        assertThat(lag.snapshot().groups().getFirst().time()).isEqualTo(new TimeLag.AtLeast(seconds(10)));
    }

    @Test
    void a_lag_is_never_negative() {
        Lag lag = Lag.nothing().after(look(0, 100, "a", at(130)));

        assertThat(only(lag).lag()).contains(0L);
        assertThat(only(lag).time()).isEqualTo(new TimeLag.CaughtUp());
        assertThat(only(lag).lost()).isZero();
    }

    @Test
    void an_idle_topic_makes_nobody_late() {
        Lag lag = Lag.nothing();
        for (int second = 0; second < 36_000; second += 10) {
            lag = lag.after(look(second, 100, "a", at(100)));
        }
        lag = lag.after(look(36_000, 101, "a", at(100)));

        assertThat(only(lag).time()).isEqualTo(about(5, 0, 10));
    }

    @Test
    void a_topic_made_anew_is_another_one() {
        Lag lag = Lag.nothing()
                .after(look(0, 10, "a", at(10)))
                .after(look(10, 100, "a", at(10)))
                .after(look(20, 500, "b", at(10)));

        assertThat(only(lag).time()).isEqualTo(new TimeLag.AtLeast(Duration.ZERO));
    }

    @Test
    void a_look_at_some_groups_forgets_nothing_of_the_others() {
        Place other = new Place("views", 0);
        Look one = new Look(
                Instant.ofEpochMilli(BEGIN + 10_000),
                Duration.ZERO,
                7,
                Look.Coverage.WHOLE,
                List.of(group("h", Map.of(other, Look.Position.at(1)))),
                Map.of("views", "v"),
                Map.of(other, 2L),
                Map.of(),
                List.of());
        Lag lag = Lag.nothing().after(look(0, 100, "a", at(100))).after(one);

        assertThat(only(lag.after(look(20, 110, "a", at(100)))).time()).isEqualTo(about(19, 0, 20));
        assertThat(only(lag.after(look(20, 110, "b", at(100)))).time()).isEqualTo(new TimeLag.AtLeast(Duration.ZERO));
    }

    @Test
    void an_end_that_goes_back_once_is_doubted_and_twice_is_believed() {
        Lag lag = Lag.nothing()
                .after(look(0, 100, "a", at(90)))
                .after(look(10, 200, "a", at(90)))
                .after(look(20, 195, "a", at(150)));
        assertThat(only(lag).lag()).contains(45L);
        assertThat(only(lag).time()).isEqualTo(about(14.95, 10, 20));

        Lag back = lag.after(look(30, 210, "a", at(150)));
        assertThat(only(back).time()).as("a new leader that knew less").isEqualTo(about(24.95, 20, 30));

        Lag lost = lag.after(look(30, 195, "a", at(150)));
        assertThat(only(lost).time()).as("records are gone").isEqualTo(about(14.053, 0, 30));
    }

    @Test
    void a_clock_that_was_set_back_does_not_confuse() {
        Lag lag = Lag.nothing().after(look(1000, 100, "a", at(100))).after(look(10, 100, "a", at(100)));

        assertThat(only(lag.after(look(20, 110, "a", at(100)))).time()).isEqualTo(about(9.5, 0, 10));
    }

    @Test
    void a_partition_whose_leader_is_silent_is_unknown_and_the_others_count() {
        Place other = new Place("clicks", 1);
        Lag lag = Lag.nothing()
                .after(look(
                        0,
                        Map.of(PLACE, 100L),
                        "a",
                        Look.Coverage.WHOLE,
                        group("g", Map.of(PLACE, Look.Position.at(90), other, Look.Position.at(3)))));

        GroupLag group = lag.snapshot().groups().getFirst();
        assertThat(group.sum()).isEqualTo(10);
        assertThat(group.unknown()).isEqualTo(1);
        assertThat(group.partitions().getLast().time()).isEqualTo(new TimeLag.Unknown());
    }

    @Test
    void a_group_that_cannot_be_read_stays_as_it_was_and_says_so() {
        Lag lag = Lag.nothing().after(look(0, 100, "a", at(90)));
        Look.Group mute = new Look.Group("g", "consumer", "Stable", 0, Map.of(), Optional.of("no answer within 10 s"));

        GroupLag silent =
                lag.after(look(10, 100, "a", mute)).snapshot().groups().getFirst();
        assertThat(silent.sum()).isEqualTo(10);
        assertThat(silent.asOf()).isEqualTo(Instant.ofEpochMilli(BEGIN));
        assertThat(silent.trouble()).contains("no answer within 10 s");

        Look partial = look(10, Map.of(PLACE, 100L), "a", Look.Coverage.IN_PART);
        assertThat(lag.after(partial)
                        .after(partial)
                        .snapshot()
                        .groups()
                        .getFirst()
                        .asOf())
                .isEqualTo(Instant.ofEpochMilli(BEGIN));
        assertThat(lag.after(look(10, 100, "a")).snapshot().groups())
                .as("gone, by the word of all brokers")
                .isEmpty();
    }

    @Test
    void a_group_that_never_could_be_read_is_as_old_as_the_first_try() {
        Look.Group mute = new Look.Group("g", "consumer", "Stable", 0, Map.of(), Optional.of("no answer within 10 s"));
        Lag lag = Lag.nothing().after(look(0, 100, "a", mute)).after(look(600, 100, "a", mute));

        GroupLag never = lag.snapshot().groups().getFirst();
        assertThat(never.asOf()).isEqualTo(Instant.ofEpochMilli(BEGIN));
        assertThat(never.isRead()).isFalse();
        assertThat(lag.after(look(610, 100, "a", at(90)))
                        .snapshot()
                        .groups()
                        .getFirst()
                        .isRead())
                .isTrue();
    }

    @Test
    void a_share_group_has_the_lag_that_brokers_count() {
        Look.Position position =
                new Look.Position(Optional.of(0L), Optional.of(3L), Optional.empty(), Optional.empty());
        Look.Group share = new Look.Group("s", "share", "Stable", 1, Map.of(PLACE, position), Optional.empty());
        Lag lag = Lag.nothing()
                .after(look(0, 0, "a", share))
                .after(look(10, 7, "a", share))
                .after(look(20, 10, "a", share));

        assertThat(only(lag).lag()).contains(3L);
        assertThat(only(lag).time()).isEqualTo(about(19.286, 0, 20));
    }

    @Test
    void questions_end_when_nobody_answers() {
        Lag lag = Lag.nothing().after(look(0, 1000, "a", at(10)));
        for (int round = 0; round < 5; round++) {
            lag = lag.learn(lag.questions(Effort.ONCE).stream()
                    .map(question -> (Answer) new Answer.Silence(question))
                    .toList());
        }

        assertThat(lag.questions(Effort.ONCE)).isEmpty();
        assertThat(only(lag).time()).isEqualTo(new TimeLag.AtLeast(Duration.ZERO));
    }

    @Test
    void timestamps_that_contradict_what_was_seen_are_not_believed() {
        Lag lag = Lag.nothing().after(look(0, 100, "a", at(50))).after(look(3600, 200, "a", at(150)));
        for (int round = 0; round < 40; round++) {
            lag = lag.learn(lag.questions(Effort.ONCE).stream()
                    .map(question -> (Answer)
                            (question instanceof Question.FirstSince since
                                    ? new Answer.Found(since, 190, BEGIN + 90_000_000_000L)
                                    : new Answer.Silence(question)))
                    .toList());
        }

        assertThat(lag.questions(Effort.ONCE)).isEmpty();
        assertThat(only(lag).time().value().orElseThrow()).isBetween(Duration.ZERO, seconds(3600));
    }

    @Test
    void no_more_is_asked_at_once_than_is_allowed_and_what_is_known_worst_comes_first() {
        Map<Place, Long> ends = new HashMap<>();
        Map<Place, Look.Position> positions = new HashMap<>();
        for (int i = 0; i < 2 * Effort.STEADY.questions(); i++) {
            ends.put(new Place("clicks", i), 1000L);
            positions.put(new Place("clicks", i), Look.Position.at(1));
        }
        Lag lag = Lag.nothing().after(look(0, ends, "a", Look.Coverage.WHOLE, group("g", positions)));

        assertThat(lag.questions(Effort.STEADY))
                .hasSize(Effort.STEADY.questions())
                .doesNotHaveDuplicates();
    }

    @Test
    void what_was_seen_survives_a_restart_and_damage_is_found() {
        Lag lag = Lag.nothing().after(look(0, 100, "a", at(100))).after(look(10, 200, "a", at(100)));
        String text = LagText.write(lag);

        Lag again = LagText.read(text).orElseThrow().after(look(20, 300, "a", at(149)));
        assertThat(only(again).time()).isEqualTo(about(15.05, 10, 20));
        assertThat(LagText.write(LagText.read(text).orElseThrow())).isEqualTo(text);
        for (int length = 0; length < text.length() - 1; length++) {
            assertThat(LagText.read(text.substring(0, length)))
                    .as("the first %d characters", length)
                    .isEmpty();
        }
        assertThat(LagText.read(text.replace("castellan lag 1", "castellan lag 2")))
                .isEmpty();
        assertThat(only(LagText.read(text).orElseThrow().after(look(20, 300, "b", at(149))))
                        .time())
                .as("of another cluster")
                .isEqualTo(new TimeLag.AtLeast(Duration.ZERO));
    }
}
