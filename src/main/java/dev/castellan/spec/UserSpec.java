package dev.castellan.spec;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/// One wanted user: how it proves who it is, what it may do, and how much of it.
///
/// @param produce topics it writes to, or the beginnings of their names
/// @param groups consumer groups it may use, where not those that begin with its own name
/// @param streams the `application.id` of a Kafka Streams application
/// @param admin whether it may do everything
/// @param quota by Kafka's names
public record UserSpec(
        String name,
        Auth auth,
        List<String> produce,
        List<String> consume,
        List<String> groups,
        Optional<String> streams,
        boolean admin,
        List<AclSpec> acls,
        SortedMap<String, Double> quota,
        Location location) {
    /// What Kafka puts before the name of a user in its ACLs.
    public static final String PRINCIPAL = "User:";

    public UserSpec {
        produce = List.copyOf(produce);
        consume = List.copyOf(consume);
        groups = List.copyOf(groups);
        acls = List.copyOf(acls);
        quota = new TreeMap<>(quota);
    }

    /// How a user logs in.
    public enum Auth {
        /// With a password that never crosses the wire: SCRAM.
        scram,
        /// With a TLS certificate: there is nothing of it to keep in Kafka.
        certificate
    }

    /// A user who has just these rules, in as few words as a spec has for them.
    public static UserSpec having(String name, Auth auth, SortedSet<Acl> rules, SortedMap<String, Double> quota) {
        return IntentFinder.find(name, auth, rules, quota);
    }

    public String principal() {
        return PRINCIPAL + name;
    }

    /// Every rule that follows from what the spec says of it.
    public SortedSet<Acl> rules() {
        return Intents.of(this);
    }

    /// A quota without the `.0` that Kafka keeps: `1048576`, `12.5`.
    public static String number(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
