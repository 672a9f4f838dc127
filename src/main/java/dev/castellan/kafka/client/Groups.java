package dev.castellan.kafka.client;

import dev.castellan.kafka.client.GroupState.Assigned;
import dev.castellan.problem.Problem;
import dev.castellan.problem.Suggest;
import dev.castellan.problem.UserMistake;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ApiException;

/// Reads and changes groups of every type.
public final class Groups {
    private final KafkaConnection connection;
    private final GroupKinds kinds;

    public Groups(KafkaConnection connection) {
        this.connection = connection;
        this.kinds = new GroupKinds(connection);
    }

    /// A group as the list shows it.
    ///
    /// @param members empty when the group's coordinator would not tell
    public record Summary(String name, String type, String state, String protocol, Optional<Integer> members) {}

    /// The groups of all types, by name, with how many members each has.
    public List<Summary> list() {
        Collection<GroupListing> listings = listings();
        Map<String, KafkaFuture<GroupKinds.Described>> asked = kinds.describe(listings);
        return listings.stream()
                .sorted(Comparator.comparing(GroupListing::groupId))
                .map(listing -> summary(listing, members(listing, asked)))
                .toList();
    }

    public List<String> names() {
        return listings().stream().map(GroupListing::groupId).sorted().toList();
    }

    private Collection<GroupListing> listings() {
        return connection.await(connection.admin().listGroups().all());
    }

    private Optional<Integer> members(GroupListing listing, Map<String, KafkaFuture<GroupKinds.Described>> asked) {
        try {
            return Optional.of(described(listing, asked).assigned().size());
        } catch (ApiException untold) {
            return Optional.empty();
        }
    }

    private GroupKinds.Described described(GroupListing listing, Map<String, KafkaFuture<GroupKinds.Described>> asked) {
        return connection.await(Objects.requireNonNull(asked.get(listing.groupId())));
    }

    private static Summary summary(GroupListing listing, Optional<Integer> members) {
        return new Summary(
                listing.groupId(),
                type(listing),
                listing.groupState().map(Object::toString).orElse("unknown"),
                listing.protocol(),
                members);
    }

    static String type(GroupListing listing) {
        return listing.type().orElse(GroupType.CLASSIC).toString().toLowerCase(Locale.ROOT);
    }

    /// The groups of these names with members, offsets and lag.
    ///
    /// @throws UserMistake when one does not exist, naming the one that was probably meant
    public List<GroupState> describe(Collection<String> names) {
        return require(names).stream().map(this::describe).toList();
    }

    private List<GroupListing> require(Collection<String> names) {
        return chosen(listings(), names);
    }

    /// Those of these names.
    ///
    /// @throws UserMistake when one is not among them, naming the one that was probably meant
    static List<GroupListing> chosen(Collection<GroupListing> listings, Collection<String> names) {
        List<String> existing = listings.stream().map(GroupListing::groupId).toList();
        List<Problem> missing = names.stream()
                .filter(name -> !existing.contains(name))
                .map(name -> Problem.error(
                        "",
                        "there is no group \"" + name + "\"",
                        Suggest.hint(name, existing, "castellan groups list")))
                .toList();
        if (!missing.isEmpty()) {
            throw new UserMistake(missing);
        }
        return listings.stream()
                .filter(listing -> names.contains(listing.groupId()))
                .sorted(Comparator.comparing(GroupListing::groupId))
                .toList();
    }

    private GroupState describe(GroupListing listing) {
        Map<String, KafkaFuture<GroupKinds.Described>> asked = kinds.describe(List.of(listing));
        Map<TopicPartition, Long> committed = kinds.committed(listing);
        GroupKinds.Described described = described(listing, asked);
        Set<TopicPartition> places = new HashSet<>(committed.keySet());
        described.assigned().forEach(one -> places.addAll(one.places()));
        Map<TopicPartition, Long> ends =
                new Offsets(connection).ask(places, OffsetSpec.latest()).await();
        return new GroupState(
                listing.groupId(),
                type(listing),
                described.state(),
                described.protocol(),
                described.coordinator(),
                described.assigned().stream().map(Assigned::member).toList(),
                GroupState.join(committed, ends, described.assigned()));
    }

    /// What a reset would do; changes nothing.
    ///
    /// @param places empty for every partition the group has committed
    public List<OffsetReset.Move> preview(GroupState group, OffsetReset.Goal goal, Set<TopicPartition> places) {
        Map<TopicPartition, Long> committed =
                kinds.committed(require(Set.of(group.name())).getFirst());
        Collection<TopicPartition> chosen = places.isEmpty() ? committed.keySet() : places;
        Offsets offsets = new Offsets(connection);
        Offsets.Asked begins = offsets.ask(chosen, OffsetSpec.earliest());
        Offsets.Asked ends = offsets.ask(chosen, OffsetSpec.latest());
        Offsets.Asked times = goal instanceof OffsetReset.Goal.Time time
                ? offsets.ask(chosen, OffsetSpec.forTimestamp(time.time().toEpochMilli()))
                : Map::of;
        Map<TopicPartition, Long> begin = begins.await();
        Map<TopicPartition, Long> end = ends.await();
        Map<TopicPartition, Long> atTime = times.await();
        return OffsetReset.plan(
                goal,
                chosen.stream()
                        .filter(place -> begin.containsKey(place) && end.containsKey(place))
                        .sorted(Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition))
                        .map(place -> new OffsetReset.Range(
                                place.topic(),
                                place.partition(),
                                begin.getOrDefault(place, 0L),
                                end.getOrDefault(place, 0L),
                                Optional.ofNullable(committed.get(place)),
                                Optional.ofNullable(atTime.get(place))))
                        .toList());
    }

    /// Commits what a preview promised.
    public void reset(GroupState group, List<OffsetReset.Move> moves) {
        Map<TopicPartition, Long> targets = new LinkedHashMap<>();
        moves.forEach(move ->
                move.to().ifPresent(to -> targets.put(new TopicPartition(move.topic(), move.partition()), to)));
        kinds.commit(group, targets);
    }

    public void delete(Collection<String> names) {
        kinds.delete(require(names));
    }
}
