package dev.castellan.plan;

import dev.castellan.spec.Acl;
import dev.castellan.spec.UserSpec;
import dev.castellan.testkit.FakeAccess;
import dev.castellan.testkit.FakeWorld;
import dev.castellan.testkit.Specs;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Users that a seed has thrown together, and what may happen to them.
final class RandomUsers {
    private static final List<String> FIELDS = List.of(
            "auth: certificate",
            "produce: [orders, 'clicks-*']",
            "produce: ['*']",
            "consume: [orders]",
            "groups: [night, 'day-*']",
            "streams: pricing",
            "admin: true",
            "acls: [{deny: [Read, Alter], topic: 'audit-*', host: 10.0.0.1}]",
            "acls: [{allow: [Describe], cluster: kafka-cluster}, {allow: [Read], group: g}]",
            "quota: {producer_byte_rate: 1024, request_percentage: 12.5}",
            "quota: {consumer_byte_rate: 2048}");
    private static final String SHARED = "users: {%s: {produce: [orders], consume: [clicks], admin: true}}";

    private final Random random;
    private final SortedMap<String, SortedMap<String, String>> users = new TreeMap<>();
    private boolean prune;

    RandomUsers(Random random) {
        this.random = random;
        change();
    }

    String yaml() {
        StringBuilder yaml = new StringBuilder("prune: " + prune + "\nusers:\n");
        users.forEach((name, fields) -> yaml.append("  ")
                .append(name)
                .append(": {")
                .append(fields.values().stream().collect(Collectors.joining(", ")))
                .append("}\n"));
        return yaml.toString();
    }

    /// Somebody edits the spec.
    void change() {
        for (int changes = random.nextInt(6); changes > 0; changes--) {
            String field = FIELDS.get(random.nextInt(FIELDS.size()));
            switch (random.nextInt(4)) {
                case 0 -> users.remove(name());
                case 1 -> prune = random.nextBoolean();
                default ->
                    users.computeIfAbsent(name(), user -> new TreeMap<>())
                            .put(field.substring(0, field.indexOf(':')), field);
            }
        }
    }

    /// Things happen to the cluster, to users that the spec names and to others.
    void disturb(FakeWorld world) {
        FakeAccess access = world.access();
        for (int blows = random.nextInt(4); blows > 0; blows--) {
            String user = name();
            List<Acl> rules = List.copyOf(
                    Specs.aCluster(SHARED.formatted(user)).users().getFirst().rules());
            List<Acl> some = rules.subList(0, 1 + random.nextInt(rules.size()));
            switch (random.nextInt(5)) {
                case 0 -> access.forget(user);
                case 1 -> access.password(user, random.nextBoolean() ? "SCRAM-SHA-256" : "SCRAM-SHA-512");
                case 2 -> access.allow(UserSpec.PRINCIPAL + user, some);
                case 3 -> access.take(UserSpec.PRINCIPAL + user, some);
                default -> access.quota(user, "producer_byte_rate", 1 + random.nextInt(3));
            }
        }
    }

    private String name() {
        return "user-" + random.nextInt(4);
    }
}
