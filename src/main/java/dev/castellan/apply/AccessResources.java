package dev.castellan.apply;

import dev.castellan.kafka.client.Access;
import dev.castellan.kafka.client.KafkaConnection;
import dev.castellan.plan.Step;
import dev.castellan.spec.Acl;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/// What steps about users change inside a running cluster, those of many users in one request. Each may be repeated.
final class AccessResources {
    private final Passwords passwords;
    private final SortedMap<String, SortedMap<String, String>> given = new TreeMap<>();
    private final SortedMap<String, List<String>> taken = new TreeMap<>();
    private final SortedMap<String, SortedSet<Acl>> allowed = new TreeMap<>();
    private final SortedMap<String, SortedSet<Acl>> removed = new TreeMap<>();
    private final SortedMap<String, SortedMap<String, Optional<Double>>> limits = new TreeMap<>();

    /// @param steps of one kind, no two about the same user
    AccessResources(Collection<Step.OfUser> steps, Passwords passwords) {
        this.passwords = passwords;
        steps.forEach(this::add);
    }

    private void add(Step.OfUser step) {
        switch (step) {
            case Step.CreateUser create ->
                given.computeIfAbsent(create.mechanism(), mechanism -> new TreeMap<>())
                        .put(create.user(), passwords.of(create.user()).reveal());
            case Step.RemoveUser remove ->
                remove.mechanisms()
                        .forEach(mechanism -> taken.computeIfAbsent(mechanism, of -> new ArrayList<>())
                                .add(remove.user()));
            case Step.AddAcls more -> allowed.put(more.principal(), more.acls());
            case Step.RemoveAcls fewer -> removed.put(fewer.principal(), fewer.acls());
            case Step.SetQuota set -> {
                SortedMap<String, Optional<Double>> values = new TreeMap<>();
                set.changes().forEach((name, change) -> values.put(name, number(change.after())));
                limits.put(set.user(), values);
            }
        }
    }

    void apply(KafkaConnection connection) {
        Access access = new Access(connection);
        given.forEach(access::setPasswords);
        taken.forEach(access::removePasswords);
        access.allow(allowed);
        access.remove(removed);
        access.setQuotas(limits);
    }

    private static Optional<Double> number(String value) {
        return value.isEmpty() ? Optional.empty() : Optional.of(Double.valueOf(value));
    }
}
