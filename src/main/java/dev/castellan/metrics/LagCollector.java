package dev.castellan.metrics;

import dev.castellan.kafka.client.KafkaConnection;
import dev.castellan.kafka.client.Offsets;
import dev.castellan.kafka.client.Standings;
import dev.castellan.kafka.records.NextRecords;
import dev.castellan.lag.Answer;
import dev.castellan.lag.Effort;
import dev.castellan.lag.Lag;
import dev.castellan.lag.LagSnapshot;
import dev.castellan.lag.Look;
import dev.castellan.lag.Place;
import dev.castellan.lag.Question;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/// Reads how far groups are behind, again and again, on the thread of whoever asks.
public final class LagCollector {
    private final KafkaConnection kafka;
    private final InstantSource clock;
    private final Effort effort;
    private Lag lag;

    /// @param before what was known before, see [LagFile]
    public LagCollector(KafkaConnection kafka, InstantSource clock, Effort effort, Lag before) {
        this.kafka = kafka;
        this.clock = clock;
        this.effort = effort;
        this.lag = before;
    }

    /// What is known now.
    public Lag known() {
        return lag;
    }

    /// One collection.
    ///
    /// @param names which groups; all of them when none is named
    /// @throws dev.castellan.problem.WorldRefused when no broker answers
    public LagSnapshot collect(Collection<String> names) {
        Instant begun = clock.instant();
        kafka.settle();
        long before = kafka.requests();
        Look look = look(names, begun, before);
        lag = lag.after(look);
        Instant enough = clock.instant().plus(kafka.bound());
        for (int round = 0; round < effort.rounds() && clock.instant().isBefore(enough); round++) {
            List<Question> questions = lag.questions(effort);
            if (questions.isEmpty()) {
                break;
            }
            lag = lag.learn(answers(questions));
        }
        return lag.snapshot().having(Duration.between(begun, clock.instant()), kafka.requests() - before);
    }

    private Look look(Collection<String> names, Instant begun, long before) {
        Standings.Reading reading = new Standings(kafka).read(names);
        List<Look.Group> groups =
                reading.groups().stream().map(LagCollector::group).toList();
        Set<TopicPartition> places = reading.groups().stream()
                .flatMap(group -> group.stands().stream())
                .map(Standings.Stand::place)
                .filter(place -> reading.topics().containsKey(place.topic()))
                .collect(Collectors.toSet());
        Instant at = clock.instant();
        Set<TopicPartition> led =
                places.stream().filter(reading.led()::contains).collect(Collectors.toSet());
        Map<Place, Long> ends = offsets(led, OffsetSpec.latest());
        Map<Place, Long> starts = offsets(behind(groups, ends), OffsetSpec.earliest());
        List<String> troubles = new ArrayList<>();
        if (reading.silent() > 0) {
            troubles.add("%d broker%s did not say which groups there are"
                    .formatted(reading.silent(), reading.silent() == 1 ? "" : "s"));
        }
        Set<String> told = reading.groups().stream().map(Standings.Group::name).collect(Collectors.toSet());
        names.stream()
                .filter(name -> reading.silent() > 0 && !told.contains(name))
                .forEach(name -> troubles.add(name + ": no broker told of it"));
        if (ends.size() < places.size()) {
            troubles.add("the ends of %d of %d partitions are not known: no leader answered"
                    .formatted(places.size() - ends.size(), places.size()));
        }
        return new Look(
                at,
                Duration.between(begun, clock.instant()),
                kafka.requests() - before,
                reading.silent() == 0 ? Look.Coverage.WHOLE : Look.Coverage.IN_PART,
                groups,
                reading.topics(),
                ends,
                starts,
                troubles);
    }

    private static Look.Group group(Standings.Group group) {
        Map<Place, Look.Position> positions = new HashMap<>();
        group.stands()
                .forEach(stand -> positions.put(
                        place(stand.place()),
                        new Look.Position(
                                stand.offset(),
                                stand.unread(),
                                stand.reader().map(reader -> reader.client()),
                                stand.reader().map(reader -> reader.host()))));
        return new Look.Group(group.name(), group.type(), group.state(), group.members(), positions, group.trouble());
    }

    private static Set<TopicPartition> behind(List<Look.Group> groups, Map<Place, Long> ends) {
        return groups.stream()
                .flatMap(group -> group.positions().entrySet().stream())
                .filter(one -> one.getValue().committed().orElse(Long.MAX_VALUE)
                        < ends.getOrDefault(one.getKey(), Long.MIN_VALUE))
                .map(one -> partition(one.getKey()))
                .collect(Collectors.toSet());
    }

    private Map<Place, Long> offsets(Set<TopicPartition> places, OffsetSpec spec) {
        Map<Place, Long> offsets = new HashMap<>();
        new Offsets(kafka)
                .those(places.stream().collect(Collectors.toMap(place -> place, place -> spec)))
                .forEach((place, found) -> found.ifPresent(one -> offsets.put(place(place), one.offset())));
        return offsets;
    }

    private List<Answer> answers(List<Question> questions) {
        Map<TopicPartition, OffsetSpec> times = new HashMap<>();
        Map<TopicPartition, NextRecords.Span> spans = new HashMap<>();
        for (Question question : questions) {
            switch (question) {
                case Question.FirstSince(Place place, long time) ->
                    times.put(partition(place), OffsetSpec.forTimestamp(time));
                case Question.AnyFrom(Place place, long from, long to) ->
                    spans.put(partition(place), new NextRecords.Span(from, to));
            }
        }
        Map<TopicPartition, Optional<Offsets.Found>> found = new Offsets(kafka).those(times);
        Map<TopicPartition, Long> next = NextRecords.find(kafka, spans);
        return questions.stream()
                .map(question -> switch (question) {
                    case Question.FirstSince time -> answer(time, found);
                    case Question.AnyFrom any -> answer(any, next);
                })
                .toList();
    }

    private static Answer answer(Question.FirstSince question, Map<TopicPartition, Optional<Offsets.Found>> found) {
        Optional<Offsets.Found> one = found.get(partition(question.place()));
        if (one == null) {
            return new Answer.Silence(question);
        }
        return one.<Answer>map(record -> new Answer.Found(question, record.offset(), record.timestamp()))
                .orElseGet(() -> new Answer.NoneSince(question));
    }

    private static Answer answer(Question.AnyFrom question, Map<TopicPartition, Long> next) {
        Long offset = next.get(partition(question.place()));
        return offset == null ? new Answer.Silence(question) : new Answer.Next(question, offset);
    }

    private static Place place(TopicPartition place) {
        return new Place(place.topic(), place.partition());
    }

    private static TopicPartition partition(Place place) {
        return new TopicPartition(place.topic(), place.partition());
    }
}
