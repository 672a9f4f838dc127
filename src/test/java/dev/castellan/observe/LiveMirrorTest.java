package dev.castellan.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.observe.LiveMirror.End;
import dev.castellan.observe.LiveMirror.GroupPart;
import dev.castellan.observe.LiveMirror.Part;
import dev.castellan.observe.LiveMirror.Place;
import dev.castellan.observe.LiveMirror.Range;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// How far a mirror has come, from what both ends say.
final class LiveMirrorTest {
    private static final Place FIRST = new Place("orders", 0);
    private static final End NOTHING = new End(new TreeMap<>(), new TreeMap<>());

    @Test
    void the_lag_is_what_the_source_has_beyond_what_is_noted() {
        assertThat(mirror(Map.of(FIRST, 70L), Optional.of(end(0, 100))).parts())
                .containsExactly(new Part(
                        FIRST, OptionalLong.of(70), OptionalLong.of(100), OptionalLong.of(30), OptionalLong.empty()));
    }

    @Test
    void nothing_noted_is_everything_left_but_for_what_the_source_has_forgotten() {
        assertThat(mirror(Map.of(), Optional.of(end(40, 100)))
                        .parts()
                        .getFirst()
                        .lag())
                .hasValue(60);
        assertThat(mirror(Map.of(FIRST, 10L), Optional.of(end(40, 100)))
                        .parts()
                        .getFirst()
                        .lag())
                .hasValue(60);
    }

    @Test
    void a_source_that_is_silent_leaves_its_lag_unknown_and_what_was_noted_known() {
        Part part = mirror(Map.of(FIRST, 70L), Optional.empty()).parts().getFirst();
        assertThat(part.lag()).isEmpty();
        assertThat(part.end()).isEmpty();
        assertThat(part.copied()).hasValue(70);
    }

    @Test
    void a_group_stands_with_what_it_has_at_both_ends() {
        End there = new End(
                new TreeMap<>(Map.of(FIRST, new Range(0, 100))),
                new TreeMap<>(Map.of("billing", new TreeMap<>(Map.of(FIRST, 90L)))));
        End here = new End(
                new TreeMap<>(Map.of(FIRST, new Range(0, 95))),
                new TreeMap<>(Map.of("billing", new TreeMap<>(Map.of(FIRST, 80L)))));
        assertThat(new LiveMirror(new TreeMap<>(), Optional.of(there), "", here).groups())
                .containsExactly(new GroupPart(
                        "billing",
                        FIRST,
                        OptionalLong.of(90),
                        OptionalLong.of(80),
                        OptionalLong.of(10),
                        OptionalLong.of(15)));
    }

    @Test
    void no_lag_is_negative_and_none_is_more_than_the_source_has() {
        Random random = new Random(3);
        for (int round = 0; round < 1000; round++) {
            long begin = random.nextInt(50);
            long end = begin + random.nextInt(50);
            Map<Place, Long> noted = random.nextBoolean() ? Map.of() : Map.of(FIRST, (long) random.nextInt(120));
            assertThat(mirror(noted, Optional.of(end(begin, end)))
                            .parts()
                            .getFirst()
                            .lag()
                            .getAsLong())
                    .isBetween(0L, end - begin);
        }
    }

    @Test
    void a_worker_notes_the_last_record_and_the_next_is_one_further() {
        assertThat(MirrorReader.copied(JsonMapper.builder().build().readTree("""
                        {"offsets": [{"partition": {"cluster": "east", "partition": 0, "topic": "orders"},
                                      "offset": {"offset": 69}}]}
                        """)))
                .containsExactly(Map.entry(FIRST, 70L));
    }

    private static End end(long begin, long end) {
        return new End(new TreeMap<>(Map.of(FIRST, new Range(begin, end))), new TreeMap<>());
    }

    private static LiveMirror mirror(Map<Place, Long> copied, Optional<End> source) {
        return new LiveMirror(new TreeMap<>(copied), source, "", NOTHING);
    }
}
