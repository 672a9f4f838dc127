package dev.castellan.observe;

import dev.castellan.kafka.client.KafkaConnection;
import dev.castellan.problem.WorldRefused;
import dev.castellan.spec.MirrorConnectors;
import dev.castellan.spec.MirrorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;

/// What a mirror may do at its source, asked as whoever it is there.
///
/// MirrorMaker itself would say nothing: a topic that it may not see is none to it, and what it may not ask of one is a
/// line in a log.
public final class SourceRights {
    /// A pattern that is a name; the dot in it is meant as one.
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");

    private static final Map<AclOperation, String> NEEDED =
            Map.of(AclOperation.READ, "Read", AclOperation.DESCRIBE_CONFIGS, "DescribeConfigs");

    private SourceRights() {}

    /// What it needs and may not do: `Read, DescribeConfigs on topic orders`. Of patterns only those topics are known
    /// that it may see.
    ///
    /// @throws WorldRefused where nothing answers
    /// @throws ApiException where it is not let in
    public static List<String> missing(MirrorSpec mirror, KafkaConnection source) {
        List<String> names = Stream.concat(
                        named(mirror.topics()).stream(),
                        source.await(source.admin().listTopics().names()).stream()
                                .filter(name -> MirrorConnectors.copies(mirror, name)))
                .distinct()
                .toList();
        List<String> missing = new ArrayList<>();
        Map<String, KafkaFuture<TopicDescription>> topics = source.admin()
                .describeTopics(names, new DescribeTopicsOptions().includeAuthorizedOperations(true))
                .topicNameValues();
        new TreeMap<>(topics).forEach((name, described) -> {
            List<String> lacking = lacking(source, described);
            if (!lacking.isEmpty()) {
                missing.add(String.join(", ", lacking) + " on topic " + name);
            }
        });
        for (String group : named(mirror.groups())) {
            try {
                source.await(source.admin().listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
            } catch (GroupAuthorizationException e) {
                missing.add("Describe on group " + group);
            }
        }
        return missing;
    }

    private static List<String> lacking(KafkaConnection source, KafkaFuture<TopicDescription> described) {
        try {
            Set<AclOperation> allowed = source.await(described).authorizedOperations();
            return allowed == null // it has no authorizer
                    ? List.of()
                    : NEEDED.entrySet().stream()
                            .filter(needed -> !allowed.contains(needed.getKey()))
                            .map(Map.Entry::getValue)
                            .sorted()
                            .toList();
        } catch (TopicAuthorizationException e) {
            return List.of("Read", "DescribeConfigs");
        } catch (ApiException e) { // it is not there yet, and would be seen
            return List.of();
        }
    }

    private static List<String> named(List<String> patterns) {
        return patterns.stream()
                .filter(pattern -> NAME.matcher(pattern).matches())
                .distinct()
                .toList();
    }
}
