package dev.castellan.cli.users;

import dev.castellan.kafka.client.Access;
import dev.castellan.spec.Acl;
import dev.castellan.spec.UserSpec;
import dev.castellan.view.Report;
import dev.castellan.view.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What the verbs about users say, in both forms.
final class UserReports {
    private UserReports() {}

    /// One user.
    ///
    /// @param mechanisms of its passwords; none for one that logs in with a certificate, or not yet at all
    /// @param intents what the spec has it for; empty for one that the spec does not name
    record UserLine(
            String name, List<String> mechanisms, List<String> intents, int acls, SortedMap<String, Double> quota) {}

    /// One ACL with whom it is about.
    record AclLine(
            String principal,
            String permission,
            String operation,
            String resource,
            String pattern,
            String name,
            String host) {}

    /// A user with a new password.
    record Rotation(String user, String mechanism) {}

    static Report users(Access.State state, List<UserSpec> wanted) {
        Map<String, UserSpec> specs = new HashMap<>();
        wanted.forEach(user -> specs.put(user.name(), user));
        SortedMap<String, SortedSet<Acl>> acls = state.acls().orElse(new TreeMap<>());
        SortedSet<String> names = new TreeSet<>(specs.keySet());
        names.addAll(state.users().keySet());
        names.addAll(state.quotas().keySet());
        acls.keySet().stream()
                .filter(principal -> principal.startsWith(UserSpec.PRINCIPAL))
                .forEach(principal -> names.add(principal.substring(UserSpec.PRINCIPAL.length())));
        List<UserLine> lines = names.stream()
                .map(name -> new UserLine(
                        name,
                        List.copyOf(state.users().getOrDefault(name, new TreeSet<>())),
                        Optional.ofNullable(specs.get(name))
                                .map(UserReports::intents)
                                .orElse(List.of()),
                        acls.getOrDefault(UserSpec.PRINCIPAL + name, new TreeSet<>())
                                .size(),
                        state.quotas().getOrDefault(name, new TreeMap<>())))
                .toList();
        return new Report("UserList", lines, lines.isEmpty() ? "no users" : table(lines));
    }

    private static String table(List<UserLine> lines) {
        Table table = Table.of("USER", "LOGIN", "FOR", "ACLS", "QUOTA");
        lines.forEach(line -> table.row(
                line.name(),
                words(line.mechanisms(), ", "),
                words(line.intents(), "; "),
                line.acls(),
                words(
                        line.quota().entrySet().stream()
                                .map(limit -> limit.getKey() + "=" + UserSpec.number(limit.getValue()))
                                .toList(),
                        " ")));
        return table.text();
    }

    private static String words(Collection<String> words, String between) {
        return words.isEmpty() ? "-" : String.join(between, words);
    }

    private static List<String> intents(UserSpec user) {
        List<String> intents = new ArrayList<>();
        if (user.auth() == UserSpec.Auth.certificate) {
            intents.add("certificate");
        }
        if (user.admin()) {
            intents.add("admin");
        }
        named(intents, "produce ", user.produce());
        named(intents, "consume ", user.consume());
        user.streams().ifPresent(id -> intents.add("streams " + id));
        return intents;
    }

    private static void named(List<String> intents, String what, List<String> names) {
        if (!names.isEmpty()) {
            intents.add(what + String.join(" ", names));
        }
    }

    static Report acls(SortedMap<String, SortedSet<Acl>> acls) {
        List<AclLine> lines = acls.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(acl -> line(entry.getKey(), acl)))
                .toList();
        String text = acls.entrySet().stream()
                .map(entry -> entry.getKey() + "\n"
                        + Acl.lines(entry.getValue()).stream()
                                .map(line -> "  " + line)
                                .collect(Collectors.joining("\n")))
                .collect(Collectors.joining("\n"));
        return new Report("AclList", lines, lines.isEmpty() ? "no ACLs" : text);
    }

    private static AclLine line(String principal, Acl acl) {
        return new AclLine(
                principal,
                acl.permission().name(),
                acl.operation().name(),
                acl.resource().name(),
                acl.match().name(),
                acl.name(),
                acl.host());
    }

    static Report rotated(String user, String mechanism) {
        return new Report(
                "UserRotation",
                new Rotation(user, mechanism),
                user + " has a new password; castellan users show-config " + user + " shows it\n"
                        + "connections that stand go on, new ones need it");
    }
}
