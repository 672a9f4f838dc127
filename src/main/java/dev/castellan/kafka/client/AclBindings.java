package dev.castellan.kafka.client;

import dev.castellan.spec.Acl;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/// ACLs as Kafka's client knows them, from ours and back: the constants have the same names.
final class AclBindings {
    private AclBindings() {}

    static AclBinding binding(String principal, Acl acl) {
        return new AclBinding(
                new ResourcePattern(
                        ResourceType.valueOf(acl.resource().name()),
                        acl.name(),
                        PatternType.valueOf(acl.match().name())),
                new AccessControlEntry(
                        principal,
                        acl.host(),
                        AclOperation.valueOf(acl.operation().name()),
                        AclPermissionType.valueOf(acl.permission().name())));
    }

    /// Empty where a newer Kafka has a kind of ACL that this client knows no name for: it is neither shown nor touched.
    static Optional<Acl> acl(AclBinding binding) {
        ResourcePattern on = binding.pattern();
        AccessControlEntry entry = binding.entry();
        boolean known = isOne(Acl.Operation.values(), entry.operation())
                && isOne(Acl.Permission.values(), entry.permissionType())
                && isOne(Acl.Resource.values(), on.resourceType())
                && isOne(Acl.Match.values(), on.patternType());
        return known
                ? Optional.of(new Acl(
                        Acl.Permission.valueOf(entry.permissionType().name()),
                        Acl.Operation.valueOf(entry.operation().name()),
                        Acl.Resource.valueOf(on.resourceType().name()),
                        Acl.Match.valueOf(on.patternType().name()),
                        on.name(),
                        entry.host()))
                : Optional.empty();
    }

    private static boolean isOne(Enum<?>[] ours, Enum<?> theirs) {
        return Stream.of(ours).anyMatch(one -> one.name().equals(theirs.name()));
    }
}
