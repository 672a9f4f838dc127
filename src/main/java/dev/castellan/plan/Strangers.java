package dev.castellan.plan;

import dev.castellan.observe.Live;
import dev.castellan.spec.Acl;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.ConnectSpec;
import dev.castellan.spec.Location;
import dev.castellan.spec.UserSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Users that the cluster knows by a password, an ACL or a quota, and the spec does not.
final class Strangers {
    /// So many are named.
    private static final int FEW = 5;

    private final ClusterSpec wanted;
    private final Live.Access have;
    private final SortedMap<String, SortedSet<Acl>> acls;
    private final SortedSet<String> names = new TreeSet<>();

    /// @param privileged principals that Kafka asks no ACL of: the cluster's own
    Strangers(ClusterSpec wanted, Live.Access have, Set<String> privileged) {
        this.wanted = wanted;
        this.have = have;
        this.acls = have.acls().orElse(new TreeMap<>());
        Set<String> known = new HashSet<>();
        wanted.users().forEach(user -> known.add(user.name()));
        have.users().keySet().forEach(name -> add(name, known, privileged));
        have.quotas().keySet().forEach(name -> add(name, known, privileged));
        acls.keySet().stream()
                .filter(principal -> principal.startsWith(UserSpec.PRINCIPAL))
                .forEach(principal -> add(principal.substring(UserSpec.PRINCIPAL.length()), known, privileged));
    }

    SortedSet<String> names() {
        return names;
    }

    /// Worth a word only where the spec speaks of users at all.
    List<String> notes() {
        boolean silent = wanted.users().stream().allMatch(user -> user.name().equals(ConnectSpec.USER))
                && wanted.locate("users").equals(Location.DEFAULTS);
        if (silent || names.isEmpty()) {
            return List.of();
        }
        String few = names.stream().limit(FEW).map(this::described).collect(Collectors.joining(", "));
        String more = names.size() > FEW ? " and " + (names.size() - FEW) + " more" : "";
        return List.of("not in " + wanted.file().orElse("the spec") + ", left alone: " + few + more);
    }

    private void add(String name, Set<String> known, Set<String> privileged) {
        if (!known.contains(name) && !privileged.contains(UserSpec.PRINCIPAL + name)) {
            names.add(name);
        }
    }

    /// `jane (SCRAM-SHA-512, 2 ACLs, a quota)`
    private String described(String name) {
        List<String> has = new ArrayList<>(have.users().getOrDefault(name, new TreeSet<>()));
        int rules =
                acls.getOrDefault(UserSpec.PRINCIPAL + name, new TreeSet<>()).size();
        if (rules > 0) {
            has.add(rules + (rules == 1 ? " ACL" : " ACLs"));
        }
        if (have.quotas().containsKey(name)) {
            has.add("a quota");
        }
        return name + " (" + String.join(", ", has) + ")";
    }
}
