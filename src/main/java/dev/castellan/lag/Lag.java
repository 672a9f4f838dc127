package dev.castellan.lag;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// All that is known of how far groups are behind: what was seen before, and the last look. Immutable: every
/// look and every answer makes another one.
///
///     lag = lag.after(look)
///     lag = lag.learn(answers to lag.questions(effort))     as often as it is worth it
///     lag.snapshot()
///
/// The time lag of a group in a partition is the age of the first record that it has not read. When that was
/// written follows from when the partition's end was seen before and after it, or from what the cluster says
/// when it is asked.
public final class Lag {
    /// What nobody has read from for so long is forgotten.
    private static final Duration MEMORY = Duration.ofDays(1);

    private final Map<Place, Known> known;
    private final Map<String, String> topics;
    private final Optional<Look> look;
    private final List<GroupLag> kept;

    private Lag(Map<Place, Known> known, Map<String, String> topics, Optional<Look> look, List<GroupLag> kept) {
        this.known = known;
        this.topics = topics;
        this.look = look;
        this.kept = kept;
    }

    public static Lag nothing() {
        return new Lag(Map.of(), Map.of(), Optional.empty(), List.of());
    }

    /// What was known of partitions when it was written down.
    static Lag of(Map<Place, Curve> curves, Map<String, String> topics) {
        Map<Place, Known> known = new HashMap<>();
        curves.forEach((place, curve) -> known.put(place, Known.of(curve)));
        return new Lag(known, topics, Optional.empty(), List.of());
    }

    Map<Place, Known> known() {
        return known;
    }

    Map<String, String> topics() {
        return topics;
    }

    /// The cluster was looked at.
    public Lag after(Look next) {
        long now = next.at().toEpochMilli();
        Map<Place, Known> more = new HashMap<>();
        known.forEach((place, what) -> {
            if (isThere(place, next) && what.curve().lastTime() > now - MEMORY.toMillis()) {
                more.put(place, what);
            }
        });
        next.ends()
                .forEach((place, end) ->
                        more.compute(place, (same, what) -> (what == null ? Known.NOTHING : what).observe(now, end)));
        Map<String, String> ids = new HashMap<>(topics);
        ids.putAll(next.topics());
        ids.keySet().retainAll(more.keySet().stream().map(Place::topic).collect(Collectors.toSet()));
        return new Lag(more, ids, Optional.of(next), keep(next));
    }

    /// A topic that was deleted and made anew is another one.
    private boolean isThere(Place place, Look next) {
        String id = next.topics().get(place.topic());
        return id == null || id.equals(topics.getOrDefault(place.topic(), id));
    }

    /// What is known of groups that could not be read this time.
    private List<GroupLag> keep(Look next) {
        Map<String, Look.Group> read =
                next.groups().stream().collect(Collectors.toMap(Look.Group::name, Function.identity()));
        List<GroupLag> old = new ArrayList<>();
        for (GroupLag before : snapshot().groups()) {
            Look.Group now = read.get(before.name());
            if (now == null && next.coverage() == Look.Coverage.IN_PART) {
                old.add(before.kept(Optional.of("no broker told of it")));
            } else if (now != null && now.trouble().isPresent()) {
                old.add(before.kept(now.trouble()));
            }
        }
        return old;
    }

    /// What to ask the cluster now; empty when all is known well enough, or cannot be known better.
    public List<Question> questions(Effort effort) {
        return look.map(of -> new Inquiry(of, known, effort).questions()).orElse(List.of());
    }

    /// @param answers to questions of this very lag
    public Lag learn(Collection<Answer> answers) {
        if (look.isEmpty() || answers.isEmpty()) {
            return this;
        }
        Map<Place, Set<Long>> positions = new HashMap<>();
        for (Standing standing : Standing.all(look.get(), known)) {
            if (standing.isBehind()) {
                positions
                        .computeIfAbsent(standing.place(), place -> new HashSet<>())
                        .add(standing.next());
            }
        }
        Map<Place, Known> more = new HashMap<>(known);
        for (Answer answer : answers) {
            Place place = answer.to().place();
            Known what = more.getOrDefault(place, Known.NOTHING);
            for (long offset : concerned(answer.to(), positions.getOrDefault(place, Set.of()))) {
                what = what.learn(answer, offset);
            }
            more.put(place, what);
        }
        return new Lag(more, topics, look, kept);
    }

    private static Set<Long> concerned(Question question, Set<Long> positions) {
        return switch (question) {
            case Question.FirstSince time -> positions;
            case Question.AnyFrom any -> Set.of(any.from());
        };
    }

    /// How far all groups are behind, as of the last look.
    public LagSnapshot snapshot() {
        if (look.isEmpty()) {
            return new LagSnapshot(Instant.EPOCH, Duration.ZERO, 0, List.of(), List.of());
        }
        Look of = look.get();
        Map<String, GroupLag> groups = new HashMap<>();
        of.groups().forEach(group -> groups.put(group.name(), lag(group, of)));
        kept.forEach(old -> groups.put(old.name(), old));
        return new LagSnapshot(
                of.at(),
                of.took(),
                of.requests(),
                groups.values().stream()
                        .sorted(Comparator.comparing(GroupLag::name))
                        .toList(),
                of.troubles());
    }

    private GroupLag lag(Look.Group group, Look of) {
        return new GroupLag(
                group.name(),
                group.kind(),
                group.state(),
                group.members(),
                of.at(),
                group.positions().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(entry -> Standing.of(group, entry.getKey(), entry.getValue(), of, known)
                                .map(standing -> standing.lag(of.at().toEpochMilli()))
                                .orElseGet(() -> PartitionLag.unknown(
                                        entry.getKey(),
                                        entry.getValue(),
                                        Optional.ofNullable(of.ends().get(entry.getKey())))))
                        .toList(),
                group.trouble());
    }
}
