package dev.castellan.observe;

import dev.castellan.kafka.client.KafkaConnection;
import dev.castellan.kafka.client.Offsets;
import dev.castellan.observe.LiveMirror.End;
import dev.castellan.observe.LiveMirror.Place;
import dev.castellan.observe.LiveMirror.Range;
import dev.castellan.problem.WorldRefused;
import dev.castellan.spec.MirrorConnectors;
import dev.castellan.spec.MirrorSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ApiException;
import tools.jackson.databind.JsonNode;

/// Asks both ends of a mirror how far it has come.
public final class MirrorReader {
    private final MirrorSpec mirror;
    private final String own;

    /// @param own what the cluster is called that keeps the copies
    public MirrorReader(MirrorSpec mirror, String own) {
        this.mirror = mirror;
        this.own = own;
    }

    /// @param offsets what a worker says of how far the mirror's source connector has read
    /// @throws WorldRefused when the target does not answer; a source that does not is part of what is found
    public LiveMirror read(JsonNode offsets, KafkaConnection source, KafkaConnection target) {
        SortedMap<Place, Long> copied = copied(offsets);
        Optional<End> there = Optional.empty();
        String silence = "";
        List<String> topics = new ArrayList<>();
        try {
            names(source).stream().filter(this::isCopied).forEach(topics::add);
            there = Optional.of(end(source, topics, UnaryOperator.identity()));
        } catch (WorldRefused e) {
            silence = e.problems().getFirst().what();
        } catch (KafkaException e) {
            silence = String.valueOf(e.getMessage());
        }
        copied.keySet().stream()
                .map(Place::topic)
                .filter(topic -> !topics.contains(topic) && isCopied(topic))
                .distinct()
                .forEach(topics::add);
        copied.keySet().removeIf(place -> !isCopied(place.topic()));
        return new LiveMirror(
                copied, there, silence, end(target, topics, topic -> MirrorConnectors.copy(mirror, topic)));
    }

    /// What `GET /connectors/NAME/offsets` says; each is the offset of the last record.
    static SortedMap<Place, Long> copied(JsonNode body) {
        SortedMap<Place, Long> copied = new TreeMap<>();
        body.path("offsets").forEach(one -> {
            JsonNode partition = one.path("partition");
            JsonNode offset = one.path("offset").path("offset");
            if (offset.isNumber()) {
                copied.put(
                        new Place(
                                partition.path("topic").asString(""),
                                partition.path("partition").asInt(0)),
                        offset.asLong(0) + 1);
            }
        });
        return copied;
    }

    /// What it takes along beside, to know itself, is nobody's data; and its own copies of ours stay there.
    private boolean isCopied(String topic) {
        boolean ofItself = topic.equals("heartbeats")
                || topic.startsWith("mm2-offset-syncs.")
                || topic.endsWith(".checkpoints.internal")
                || topic.endsWith(".heartbeats");
        boolean comesBack = mirror.naming() == MirrorSpec.Naming.prefixed && topic.startsWith(own + ".");
        return !ofItself && !comesBack && MirrorConnectors.copies(mirror, topic);
    }

    private static Set<String> names(KafkaConnection connection) {
        return connection.await(connection.admin().listTopics().names());
    }

    /// @param named what a topic of the source is called at this end
    private End end(KafkaConnection connection, List<String> topics, UnaryOperator<String> named) {
        Set<String> existing = names(connection);
        Map<String, String> origins = topics.stream()
                .filter(topic -> existing.contains(named.apply(topic)))
                .collect(Collectors.toMap(named, Function.identity(), (one, same) -> one));
        Map<String, TopicDescription> described = connection.await(
                connection.admin().describeTopics(origins.keySet()).allTopicNames());
        Map<TopicPartition, Place> places = new HashMap<>();
        described.forEach((name, topic) -> topic.partitions()
                .forEach(info -> places.put(
                        new TopicPartition(name, info.partition()),
                        new Place(origins.getOrDefault(name, name), info.partition()))));
        Offsets offsets = new Offsets(connection);
        Offsets.Asked begins = offsets.ask(places.keySet(), OffsetSpec.earliest());
        Map<TopicPartition, Long> ends =
                offsets.ask(places.keySet(), OffsetSpec.latest()).await();
        SortedMap<Place, Range> ranges = new TreeMap<>();
        begins.await().forEach((partition, begin) -> {
            Long end = ends.get(partition);
            Place place = places.get(partition);
            if (end != null && place != null) {
                ranges.put(place, new Range(begin, end));
            }
        });
        return new End(ranges, committed(connection, places));
    }

    private SortedMap<String, SortedMap<Place, Long>> committed(
            KafkaConnection connection, Map<TopicPartition, Place> places) {
        Map<String, ListConsumerGroupOffsetsSpec> asked =
                connection.await(connection.admin().listGroups().all()).stream()
                        .filter(MirrorReader::isOfConsumers)
                        .map(GroupListing::groupId)
                        .filter(group -> MirrorConnectors.translates(mirror, group))
                        .collect(Collectors.toMap(Function.identity(), group -> new ListConsumerGroupOffsetsSpec()));
        SortedMap<String, SortedMap<Place, Long>> committed = new TreeMap<>();
        if (asked.isEmpty()) {
            return committed;
        }
        var answer = connection.admin().listConsumerGroupOffsets(asked);
        asked.keySet().forEach(group -> {
            SortedMap<Place, Long> offsets = new TreeMap<>();
            try {
                connection.await(answer.partitionsToOffsetAndMetadata(group)).forEach((partition, offset) -> {
                    Place place = places.get(partition);
                    if (place != null && offset != null) {
                        offsets.put(place, offset.offset());
                    }
                });
            } catch (ApiException gone) {
                offsets.clear(); // deleted since it was listed
            }
            if (!offsets.isEmpty()) {
                committed.put(group, offsets);
            }
        });
        return committed;
    }

    /// Others keep no offsets that MirrorMaker translates.
    private static boolean isOfConsumers(GroupListing listing) {
        return listing.type()
                .map(type -> type == GroupType.CLASSIC || type == GroupType.CONSUMER)
                .orElse(true);
    }
}
