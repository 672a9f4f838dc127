package dev.castellan.plan;

import dev.castellan.observe.Live;
import dev.castellan.plan.Step.AddAcls;
import dev.castellan.plan.Step.Change;
import dev.castellan.plan.Step.CreateUser;
import dev.castellan.plan.Step.RemoveAcls;
import dev.castellan.plan.Step.RemoveUser;
import dev.castellan.plan.Step.SetQuota;
import dev.castellan.spec.Acl;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.Location;
import dev.castellan.spec.UserSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Compares the spec's users with the cluster's: all that a user may do and use is the spec's to say.
final class AccessChanges {
    private final ClusterSpec wanted;
    private final Live.Access have;
    private final SortedMap<String, SortedSet<Acl>> acls;
    private final List<Step> created = new ArrayList<>();
    private final List<Step> added = new ArrayList<>();
    private final List<Step> removed = new ArrayList<>();
    private final List<Step> limited = new ArrayList<>();
    private final List<Step> gone = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /// @param privileged principals that Kafka asks no ACL of: never strangers
    AccessChanges(ClusterSpec wanted, Live.Access have, Set<String> privileged) {
        this.wanted = wanted;
        this.have = have;
        this.acls = have.acls().orElse(new TreeMap<>());
        boolean anyRules = false;
        for (UserSpec user : byName(wanted)) {
            SortedSet<Acl> rules = user.rules();
            anyRules |= !rules.isEmpty();
            password(user);
            if (have.acls().isPresent()) {
                compare(user, rules);
            }
            quota(
                    user.name(),
                    have.quotas().getOrDefault(user.name(), new TreeMap<>()),
                    user.quota(),
                    user.location().brief());
        }
        if (anyRules && have.acls().isEmpty()) {
            notes.add("the cluster that runs has no authorizer yet: ACLs are compared once it has one");
        }
        Strangers strangers = new Strangers(wanted, have, privileged);
        if (wanted.prune().contains(ClusterSpec.Kind.users)) {
            strangers.names().forEach(this::delete);
        } else {
            notes.addAll(strangers.notes());
        }
    }

    /// What is given comes before what is taken, so that nobody who may go on has to stop in between.
    List<Step> steps() {
        List<Step> steps = new ArrayList<>(created);
        steps.addAll(added);
        steps.addAll(removed);
        steps.addAll(limited);
        steps.addAll(gone);
        return steps;
    }

    List<String> notes() {
        return List.copyOf(notes);
    }

    private static List<UserSpec> byName(ClusterSpec wanted) {
        return wanted.users().stream()
                .sorted(Comparator.comparing(UserSpec::name))
                .toList();
    }

    private void password(UserSpec user) {
        SortedSet<String> mechanisms = have.users().getOrDefault(user.name(), new TreeSet<>());
        switch (user.auth()) {
            case scram -> {
                if (!mechanisms.contains(CreateUser.MECHANISM)) {
                    created.add(new CreateUser(
                            user.name(), CreateUser.MECHANISM, user.location().brief()));
                }
            }
            case certificate -> {
                if (!mechanisms.isEmpty()) {
                    Location at = wanted.locate("users." + user.name() + ".auth");
                    gone.add(new RemoveUser(user.name(), mechanisms, at.brief()));
                }
            }
        }
    }

    private void compare(UserSpec user, SortedSet<Acl> rules) {
        String at = user.location().brief();
        SortedSet<Acl> now = acls.getOrDefault(user.principal(), new TreeSet<>());
        SortedSet<Acl> missing = without(rules, now);
        SortedSet<Acl> surplus = without(now, rules);
        if (!missing.isEmpty()) {
            added.add(new AddAcls(user.principal(), missing, now.size(), at));
        }
        if (!surplus.isEmpty()) {
            removed.add(new RemoveAcls(user.principal(), surplus, rules.size(), at));
        }
    }

    private void quota(String user, Map<String, Double> now, Map<String, Double> then, String why) {
        SortedSet<String> names = new TreeSet<>(now.keySet());
        names.addAll(then.keySet());
        SortedMap<String, Change> changes = new TreeMap<>();
        for (String name : names) {
            Change change = new Change(number(now, name), number(then, name));
            if (!change.before().equals(change.after())) {
                changes.put(name, change);
            }
        }
        if (!changes.isEmpty()) {
            limited.add(new SetQuota(user, changes, why));
        }
    }

    private void delete(String stranger) {
        String why = "not in " + wanted.file().orElse("the spec") + ", and to be pruned";
        SortedSet<Acl> rules = acls.getOrDefault(UserSpec.PRINCIPAL + stranger, new TreeSet<>());
        if (!rules.isEmpty()) {
            removed.add(new RemoveAcls(UserSpec.PRINCIPAL + stranger, rules, 0, why));
        }
        quota(stranger, have.quotas().getOrDefault(stranger, new TreeMap<>()), Map.of(), why);
        SortedSet<String> mechanisms = have.users().getOrDefault(stranger, new TreeSet<>());
        if (!mechanisms.isEmpty()) {
            gone.add(new RemoveUser(stranger, mechanisms, why));
        }
    }

    private static String number(Map<String, Double> quotas, String name) {
        Double value = quotas.get(name);
        return value == null ? "" : UserSpec.number(value);
    }

    private static NavigableSet<Acl> without(SortedSet<Acl> all, SortedSet<Acl> some) {
        NavigableSet<Acl> rest = new TreeSet<>(all);
        some.forEach(rest::remove);
        return rest;
    }
}
