package dev.castellan.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What one element of a user's `acls` says: operations that are allowed, or denied, on a resource.
///
/// @param resources names by the kind of resource; exactly one in a spec without errors
public record AclSpec(
        List<Acl.Operation> allow,
        List<Acl.Operation> deny,
        Map<Acl.Resource, String> resources,
        String host,
        Location location) {
    public AclSpec {
        allow = List.copyOf(allow);
        deny = List.copyOf(deny);
        resources = Map.copyOf(resources);
    }

    /// A rule for each operation.
    public List<Acl> acls() {
        List<Acl> acls = new ArrayList<>();
        new TreeMap<>(resources).forEach((resource, name) -> {
            allow.forEach(operation -> acls.add(Acl.of(Acl.Permission.ALLOW, operation, resource, name, host)));
            deny.forEach(operation -> acls.add(Acl.of(Acl.Permission.DENY, operation, resource, name, host)));
        });
        return acls;
    }
}
