package dev.castellan.kafka.client;

import dev.castellan.kafka.client.GroupState.Assigned;
import dev.castellan.kafka.client.GroupState.Member;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ClassicGroupDescription;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
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

    /// A description that is still on its way.
    interface Asked {
        Described await();
    }

    Asked ask(GroupListing listing) {
        String name = listing.groupId();
        Admin admin = connection.admin();
        List<String> names = List.of(name);
        return switch (kind(listing)) {
            case SHARE -> asked(admin.describeShareGroups(names).all(), GroupKinds::share);
            case STREAMS -> asked(admin.describeStreamsGroups(names).all(), GroupKinds::streams);
            case CONSUMER, CLASSIC, UNKNOWN ->
                isOfConsumers(listing)
                        ? asked(admin.describeConsumerGroups(names).all(), GroupKinds::consumer)
                        : asked(admin.describeClassicGroups(names).all(), GroupKinds::classic);
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

    private <D> Asked asked(KafkaFuture<Map<String, D>> future, Function<D, Described> as) {
        return () -> as.apply(connection.await(future).values().iterator().next());
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

    /// Where the group stands: committed offsets, or for a share group where each partition's window starts.
    Map<TopicPartition, Long> committed(GroupListing listing) {
        String name = listing.groupId();
        Admin admin = connection.admin();
        Map<TopicPartition, Long> offsets = new HashMap<>();
        switch (kind(listing)) {
            case SHARE ->
                connection
                        .await(admin.listShareGroupOffsets(Map.of(name, new ListShareGroupOffsetsSpec()))
                                .partitionsToOffsetInfo(name))
                        .forEach((place, info) -> {
                            if (info != null) {
                                offsets.put(place, info.startOffset());
                            }
                        });
            case STREAMS ->
                keep(
                        offsets,
                        connection.await(admin.listStreamsGroupOffsets(Map.of(name, new ListStreamsGroupOffsetsSpec()))
                                .partitionsToOffsetAndMetadata(name)));
            case CONSUMER, CLASSIC, UNKNOWN -> {
                if (isOfConsumers(listing)) {
                    keep(
                            offsets,
                            connection.await(
                                    admin.listConsumerGroupOffsets(Map.of(name, new ListConsumerGroupOffsetsSpec()))
                                            .partitionsToOffsetAndMetadata(name)));
                }
            }
        }
        return offsets;
    }

    private static void keep(Map<TopicPartition, Long> offsets, Map<TopicPartition, OffsetAndMetadata> committed) {
        committed.forEach((place, offset) -> {
            if (offset != null) { // Kafka keeps a null for a partition without a commit
                offsets.put(place, offset.offset());
            }
        });
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
