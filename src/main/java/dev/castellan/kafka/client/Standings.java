package dev.castellan.kafka.client;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListGroupsResult;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ApiException;

/// Reads where all groups stand, with few requests: each broker is asked which groups it has, and each
/// coordinator once for all of a kind. What one does not tell does not spoil the others.
public final class Standings {
    private final KafkaConnection connection;
    private final GroupKinds kinds;

    public Standings(KafkaConnection connection) {
        this.connection = connection;
        this.kinds = new GroupKinds(connection);
    }

    /// Where groups stand.
    ///
    /// @param silent how many brokers did not say which groups they have: of those, groups may be missing
    /// @param topics the topics they stand in, with their ids, without those that are gone
    /// @param led the partitions of these that have a leader: the client would ask for the others without a pause
    public record Reading(List<Group> groups, int silent, Map<String, String> topics, Set<TopicPartition> led) {}

    /// A group that has offsets.
    ///
    /// @param trouble why it is not known where it stands
    public record Group(
            String name, String type, String state, int members, List<Stand> stands, Optional<String> trouble) {}

    /// Where a group stands in a partition, or who reads it there, or both.
    ///
    /// @param offset what it committed; of a share group, where its window of records begins
    /// @param unread the records that are left, where brokers count them
    public record Stand(
            TopicPartition place, Optional<Long> offset, Optional<Long> unread, Optional<GroupState.Member> reader) {}

    /// @param names which groups; all of them when none is named
    /// @throws dev.castellan.problem.WorldRefused when no broker answers
    /// @throws dev.castellan.problem.UserMistake when one does not exist, although all brokers answered
    public Reading read(Collection<String> names) {
        ListGroupsResult listed = connection.admin().listGroups();
        Collection<GroupListing> all = connection.await(listed.valid());
        int silent = silent(connection.await(listed.errors()));
        List<GroupListing> chosen = (names.isEmpty()
                        ? all
                        : silent > 0
                                ? all.stream()
                                        .filter(one -> names.contains(one.groupId()))
                                        .toList()
                                : Groups.chosen(all, names))
                .stream()
                        .filter(GroupKinds::hasOffsets)
                        .sorted(Comparator.comparing(GroupListing::groupId))
                        .toList();
        List<Group> groups = groups(chosen);
        Map<String, TopicDescription> topics = topics(groups);
        Map<String, String> ids = new HashMap<>();
        Set<TopicPartition> led = new HashSet<>();
        topics.forEach((name, topic) -> {
            ids.put(name, topic.topicId().toString());
            topic.partitions().stream()
                    .filter(partition -> partition.leader() != null)
                    .forEach(partition -> led.add(new TopicPartition(name, partition.partition())));
        });
        return new Reading(groups, silent, ids, led);
    }

    /// How many brokers did not answer. What is no answer of a broker says that nobody knew which ones there are.
    private int silent(Collection<Throwable> errors) {
        if (!errors.stream().allMatch(ApiException.class::isInstance)) {
            throw connection.silent();
        }
        return errors.size();
    }

    /// Topics that are gone are missing, as are those that this user may not see.
    private Map<String, TopicDescription> topics(Collection<Group> groups) {
        Set<String> names = groups.stream()
                .flatMap(group -> group.stands().stream())
                .map(stand -> stand.place().topic())
                .collect(Collectors.toSet());
        return names.isEmpty()
                ? Map.of()
                : connection.awaitThose(connection.admin().describeTopics(names).topicNameValues(), (topic, why) -> {});
    }

    private List<Group> groups(List<GroupListing> listings) {
        Map<String, String> troubles = new HashMap<>();
        Map<String, KafkaFuture<GroupKinds.Described>> askedWho = kinds.describe(listings);
        Map<String, KafkaFuture<Map<TopicPartition, GroupKinds.Stand>>> askedWhere = kinds.stands(listings);
        Map<String, Map<TopicPartition, GroupKinds.Stand>> where = connection.awaitThose(askedWhere, troubles::put);
        Map<String, GroupKinds.Described> who = connection.awaitThose(askedWho, troubles::putIfAbsent);
        return listings.stream()
                .map(listing -> group(
                        listing,
                        Optional.ofNullable(who.get(listing.groupId())),
                        Optional.ofNullable(where.get(listing.groupId())),
                        Optional.ofNullable(troubles.get(listing.groupId()))))
                .toList();
    }

    private static Group group(
            GroupListing listing,
            Optional<GroupKinds.Described> who,
            Optional<Map<TopicPartition, GroupKinds.Stand>> where,
            Optional<String> trouble) {
        Map<TopicPartition, GroupState.Member> readers = new HashMap<>();
        who.ifPresent(described ->
                described.assigned().forEach(one -> one.places().forEach(place -> readers.put(place, one.member()))));
        Map<TopicPartition, Stand> stands = new HashMap<>();
        where.ifPresent(known -> {
            readers.forEach((place, member) ->
                    stands.put(place, new Stand(place, Optional.empty(), Optional.empty(), Optional.of(member))));
            known.forEach((place, stand) -> stands.put(
                    place,
                    new Stand(
                            place,
                            Optional.of(stand.offset()).filter(offset -> offset >= 0),
                            stand.unread().filter(unread -> unread >= 0),
                            Optional.ofNullable(readers.get(place)))));
        });
        return new Group(
                listing.groupId(),
                Groups.type(listing),
                who.map(GroupKinds.Described::state)
                        .or(() -> listing.groupState().map(Object::toString))
                        .orElse("unknown"),
                who.map(described -> described.assigned().size()).orElse(0),
                List.copyOf(stands.values()),
                where.isPresent() ? Optional.empty() : trouble);
    }
}
