package dev.castellan.spec;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Builds the users from a tree that fits [SpecShape].
final class UserBuilder {
    private UserBuilder() {}

    static List<UserSpec> users(Yaml.Mapping root) {
        List<UserSpec> users = new ArrayList<>();
        if (root.get("users").orElse(null) instanceof Yaml.Mapping mapping) {
            mapping.entries().forEach(entry -> users.add(user(entry.key(), entry.value(), entry.location())));
        }
        return users;
    }

    private static UserSpec user(String name, Yaml yaml, Location at) {
        return new UserSpec(
                name,
                SpecBuilder.text(yaml, "auth").map(UserSpec.Auth::valueOf).orElse(UserSpec.Auth.scram),
                SpecBuilder.texts(yaml, "produce"),
                SpecBuilder.texts(yaml, "consume"),
                SpecBuilder.texts(yaml, "groups"),
                SpecBuilder.text(yaml, "streams"),
                SpecBuilder.isTrue(yaml, "admin"),
                acls(yaml),
                quota(yaml),
                at);
    }

    private static List<AclSpec> acls(Yaml yaml) {
        return SpecBuilder.get(yaml, "acls").orElse(null) instanceof Yaml.Sequence sequence
                ? sequence.elements().stream().map(UserBuilder::acl).toList()
                : List.of();
    }

    private static AclSpec acl(Yaml yaml) {
        Map<Acl.Resource, String> resources = new EnumMap<>(Acl.Resource.class);
        for (Acl.Resource resource : Acl.Resource.values()) {
            SpecBuilder.text(yaml, resource.text()).ifPresent(name -> resources.put(resource, name));
        }
        return new AclSpec(
                operations(yaml, "allow"),
                operations(yaml, "deny"),
                resources,
                SpecBuilder.text(yaml, "host").orElse(Acl.ANYWHERE),
                yaml.location());
    }

    private static List<Acl.Operation> operations(Yaml yaml, String field) {
        return SpecBuilder.texts(yaml, field).stream().map(Acl.Operation::of).toList();
    }

    private static SortedMap<String, Double> quota(Yaml yaml) {
        SortedMap<String, Double> quota = new TreeMap<>();
        SpecBuilder.get(yaml, "quota")
                .ifPresent(values -> SpecBuilder.map(yaml, "quota")
                        .forEach((name, value) -> quota.put(name, Double.parseDouble(value))));
        return quota;
    }
}
