package dev.castellan.plan;

import dev.castellan.kafka.config.ServerProperties;
import dev.castellan.observe.Live;
import dev.castellan.plan.Question.Risk;
import dev.castellan.problem.Problem;
import dev.castellan.spec.Acl;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.NodeSpec;
import dev.castellan.spec.Security;
import dev.castellan.spec.UserSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What of users and ACLs cannot be done, or not without a word.
final class AccessRefusals {
    private AccessRefusals() {}

    static List<Problem> of(Question question) {
        List<Problem> problems = new ArrayList<>();
        Map<String, String> properties = properties(question);
        nobodyAsks(question.wanted(), properties).ifPresent(problems::add);
        if (question.have().live() instanceof Live.Awake awake
                && !question.accepted().contains(Risk.LAST_ADMIN)) {
            lastAdmin(question.wanted(), awake.access(), privileged(properties)).ifPresent(problems::add);
        }
        return problems;
    }

    /// Principals that Kafka asks no ACL of, by the properties of the wanted brokers.
    static Set<String> privileged(Question question) {
        return privileged(properties(question));
    }

    private static Set<String> privileged(Map<String, String> properties) {
        Set<String> principals = new TreeSet<>();
        Stream.of(properties.getOrDefault("super.users", "").split(";", -1))
                .map(String::strip)
                .filter(principal -> !principal.isEmpty())
                .forEach(principals::add);
        return principals;
    }

    /// Brokers differ in ids and addresses only.
    private static Map<String, String> properties(Question question) {
        ClusterSpec wanted = question.wanted();
        Optional<NodeSpec> broker = wanted.brokers().stream().findFirst();
        return broker.map(node -> ServerProperties.in(question.files().files(wanted, node, Ports.of(question))))
                .orElse(new TreeMap<>());
    }

    private static Optional<Problem> nobodyAsks(ClusterSpec wanted, Map<String, String> properties) {
        // With two kinds of doors it comes with the first restarts.
        if (!properties.getOrDefault("authorizer.class.name", "").isEmpty() || wanted.security() == Security.both) {
            return Optional.empty();
        }
        return wanted.users().stream()
                .filter(user -> !user.rules().isEmpty())
                .findFirst()
                .map(user -> Problem.error(
                        Refusals.place(user.location(), user.name()),
                        "the cluster has no authorizer, so nobody would be kept to what users may do",
                        "write security: tls"));
    }

    private static Optional<Problem> lastAdmin(ClusterSpec wanted, Live.Access have, Set<String> privileged) {
        Map<String, SortedSet<Acl>> now = have.acls().orElse(new TreeMap<>());
        List<String> before = admins(now);
        if (before.isEmpty() || !privileged.isEmpty()) {
            return Optional.empty();
        }
        Map<String, SortedSet<Acl>> then =
                wanted.prune().contains(ClusterSpec.Kind.users) ? new TreeMap<>() : new TreeMap<>(now);
        wanted.users().forEach(user -> then.put(user.principal(), user.rules()));
        return admins(then).isEmpty()
                ? Optional.of(Problem.error(
                        wanted.file().orElse(wanted.name()),
                        String.join(", ", before) + " may do everything now, and nobody could any more",
                        "write admin: true for one user, or go on without: --accept-risk=" + Risk.LAST_ADMIN.text()))
                : Optional.empty();
    }

    private static List<String> admins(Map<String, SortedSet<Acl>> acls) {
        return acls.entrySet().stream()
                .filter(entry -> isAdmin(entry.getValue()))
                .map(entry -> entry.getKey().startsWith(UserSpec.PRINCIPAL)
                        ? entry.getKey().substring(UserSpec.PRINCIPAL.length())
                        : entry.getKey())
                .toList();
    }

    /// Whoever may do everything to the cluster itself may give everything else to anybody.
    private static boolean isAdmin(Collection<Acl> rules) {
        return rules.stream()
                .anyMatch(rule -> rule.resource() == Acl.Resource.CLUSTER
                        && rule.permission() == Acl.Permission.ALLOW
                        && rule.operation() == Acl.Operation.ALL);
    }
}
