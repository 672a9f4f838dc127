package dev.castellan.spec;

import dev.castellan.spec.Acl.Operation;
import dev.castellan.spec.Acl.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Whom a cluster with TLS takes its workers of Kafka Connect for: a user of the spec that nobody has to write.
///
/// What workers need for themselves it always may. With every topic it may do everything, for connectors read and write
/// what they like; unless the spec has a user of that name: then those topics are for the spec to say, but for what
/// mirrors make.
///
/// Source: Kafka documentation, Security, ACLs; KIP-618 for the transactions.
final class WorkerUser {
    private static final String ANY = "*";

    private WorkerUser() {}

    /// @param written the users that the spec has
    static List<UserSpec> added(List<UserSpec> written, ConnectSpec connect, Security security, Location at) {
        if (connect.isNone() || security == Security.none) {
            return written;
        }
        List<UserSpec> users = new ArrayList<>(written);
        Optional<UserSpec> own = written.stream()
                .filter(user -> user.name().equals(ConnectSpec.USER))
                .findFirst();
        own.ifPresentOrElse(
                user -> users.set(users.indexOf(user), with(user, further(connect, user.location()))), () -> {
                    List<AclSpec> acls = new ArrayList<>(own(connect, at));
                    acls.add(allow(at, Resource.TOPIC, ANY, Operation.ALL));
                    users.add(new UserSpec(
                            ConnectSpec.USER,
                            UserSpec.Auth.certificate,
                            List.of(),
                            List.of(),
                            List.of(),
                            Optional.empty(),
                            false,
                            acls,
                            new TreeMap<>(),
                            at));
                });
        return users;
    }

    private static UserSpec with(UserSpec user, List<AclSpec> further) {
        List<AclSpec> acls = new ArrayList<>(user.acls());
        List<Acl> known = acls.stream().flatMap(acl -> acl.acls().stream()).toList();
        further.stream().filter(acl -> !known.containsAll(acl.acls())).forEach(acls::add);
        return new UserSpec(
                user.name(),
                user.auth(),
                user.produce(),
                user.consume(),
                user.groups(),
                user.streams(),
                user.admin(),
                acls,
                user.quota(),
                user.location());
    }

    /// What a user needs that may not do everything with every topic.
    private static List<AclSpec> further(ConnectSpec connect, Location at) {
        List<AclSpec> acls = new ArrayList<>(own(connect, at));
        connect.mirrors().stream()
                .flatMap(mirror -> MirrorRights.made(mirror).stream())
                .distinct()
                .forEach(topic -> acls.add(allow(at, Resource.TOPIC, topic, Operation.ALL)));
        return acls;
    }

    private static List<AclSpec> own(ConnectSpec connect, Location at) {
        List<AclSpec> acls = new ArrayList<>();
        ConnectSpec.TOPICS.keySet().forEach(topic -> acls.add(allow(at, Resource.TOPIC, topic, Operation.ALL)));
        // The workers' own group, and those of sinks, each called connect- and the connector's name.
        acls.add(allow(at, Resource.GROUP, connect.mirrors().isEmpty() ? ConnectSpec.USER + "-*" : ANY, Operation.ALL));
        acls.add(allow(at, Resource.TRANSACTIONAL_ID, ConnectSpec.GROUP + ANY, Operation.ALL));
        return acls;
    }

    private static AclSpec allow(Location at, Resource resource, String name, Operation operation) {
        return new AclSpec(List.of(operation), List.of(), Map.of(resource, name), Acl.ANYWHERE, at);
    }
}
