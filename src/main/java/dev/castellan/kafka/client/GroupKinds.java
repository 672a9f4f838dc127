package dev.castellan.kafka.client;

import dev.castellan.kafka.client.GroupState.Assigned;
import dev.castellan.kafka.client.GroupState.Member;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ClassicGroupDescription;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsResult;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsResult;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListStreamsGroupOffsetsResult;
import org.apache.kafka.clients.admin.ListStreamsGroupOffsetsSpec;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.ShareGroupDescription;
import org.apache.kafka.clients.admin.StreamsGroupDescription;
import org.apache.kafka.clients.admin.StreamsGroupMemberDescription;
import org.apache.kafka.clients.admin.StreamsGroupSubtopologyDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// The four kinds of groups behind one face: Kafka has an own set of calls for each.
final class GroupKinds {
    private final KafkaConnection connection;

    GroupKinds(KafkaConnection connection) {
        this.connection = connection;
    }

    /// What every kind can tell of itself.
    record Described(String state, String protocol, int coordinator, List<Assigned> assigned) {}

    /// Asks for the descriptions of all at once: the client asks each coordinator once for all of a kind.
    Map<String, KafkaFuture<Described>> describe(Collection<GroupListing> listings) {
        Admin admin = connection.admin();
        Map<String, KafkaFuture<Described>> asked = new HashMap<>();
        split(listings).forEach((kind, names) -> {
            switch (kind) {
                case SHARE -> put(asked, admin.describeShareGroups(names).describedGroups(), GroupKinds::share);
                case STREAMS -> put(asked, admin.describeStreamsGroups(names).describedGroups(), GroupKinds::streams);
                case CONSUMERS ->
                    put(asked, admin.describeConsumerGroups(names).describedGroups(), GroupKinds::consumer);
                case OTHERS -> put(asked, admin.describeClassicGroups(names).describedGroups(), GroupKinds::classic);
            }
        });
        return asked;
    }

    private static <D> void put(
            Map<String, KafkaFuture<Described>> asked, Map<String, KafkaFuture<D>> futures, Function<D, Described> as) {
        futures.forEach((name, future) -> asked.put(name, future.thenApply(as::apply)));
    }

    /// Which calls a group understands.
    private enum Calls {
        SHARE,
        STREAMS,
        CONSUMERS,
        OTHERS
    }

    private static Map<Calls, List<String>> split(Collection<GroupListing> listings) {
        Map<Calls, List<String>> split = new EnumMap<>(Calls.class);
        listings.forEach(listing -> split.computeIfAbsent(calls(listing), calls -> new ArrayList<>())
                .add(listing.groupId()));
        return split;
    }

    private static Calls calls(GroupListing listing) {
        return switch (kind(listing)) {
            case SHARE -> Calls.SHARE;
            case STREAMS -> Calls.STREAMS;
            case CONSUMER, CLASSIC, UNKNOWN -> isOfConsumers(listing) ? Calls.CONSUMERS : Calls.OTHERS;
        };
    }

    private static GroupType kind(GroupListing listing) {
        return listing.type().orElse(GroupType.CLASSIC);
    }

    /// Classic groups may be of anything (Kafka Connect's workers are one); only consumers have offsets.
    private static boolean isOfConsumers(GroupListing listing) {
        return kind(listing) == GroupType.CONSUMER
                || listing.protocol().equals("consumer")
                || listing.protocol().isEmpty();
    }

    private static Described consumer(ConsumerGroupDescription group) {
        return new Described(
                group.groupState().toString(),
                group.partitionAssignor(),
                id(group.coordinator()),
                group.members().stream().map(GroupKinds::assigned).toList());
    }

    private static Described classic(ClassicGroupDescription group) {
        return new Described(
                group.state().toString(),
                group.protocol(),
                id(group.coordinator()),
                group.members().stream().map(GroupKinds::assigned).toList());
    }

    private static Described share(ShareGroupDescription group) {
        return new Described(
                group.groupState().toString(),
                "share",
                id(group.coordinator()),
                group.members().stream()
                        .map(member -> assigned(
                                member.consumerId(),
                                member.clientId(),
                                member.host(),
                                member.assignment().topicPartitions()))
                        .toList());
    }

    private static Described streams(StreamsGroupDescription group) {
        Map<String, List<String>> sources = group.subtopologies().stream()
                .collect(Collectors.toMap(
                        StreamsGroupSubtopologyDescription::subtopologyId,
                        StreamsGroupSubtopologyDescription::sourceTopics));
        return new Described(
                group.groupState().toString(),
                "streams",
                id(group.coordinator()),
                group.members().stream()
                        .map(member -> assigned(
                                member.memberId(), member.clientId(), member.clientHost(), places(member, sources)))
                        .toList());
    }

    private static Set<TopicPartition> places(StreamsGroupMemberDescription member, Map<String, List<String>> sources) {
        Set<TopicPartition> places = new HashSet<>();
        member.assignment()
                .activeTasks()
                .forEach(task -> sources.getOrDefault(task.subtopologyId(), List.of())
                        .forEach(topic -> task.partitions()
                                .forEach(partition -> places.add(new TopicPartition(topic, partition)))));
        return places;
    }

