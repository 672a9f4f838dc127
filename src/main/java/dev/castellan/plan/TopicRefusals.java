package dev.castellan.plan;

import dev.castellan.observe.Doubt;
import dev.castellan.observe.Live;
import dev.castellan.plan.Question.Risk;
import dev.castellan.problem.Problem;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.Location;
import dev.castellan.spec.TopicSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What cannot be done to topics, or not without a word.
final class TopicRefusals {
    /// So many topics are named.
    private static final int NAMED = 20;

    private final ClusterSpec wanted;
    private final Live.Awake have;

    private TopicRefusals(ClusterSpec wanted, Live.Awake have) {
        this.wanted = wanted;
        this.have = have;
    }

    static List<Problem> of(Question question) {
        if (!(question.have().live() instanceof Live.Awake awake)) {
            return List.of();
        }
        TopicRefusals refusals = new TopicRefusals(question.wanted(), awake);
        List<Problem> problems = new ArrayList<>(refusals.fewerPartitions());
        List<Doubt> doubts = Doubt.of(question.wanted(), awake);
        if (!question.accepted().contains(Risk.DELETE_TOPICS)) {
            refusals.deletions(doubts).ifPresent(problems::add);
        }
        if (!question.accepted().contains(Risk.SHRINK_RETENTION)) {
            problems.addAll(first(doubts.stream().flatMap(doubt -> refusals.shrunk(doubt).stream())));
        }
        if (!question.accepted().contains(Risk.KEY_ORDER)) {
            problems.addAll(first(doubts.stream().flatMap(doubt -> refusals.disordered(doubt).stream())));
        }
        return problems;
    }

    private static List<Problem> first(Stream<Problem> problems) {
        return problems.limit(NAMED).toList();
    }

    private List<Problem> fewerPartitions() {
        List<Problem> problems = new ArrayList<>();
        for (TopicSpec topic : wanted.topics()) {
            Live.Topic now = have.topics().get(topic.name());
            if (now != null && now.partitions().size() > topic.partitions().orElse(Integer.MAX_VALUE)) {
                int count = now.partitions().size();
                problems.add(Problem.error(
                        at(topic, "partitions").toString(),
                        topic.name() + " has " + count + " partitions, and Kafka cannot take any away: their records"
                                + " would be lost, and keys would change places",
                        "write partitions: " + count + ", or copy the records to a new topic"));
            }
        }
        return problems;
    }

    private Optional<Problem> deletions(List<Doubt> doubts) {
        List<Doubt> doomed =
                doubts.stream().filter(Doubt.Contents.class::isInstance).toList();
        if (doomed.isEmpty()) {
            return Optional.empty();
        }
        String names = doomed.stream()
                .limit(NAMED)
                .map(doubt -> doubt.topic() + " (" + records(have.stakes().get(doubt)) + ")")
                .collect(Collectors.joining(", "));
        String more = doomed.size() > NAMED ? " and " + (doomed.size() - NAMED) + " more" : "";
        return Optional.of(Problem.error(
                wanted.locate("prune").toString(),
                "topics that are not in the spec would be deleted: " + names + more,
                "name them under topics:, or agree: --accept-risk=" + Risk.DELETE_TOPICS.text()));
    }

    private Optional<Problem> shrunk(Doubt doubt) {
        String change;
        switch (doubt) {
            case Doubt.Older older -> change = "retention.ms " + now(doubt).millis() + " -> " + older.millis();
            case Doubt.Beyond beyond -> change = "retention.bytes " + now(doubt).bytes() + " -> " + beyond.bytes();
            case Doubt.Contents ignored -> {
                return Optional.empty();
            }
            case Doubt.Keys ignored -> {
                return Optional.empty();
            }
            case Doubt.Space ignored -> {
                return Optional.empty();
            }
        }
        Live.Stake stake = have.stakes().get(doubt);
        if (stake != null && stake.isNothing()) {
            return Optional.empty();
        }
        String loss = stake != null && stake.bytes() > 0 ? size(stake.bytes()) : records(stake);
        return Optional.of(Problem.error(
                at(doubt, "config").toString(),
                doubt.topic() + ": " + change + " would delete " + loss,
                "to agree: --accept-risk=" + Risk.SHRINK_RETENTION.text()));
    }

    private Live.Retention now(Doubt doubt) {
        Live.Topic topic = have.topics().get(doubt.topic());
        return topic == null ? Live.Retention.FOR_EVER : topic.retention();
    }

    private Optional<Problem> disordered(Doubt doubt) {
        Live.Stake stake = have.stakes().get(doubt);
        if (!(doubt instanceof Doubt.Keys) || (stake != null && stake.isNothing())) {
            return Optional.empty();
        }
        String keys = stake == null ? "may have records with keys" : "has records with keys";
        return Optional.of(Problem.error(
                at(doubt, "partitions").toString(),
                doubt.topic() + " " + keys + ": with more partitions a key goes to another one than before, and its"
                        + " records are no longer read in order",
                "to agree: --accept-risk=" + Risk.KEY_ORDER.text()));
    }

    private Location at(Doubt doubt, String field) {
        return wanted.topics().stream()
                .filter(topic -> topic.name().equals(doubt.topic()))
                .findFirst()
                .map(topic -> at(topic, field))
                .orElse(wanted.locate("config"));
    }

    private Location at(TopicSpec topic, String field) {
        return Refusals.place(wanted.locate("topics." + topic.name() + "." + field), topic.location());
    }

    private static String records(Live.@Nullable Stake stake) {
        if (stake == null) {
            return "what could not be counted";
        }
        if (stake.isNothing()) {
            return "empty";
        }
        return stake.records() == 1 ? "1 record" : String.format(Locale.ROOT, "%,d records", stake.records());
    }

    private static String size(long bytes) {
        return bytes < 1 << 20
                ? String.format(Locale.ROOT, "%,d bytes", bytes)
                : String.format(Locale.ROOT, "%,d MiB", bytes >> 20);
    }
}
