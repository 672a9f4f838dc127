package dev.castellan.export;

import dev.castellan.observe.Live;
import dev.castellan.plan.Step;
import dev.castellan.spec.Acl;
import dev.castellan.spec.SpecText;
import dev.castellan.spec.UserSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The users of a cluster as a spec would name them.
///
/// A user of whom a spec can say only a part is left out altogether: for those it names, the rest would be taken away.
final class UserExport {
    private final Live.Access access;
    private final SortedMap<String, SortedSet<Acl>> acls;
    private final List<UserSpec> users = new ArrayList<>();
    private final List<String> notExpressible = new ArrayList<>();

    UserExport(Live.Access access, Origin origin) {
        this.access = access;
        this.acls = access.acls().orElse(new TreeMap<>());
        for (String name : names()) {
            if (!origin.privileged().contains(UserSpec.PRINCIPAL + name)
                    || origin.named().contains(name)) {
                export(name);
            } else {
                notExpressible.add("user " + name + ", one of super.users, " + has(name));
            }
        }
        acls.forEach((principal, rules) -> {
            if (!principal.startsWith(UserSpec.PRINCIPAL)) {
                notExpressible.add(principal + ": " + String.join("; ", Acl.lines(rules)));
            }
        });
    }

    List<UserSpec> users() {
        return List.copyOf(users);
    }

    List<String> notExpressible() {
        return List.copyOf(notExpressible);
    }

    /// `consumer_byte_rate=1024, request_percentage=12.5`
    static String quota(SortedMap<String, Double> quota) {
        return quota.entrySet().stream()
                .map(entry -> entry.getKey() + "="
                        + (Double.isFinite(entry.getValue()) ? UserSpec.number(entry.getValue()) : entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    private SortedSet<String> names() {
        SortedSet<String> names = new TreeSet<>(access.users().keySet());
        names.addAll(access.quotas().keySet());
        acls.keySet().stream()
                .filter(principal -> principal.startsWith(UserSpec.PRINCIPAL))
                .forEach(principal -> names.add(principal.substring(UserSpec.PRINCIPAL.length())));
        return names;
    }

    private void export(String name) {
        SortedSet<String> mechanisms = mechanisms(name);
        UserSpec user = UserSpec.having(
                name,
                mechanisms.isEmpty() ? UserSpec.Auth.certificate : UserSpec.Auth.scram,
                rules(name),
                limits(name));
        boolean otherPassword = !mechanisms.isEmpty() && !mechanisms.contains(Step.CreateUser.MECHANISM);
        // A name that ends with a * and means it would come back as the beginning of names.
        boolean same = user.rules().equals(rules(name));
        if (!otherPassword && same && SpecText.canSay(user)) {
            users.add(user);
        } else {
            notExpressible.add("user " + name + ", " + has(name));
        }
    }

    /// `with SCRAM-SHA-256; allow Read on topic orders; producer_byte_rate=1024`
    private String has(String name) {
        List<String> has = new ArrayList<>(mechanisms(name));
        has.addAll(Acl.lines(rules(name)));
        if (!limits(name).isEmpty()) {
            has.add(quota(limits(name)));
        }
        return "with " + String.join("; ", has);
    }

    private SortedSet<String> mechanisms(String name) {
        return access.users().getOrDefault(name, new TreeSet<>());
    }

    private SortedSet<Acl> rules(String name) {
        return acls.getOrDefault(UserSpec.PRINCIPAL + name, new TreeSet<>());
    }

    private SortedMap<String, Double> limits(String name) {
        return access.quotas().getOrDefault(name, new TreeMap<>());
    }
}