    private static Assigned assigned(MemberDescription member) {
        return assigned(
                member.consumerId(),
                member.clientId(),
                member.host(),
                member.assignment().topicPartitions());
    }

    private static Assigned assigned(String id, String client, String host, Set<TopicPartition> places) {
        String bare = host.startsWith("/") ? host.substring(1) : host;
        return new Assigned(new Member(id, client, bare, places.size()), places);
    }

    private static int id(@Nullable Node coordinator) {
        return coordinator == null ? Node.noNode().id() : coordinator.id();
    }

    /// Where a group stands in one partition.
    ///
    /// @param offset what it committed; of a share group, where its window of records begins
    /// @param unread the records that are left, where brokers count them themselves
    record Stand(long offset, Optional<Long> unread) {}

    /// Whether groups of this kind commit offsets.
    static boolean hasOffsets(GroupListing listing) {
        return calls(listing) != Calls.OTHERS;
    }

    /// Where one group stands.
    Map<TopicPartition, Long> committed(GroupListing listing) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        stands(List.of(listing))
                .values()
                .forEach(future ->
                        connection.await(future).forEach((place, stand) -> offsets.put(place, stand.offset())));
        return offsets;
    }

    /// Asks where groups stand, all at once: the client asks each coordinator once for all of a kind.
    Map<String, KafkaFuture<Map<TopicPartition, Stand>>> stands(Collection<GroupListing> listings) {
        Admin admin = connection.admin();
        Map<String, KafkaFuture<Map<TopicPartition, Stand>>> asked = new HashMap<>();
        split(listings).forEach((kind, names) -> {
            switch (kind) {
                case SHARE -> {
                    ListShareGroupOffsetsResult result =
                            admin.listShareGroupOffsets(each(names, new ListShareGroupOffsetsSpec()));
                    names.forEach(name -> asked.put(
                            name,
                            result.partitionsToOffsetInfo(name)
                                    .thenApply(offsets ->
                                            kept(offsets, info -> new Stand(info.startOffset(), info.lag())))));
                }
                case STREAMS -> {
                    ListStreamsGroupOffsetsResult result =
                            admin.listStreamsGroupOffsets(each(names, new ListStreamsGroupOffsetsSpec()));
                    names.forEach(name -> asked.put(
                            name,
                            result.partitionsToOffsetAndMetadata(name)
                                    .thenApply(offsets -> kept(offsets, GroupKinds::stand))));
                }
                case CONSUMERS -> {
                    ListConsumerGroupOffsetsResult result =
                            admin.listConsumerGroupOffsets(each(names, new ListConsumerGroupOffsetsSpec()));
                    names.forEach(name -> asked.put(
                            name,
                            result.partitionsToOffsetAndMetadata(name)
                                    .thenApply(offsets -> kept(offsets, GroupKinds::stand))));
                }
                case OTHERS -> names.forEach(name -> asked.put(name, KafkaFuture.completedFuture(Map.of())));
            }
        });
        return asked;
    }

    private static <S> Map<String, S> each(List<String> names, S spec) {
        return names.stream().collect(Collectors.toMap(Function.identity(), name -> spec));
    }

    private static Stand stand(OffsetAndMetadata committed) {
        return new Stand(committed.offset(), Optional.empty());
    }

    /// Kafka keeps a null for a partition without a commit.
    private static <O> Map<TopicPartition, Stand> kept(Map<TopicPartition, O> offsets, Function<O, Stand> as) {
        Map<TopicPartition, Stand> kept = new HashMap<>();
        offsets.forEach((place, offset) -> {
            if (offset != null) {
                kept.put(place, as.apply(offset));
            }
        });
        return kept;
    }

    void commit(GroupState group, Map<TopicPartition, Long> targets) {
        Admin admin = connection.admin();
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        targets.forEach((place, offset) -> offsets.put(place, new OffsetAndMetadata(offset)));
        connection.await(
                switch (group.type()) {
                    case "share" ->
                        admin.alterShareGroupOffsets(group.name(), targets).all();
                    case "streams" ->
                        admin.alterStreamsGroupOffsets(group.name(), offsets).all();
                    default ->
                        admin.alterConsumerGroupOffsets(group.name(), offsets).all();
                });
    }

    void delete(Collection<GroupListing> groups) {
        Admin admin = connection.admin();
        groups.stream()
                .map(listing -> {
                    List<String> name = List.of(listing.groupId());
                    return switch (kind(listing)) {
                        case SHARE -> admin.deleteShareGroups(name).all();
                        case STREAMS -> admin.deleteStreamsGroups(name).all();
                        case CONSUMER, CLASSIC, UNKNOWN ->
                            admin.deleteConsumerGroups(name).all();
                    };
                })
                .toList()
                .forEach(connection::await);
    }
}
