package dev.castellan.bench;

import dev.castellan.lag.Answer;
import dev.castellan.lag.Look;
import dev.castellan.lag.Place;
import dev.castellan.lag.Question;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A large cluster that exists only as what one would read of it: topics that grow at a rate each, and groups that
/// read five of them each, some late and some not.
public record ManyGroups(int topics, int partitions, int groups) {
    /// As many as a cluster is expected to have at most.
    public static final ManyGroups FULL = new ManyGroups(10_000, 4, 2_000);

    private static final int TOPICS_OF_A_GROUP = 5;
    private static final Instant BEGIN = Instant.parse("2026-01-31T08:00:00Z");

    private static long rate(Place place) {
        return Math.floorMod(place.hashCode(), 50);
    }

    private static long end(Place place, long second) {
        return 1_000_000 + rate(place) * second;
    }

    /// What is read at this second.
    public Look look(long second) {
        Map<String, String> ids = new HashMap<>();
        Map<Place, Long> ends = new HashMap<>();
        Map<Place, Long> starts = new HashMap<>();
        for (int topic = 0; topic < topics; topic++) {
            ids.put("topic-" + topic, "id-" + topic);
            for (int partition = 0; partition < partitions; partition++) {
                Place place = new Place("topic-" + topic, partition);
                ends.put(place, end(place, second));
                starts.put(place, 1000L);
            }
        }
        List<Look.Group> all = new ArrayList<>();
        for (int group = 0; group < groups; group++) {
            all.add(group(group, second));
        }
        return new Look(
                BEGIN.plusSeconds(second),
                Duration.ofSeconds(1),
                100,
                Look.Coverage.WHOLE,
                all,
                ids,
                ends,
                starts,
                List.of());
    }

    private Look.Group group(int group, long second) {
        Map<Place, Look.Position> positions = new HashMap<>();
        for (int i = 0; i < TOPICS_OF_A_GROUP; i++) {
            for (int partition = 0; partition < partitions; partition++) {
                Place place = new Place("topic-" + (group * TOPICS_OF_A_GROUP + i) % topics, partition);
                long late = group % 3 == 0 ? 0 : 30L * (group % 100);
                positions.put(place, Look.Position.at(end(place, second - late)));
            }
        }
        return new Look.Group("group-" + group, "consumer", "Stable", 3, positions, Optional.empty());
    }

    /// What the cluster would say.
    public Answer answer(Question question) {
        return switch (question) {
            case Question.FirstSince since -> {
                long second = Math.floorDiv(since.time() - BEGIN.toEpochMilli(), 1000) + 1;
                long offset = Math.max(1000, end(since.place(), second));
                yield rate(since.place()) == 0
                        ? new Answer.NoneSince(since)
                        : new Answer.Found(since, offset, BEGIN.toEpochMilli() + 1000 * second);
            }
            case Question.AnyFrom any -> new Answer.Next(any, any.from());
        };
    }
}
