package dev.castellan.kafka.client;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ApiException;

/// Asks partitions for their offsets; one that cannot answer is left out instead of spoiling the others.
public final class Offsets {
    private final KafkaConnection connection;

    public Offsets(KafkaConnection connection) {
        this.connection = connection;
    }

    /// An answer that is still on its way.
    public interface Asked {
        Map<TopicPartition, Long> await();
    }

    /// Sends the question at once, so that several can be under way before the first is awaited.
    public Asked ask(Collection<TopicPartition> places, OffsetSpec spec) {
        return ask(places, place -> spec);
    }

    /// The same, with a question for each.
    public Asked ask(Collection<TopicPartition> places, Function<TopicPartition, OffsetSpec> spec) {
        if (places.isEmpty()) {
            return Map::of;
        }
        ListOffsetsResult asked =
                connection.admin().listOffsets(places.stream().collect(Collectors.toMap(Function.identity(), spec)));
        return () -> {
            Map<TopicPartition, Long> found = new HashMap<>();
            for (TopicPartition place : places) {
                try {
                    ListOffsetsResultInfo info = connection.await(asked.partitionResult(place));
                    if (info.offset() >= 0) {
                        found.put(place, info.offset());
                    }
                } catch (ApiException unanswered) {
                    found.remove(place);
                }
            }
            return found;
        };
    }

    /// The first record from a time on.
    public record Found(long offset, long timestamp) {}

    /// Asks each its own question, all within one bound; who does not answer in it is left out.
    ///
    /// @return what was found; nothing where there is no such record
    public Map<TopicPartition, Optional<Found>> those(Map<TopicPartition, OffsetSpec> specs) {
        if (specs.isEmpty()) {
            return Map.of();
        }
        ListOffsetsResult result = connection.admin().listOffsets(specs);
        Map<TopicPartition, KafkaFuture<ListOffsetsResultInfo>> asked = new HashMap<>();
        specs.keySet().forEach(place -> asked.put(place, result.partitionResult(place)));
        Map<TopicPartition, Optional<Found>> found = new HashMap<>();
        connection
                .awaitThose(asked, (place, why) -> {})
                .forEach((place, info) -> found.put(
                        place,
                        info.offset() < 0
                                ? Optional.empty()
                                : Optional.of(new Found(info.offset(), info.timestamp()))));
        return found;
    }
}
