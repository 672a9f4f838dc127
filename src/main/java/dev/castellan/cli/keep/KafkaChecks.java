package dev.castellan.cli.keep;

import dev.castellan.kafka.client.TopicNames;
import dev.castellan.kafka.config.Endpoint;
import dev.castellan.kafka.config.ServerProperties;
import dev.castellan.kafka.knowledge.ConfigFinding;
import dev.castellan.kafka.knowledge.KafkaKnowledge;
import dev.castellan.problem.Problem;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.Location;
import dev.castellan.spec.NodeSpec;
import dev.castellan.spec.TopicSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;

/// Holds a spec against the Kafka it asks for, before anything is started with it.
final class KafkaChecks {
    private final ClusterSpec spec;
    private final Supplier<Optional<KafkaKnowledge>> knowledge;

    /// @param knowledge of the spec's Kafka version, where it can be had
    KafkaChecks(ClusterSpec spec, Supplier<Optional<KafkaKnowledge>> knowledge) {
        this.spec = spec;
        this.knowledge = knowledge;
    }

    List<Problem> check() {
        Set<Problem> problems = new LinkedHashSet<>();
        owned(problems);
        for (TopicSpec topic : spec.topics()) {
            TopicNames.refusal(topic.name())
                    .ifPresent(
                            why -> problems.add(Problem.error(topic.location().toString(), why, "")));
        }
        if (isAllCastellansOwn()) {
            return new ArrayList<>(problems);
        }
        knowledge.get().ifPresent(kafka -> {
            plugins(kafka, problems);
            brokers(kafka, problems);
            topics(kafka, problems);
            problems.addAll(new AclChecks(spec, kafka).check());
        });
        return new ArrayList<>(problems);
    }

    /// Then there is nothing of the user's to hold against Kafka, and loading Kafka's classes can wait.
    private boolean isAllCastellansOwn() {
        return spec.config().isEmpty()
                && spec.pluginConfig().isEmpty()
                && spec.topics().stream().allMatch(topic -> topic.config().isEmpty())
                && spec.users().stream().allMatch(user -> user.acls().isEmpty());
    }

    private void owned(Set<Problem> problems) {
        owned("config.", spec.config().keySet(), problems);
        owned("plugin-config.", spec.pluginConfig().keySet(), problems);
    }

    private void owned(String path, Set<String> names, Set<Problem> problems) {
        for (String name : names) {
            if (ServerProperties.isOwned(spec, name)) {
                problems.add(Problem.error(
                        spec.locate(path + name).toString(),
                        name + " follows from the rest of the spec",
                        "say it under nodes: (roles, rack, directories, port)"));
            }
        }
    }

    /// What Kafka knows is checked by Kafka: under `plugin-config:` it would not be.
    private void plugins(KafkaKnowledge kafka, Set<Problem> problems) {
        for (String name : spec.pluginConfig().keySet()) {
            if (!ServerProperties.isOwned(spec, name) && kafka.broker(name).isPresent()) {
                problems.add(Problem.error(
                        spec.locate("plugin-config." + name).toString(),
                        name + " is a property of Kafka itself",
                        "move it to config:, where its value is checked"));
            }
        }
    }

    /// One node of each kind is enough: the others differ in ids and ports only.
    private void brokers(KafkaKnowledge kafka, Set<Problem> problems) {
        Map<Integer, Endpoint> endpoints = new HashMap<>();
        int port = 1024;
        for (NodeSpec node : spec.nodes()) {
            endpoints.put(
                    node.id(),
                    new Endpoint("127.0.0.1", OptionalInt.of(port++), OptionalInt.of(port++), OptionalInt.of(port++)));
        }
        Set<Object> kinds = new HashSet<>();
        for (NodeSpec node : spec.nodes()) {
            if (kinds.add(node.roles())) {
                Map<String, String> properties = ServerProperties.of(
                        spec, node, endpoints, List.of("/data"), ServerProperties.Binding.ADVERTISED, "/tls");
                for (ConfigFinding finding : kafka.checkBroker(
                        properties, spec.config().keySet(), spec.pluginConfig().keySet())) {
                    if (!ServerProperties.isOwned(spec, finding.key())) {
                        problems.add(problem(finding, "config."));
                    }
                }
            }
        }
    }

    private void topics(KafkaKnowledge kafka, Set<Problem> problems) {
        for (TopicSpec topic : spec.topics()) {
            for (ConfigFinding finding : kafka.checkTopic(topic.config())) {
                problems.add(problem(finding, "topics." + topic.name() + ".config."));
            }
        }
    }

    private Problem problem(ConfigFinding finding, String path) {
        Location at = spec.locate(path + finding.key());
        String where = at.equals(Location.DEFAULTS) ? spec.file().orElse(at.toString()) : at.toString();
        return new Problem(finding.severity(), where, finding.what(), finding.hint());
    }
}
