package dev.castellan.testkit;

import dev.castellan.observe.Live;
import dev.castellan.plan.Step;
import dev.castellan.spec.Acl;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Users, ACLs and quotas of a [FakeWorld], kept as Kafka keeps them: nobody without any is known.
public final class FakeAccess {
    private final SortedMap<String, SortedSet<String>> users = new TreeMap<>();
    private final SortedMap<String, SortedSet<Acl>> acls = new TreeMap<>();
    private final SortedMap<String, SortedMap<String, Double>> quotas = new TreeMap<>();

    /// Somebody gives a user a password.
    public void password(String user, String mechanism) {
        users.computeIfAbsent(user, name -> new TreeSet<>()).add(mechanism);
    }

    /// Somebody takes all passwords of a user away.
    public void forget(String user) {
        users.remove(user);
    }

    /// Somebody gives ACLs.
    public void allow(String principal, Collection<Acl> rules) {
        acls.computeIfAbsent(principal, name -> new TreeSet<>()).addAll(rules);
    }

    /// Somebody takes ACLs away.
    public void take(String principal, Collection<Acl> rules) {
        acls.computeIfPresent(principal, (name, all) -> {
            all.removeAll(Set.copyOf(rules));
            return all.isEmpty() ? null : all;
        });
    }

    /// Somebody sets a quota.
    public void quota(String user, String name, double value) {
        quotas.computeIfAbsent(user, of -> new TreeMap<>()).put(name, value);
    }

    /// What is known, as a cluster tells it.
    public Live.Access live(boolean authorized) {
        FakeAccess copy = new FakeAccess();
        copy.putAll(this);
        return new Live.Access(copy.users, authorized ? Optional.of(copy.acls) : Optional.empty(), copy.quotas);
    }

    void putAll(FakeAccess other) {
        other.users.forEach((name, mechanisms) -> users.put(name, new TreeSet<>(mechanisms)));
        other.acls.forEach((name, rules) -> acls.put(name, new TreeSet<>(rules)));
        other.quotas.forEach((name, limits) -> quotas.put(name, new TreeMap<>(limits)));
    }

    void create(Step.CreateUser step) {
        password(step.user(), step.mechanism());
    }

    void remove(Step.RemoveUser step) {
        users.computeIfPresent(step.user(), (name, all) -> {
            all.removeAll(step.mechanisms());
            return all.isEmpty() ? null : all;
        });
    }

    void add(Step.AddAcls step) {
        allow(step.principal(), step.acls());
    }

    void remove(Step.RemoveAcls step) {
        take(step.principal(), step.acls());
    }

    void limit(Step.SetQuota step) {
        step.changes().forEach((name, change) -> {
            if (change.after().isEmpty()) {
                quotas.getOrDefault(step.user(), new TreeMap<>()).remove(name);
            } else {
                quota(step.user(), name, Double.parseDouble(change.after()));
            }
        });
        quotas.values().removeIf(SortedMap::isEmpty);
    }
}
