package dev.castellan.spec;

import dev.castellan.spec.Acl.Operation;
import dev.castellan.spec.Acl.Permission;
import dev.castellan.spec.Acl.Resource;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// What a user is for, as rules that Kafka knows.
///
/// Nothing is given to create topics: the spec makes them. Nor IdempotentWrite on the cluster: since Kafka 2.8 who may
/// write to a topic may do so idempotently (KIP-679).
final class Intents {
    private static final String ALL = "*";

    /// The one name of the one resource of its kind.
    private static final String CLUSTER = "kafka-cluster";

    private final UserSpec user;
    private final SortedSet<Acl> acls = new TreeSet<>();

    private Intents(UserSpec user) {
        this.user = user;
    }

    static SortedSet<Acl> of(UserSpec user) {
        SortedSet<Acl> acls = intended(user);
        user.acls().forEach(raw -> acls.addAll(raw.acls()));
        return acls;
    }

    /// The rules without those that the spec writes out one by one.
    static SortedSet<Acl> intended(UserSpec user) {
        Intents intents = new Intents(user);
        intents.produce();
        intents.consume();
        intents.streams();
        intents.admin();
        return intents.acls;
    }

    private void produce() {
        if (!user.produce().isEmpty()) {
            allow(Resource.TOPIC, user.produce(), Operation.WRITE, Operation.DESCRIBE);
            allow(Resource.TRANSACTIONAL_ID, own(), Operation.WRITE, Operation.DESCRIBE);
        }
    }

    private void consume() {
        allow(Resource.TOPIC, user.consume(), Operation.READ, Operation.DESCRIBE);
        // A Streams application has the one group that is called after it.
        boolean usual = user.groups().isEmpty()
                && !user.consume().isEmpty()
                && user.streams().isEmpty();
        allow(Resource.GROUP, usual ? own() : user.groups(), Operation.READ, Operation.DESCRIBE);
    }

    /// A Streams application makes, fills and deletes topics of its own, whose names begin with its id as those of its
    /// group and transactions do: Kafka's manual gives it everything below that prefix.
    private void streams() {
        user.streams().map(id -> List.of(id + ALL)).ifPresent(prefix -> {
            allow(Resource.TOPIC, prefix, Operation.ALL);
            allow(Resource.GROUP, prefix, Operation.ALL);
            allow(Resource.TRANSACTIONAL_ID, prefix, Operation.WRITE, Operation.DESCRIBE);
        });
    }

    private void admin() {
        if (user.admin()) {
            acls.addAll(everything());
        }
    }

    /// What makes a user an administrator.
    static SortedSet<Acl> everything() {
        SortedSet<Acl> all = new TreeSet<>();
        for (Resource resource : Resource.values()) {
            String name = resource == Resource.CLUSTER ? CLUSTER : ALL;
            all.add(Acl.of(Permission.ALLOW, Operation.ALL, resource, name, Acl.ANYWHERE));
        }
        return all;
    }

    private List<String> own() {
        return List.of(user.name() + ALL);
    }

    private void allow(Resource resource, Collection<String> names, Operation... operations) {
        for (String name : names) {
            for (Operation operation : operations) {
                acls.add(Acl.of(Permission.ALLOW, operation, resource, name, Acl.ANYWHERE));
            }
        }
    }
}
