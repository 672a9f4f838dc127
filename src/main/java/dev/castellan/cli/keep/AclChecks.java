package dev.castellan.cli.keep;

import dev.castellan.kafka.knowledge.KafkaKnowledge;
import dev.castellan.problem.Problem;
import dev.castellan.spec.Acl;
import dev.castellan.spec.AclSpec;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.UserSpec;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Holds the ACLs that a spec writes out against the Kafka it asks for: not every operation goes with every resource.
final class AclChecks {
    private final ClusterSpec spec;
    private final KafkaKnowledge kafka;
    private final Map<Acl.Resource, Set<String>> operations = new EnumMap<>(Acl.Resource.class);
    private final List<Problem> problems = new ArrayList<>();

    AclChecks(ClusterSpec spec, KafkaKnowledge kafka) {
        this.spec = spec;
        this.kafka = kafka;
    }

    List<Problem> check() {
        for (UserSpec user : spec.users()) {
            user.acls().forEach(this::check);
        }
        return problems;
    }

    private void check(AclSpec acl) {
        acl.resources().keySet().forEach(resource -> {
            Set<String> known = operations.computeIfAbsent(resource, kind -> kafka.operations(kind.name()));
            Stream.concat(acl.allow().stream(), acl.deny().stream())
                    .filter(operation ->
                            operation != Acl.Operation.ALL && !known.isEmpty() && !known.contains(operation.name()))
                    .forEach(operation -> problems.add(Problem.error(
                            acl.location().toString(),
                            "Kafka " + spec.kafka().version() + " knows no " + operation.text() + " of a "
                                    + resource.text(),
                            "it knows " + texts(known))));
        });
    }

    private static String texts(Set<String> names) {
        return Stream.of(Acl.Operation.values())
                .filter(operation -> operation == Acl.Operation.ALL || names.contains(operation.name()))
                .map(Acl.Operation::text)
                .collect(Collectors.joining(", "));
    }
}
