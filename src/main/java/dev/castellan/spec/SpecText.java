package dev.castellan.spec;

import dev.castellan.problem.Problem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;

/// A spec the other way round: what is wanted becomes the fields of `cluster.yaml`, and those its text.
public final class SpecText {
    /// A number as a reader of YAML would print it again.
    private static final String WHOLE = "0|-?[1-9]\\d{0,17}";

    private SpecText() {}

    /// The blocks `topics`, `users` and `config`, each only where there is something to say; names in their order.
    public static SequencedMap<String, Object> fields(
            Collection<TopicSpec> topics, Collection<UserSpec> users, Map<String, String> config) {
        SortedMap<String, Object> byTopic = new TreeMap<>();
        topics.forEach(topic -> byTopic.put(topic.name(), topic(topic)));
        SortedMap<String, Object> byUser = new TreeMap<>();
        users.forEach(user -> byUser.put(user.name(), user(user)));
        SequencedMap<String, Object> fields = new LinkedHashMap<>();
        put(fields, "topics", byTopic);
        put(fields, "users", byUser);
        put(fields, "config", properties(config));
        return fields;
    }

    /// The text of such fields; the same fields give the same text.
    public static String yaml(Map<String, Object> fields) {
        return YamlText.of(fields);
    }

    /// One line of a comment for each of these, whatever stands in them.
    public static String comments(String before, List<String> lines) {
        return YamlText.comments(before, lines);
    }

    /// Whether a spec can say this: what is written down reads as the same again.
    public static boolean canSay(TopicSpec topic) {
        if (topic.partitions().orElse(1) < 1 || topic.replicationFactor().orElse(1) < 1) {
            return false;
        }
        SequencedMap<String, Object> fields = new LinkedHashMap<>();
        fields.put("nodes", (long) topic.replicationFactor().orElse(1));
        fields.putAll(fields(List.of(topic), List.of(), Map.of()));
        SpecReader.Reading reading = SpecReader.read("", yaml(fields));
        return Problem.errorsIn(reading.problems()).isEmpty()
                && reading.spec().topics().stream()
                        .allMatch(read -> read.name().equals(topic.name())
                                && read.partitions().equals(topic.partitions())
                                && read.replicationFactor().equals(topic.replicationFactor())
                                && read.config().equals(topic.config()));
    }

    /// Whether a spec can say this: what is written down reads as the same again.
    public static boolean canSay(UserSpec user) {
        if (!user.quota().values().stream().allMatch(Double::isFinite)) {
            return false;
        }
        SpecReader.Reading reading = SpecReader.read("", yaml(fields(List.of(), List.of(user), Map.of())));
        return Problem.errorsIn(reading.problems()).isEmpty()
                && reading.spec().users().stream()
                        .allMatch(read -> read.name().equals(user.name())
                                && read.auth() == user.auth()
                                && read.rules().equals(user.rules())
                                && read.quota().equals(user.quota()));
    }

    private static SequencedMap<String, Object> topic(TopicSpec topic) {
        SequencedMap<String, Object> fields = new LinkedHashMap<>();
        topic.partitions().ifPresent(count -> fields.put("partitions", (long) count));
        topic.replicationFactor().ifPresent(count -> fields.put("replication-factor", (long) count));
        put(fields, "config", properties(topic.config()));
        return fields;
    }

    private static SequencedMap<String, Object> user(UserSpec user) {
        SequencedMap<String, Object> fields = new LinkedHashMap<>();
        if (user.auth() != UserSpec.Auth.scram) {
            fields.put("auth", user.auth().name());
        }
        put(fields, "produce", user.produce());
        put(fields, "consume", user.consume());
        put(fields, "groups", user.groups());
        user.streams().ifPresent(id -> fields.put("streams", id));
        if (user.admin()) {
            fields.put("admin", true);
        }
        put(fields, "acls", user.acls().stream().map(SpecText::acl).toList());
        SortedMap<String, Object> quota = new TreeMap<>();
        user.quota().forEach((name, value) -> quota.put(name, new BigDecimal(UserSpec.number(value))));
        put(fields, "quota", quota);
        return fields;
    }

    private static SequencedMap<String, Object> acl(AclSpec acl) {
        SequencedMap<String, Object> fields = new LinkedHashMap<>();
        put(fields, "allow", operations(acl.allow()));
        put(fields, "deny", operations(acl.deny()));
        new TreeMap<>(acl.resources()).forEach((resource, name) -> fields.put(resource.text(), name));
        if (!acl.host().equals(Acl.ANYWHERE)) {
            fields.put("host", acl.host());
        }
        return fields;
    }

    private static List<String> operations(List<Acl.Operation> operations) {
        List<String> texts = new ArrayList<>();
        operations.forEach(operation -> texts.add(operation.text()));
        return texts;
    }

    /// Values as a person writes them: numbers and truths bare.
    private static SortedMap<String, Object> properties(Map<String, String> config) {
        SortedMap<String, Object> properties = new TreeMap<>();
        config.forEach((name, value) -> properties.put(name, property(value)));
        return properties;
    }

    private static Object property(String value) {
        if (value.matches(WHOLE)) {
            return Long.valueOf(value);
        }
        return value.equals("true") || value.equals("false") ? Boolean.valueOf(value) : Variables.quoted(value);
    }

    private static void put(Map<String, Object> fields, String name, Collection<?> values) {
        if (!values.isEmpty()) {
            fields.put(name, values);
        }
    }

    private static void put(Map<String, Object> fields, String name, Map<String, Object> values) {
        if (!values.isEmpty()) {
            fields.put(name, values);
        }
    }
}
