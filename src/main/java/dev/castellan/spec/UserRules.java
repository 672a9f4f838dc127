package dev.castellan.spec;

import dev.castellan.problem.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What must hold for users, whatever Kafka thinks of their ACLs.
final class UserRules {
    /// Kafka takes almost any name, but one that stands in files, client properties and host names should be plain.
    static final String NAME = "[A-Za-z0-9_][A-Za-z0-9._@-]{0,199}";

    private static final String NODE = "kafka-\\d+";

    private final List<Problem> problems = new ArrayList<>();

    private UserRules() {}

    static List<Problem> check(ClusterSpec spec) {
        UserRules rules = new UserRules();
        for (UserSpec user : spec.users()) {
            rules.name(user);
            rules.twice(spec, user, "produce", user.produce());
            rules.twice(spec, user, "consume", user.consume());
            rules.twice(spec, user, "groups", user.groups());
            rules.acls(user);
            rules.quota(spec, user);
        }
        return rules.problems;
    }

    private void name(UserSpec user) {
        if (!user.name().matches(NAME)) {
            error(
                    user.location(),
                    "\"" + user.name() + "\" is no name for a user",
                    "letters, digits and . _ - @ make one, a letter, a digit or _ begins it");
        } else if (user.name().matches(NODE)) {
            error(
                    user.location(),
                    user.name() + " is what a node is called, and nodes are users of the cluster themselves",
                    "give the user another name");
        }
    }

    private void twice(ClusterSpec spec, UserSpec user, String field, List<String> names) {
        Set<String> seen = new HashSet<>();
        names.stream()
                .filter(name -> !seen.add(name))
                .distinct()
                .forEach(name -> error(
                        spec.locate("users." + user.name() + "." + field),
                        "\"" + name + "\" stands twice under " + field + " of " + user.name(),
                        "take one away"));
    }

    private void acls(UserSpec user) {
        Set<Acl> known = new HashSet<>(Intents.intended(user));
        for (AclSpec acl : user.acls()) {
            if (acl.allow().isEmpty() == acl.deny().isEmpty()) {
                error(
                        acl.location(),
                        acl.allow().isEmpty()
                                ? "the ACL neither allows nor denies anything"
                                : "the ACL allows and denies at once",
                        "say one of the two, for example allow: [Read, Describe]");
            }
            resource(acl);
            List<Acl> again =
                    acl.acls().stream().filter(rule -> !known.add(rule)).toList();
            if (!again.isEmpty()) {
                error(
                        acl.location(),
                        user.name() + " has this already: " + String.join("; ", Acl.lines(again)),
                        "take it away; an ACL stands once, and what follows from produce, consume, streams and admin"
                                + " is written by itself");
            }
        }
    }

    private void resource(AclSpec acl) {
        if (acl.resources().size() != 1) {
            String kinds =
                    Stream.of(Acl.Resource.values()).map(Acl.Resource::text).collect(Collectors.joining(", "));
            error(
                    acl.location(),
                    acl.resources().isEmpty()
                            ? "the ACL names nothing that it is about"
                            : "the ACL is about " + names(acl.resources().keySet()) + " at once",
                    "name one of " + kinds);
        }
    }

    private static String names(Collection<Acl.Resource> resources) {
        return resources.stream().sorted().map(Acl.Resource::text).collect(Collectors.joining(" and "));
    }

    private void quota(ClusterSpec spec, UserSpec user) {
        user.quota().forEach((name, value) -> {
            if (value <= 0) {
                error(
                        spec.locate("users." + user.name() + ".quota." + name),
                        name + " is " + UserSpec.number(value) + ", and a quota is more than 0",
                        "leave it out for no limit; who shall do nothing at all gets no produce and no consume");
            }
        });
    }

    private void error(Location at, String what, String hint) {
        problems.add(Problem.error(at.toString(), what, hint));
    }
}
