package dev.castellan.kafka.client;

import dev.castellan.spec.Acl;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialDeletion;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.admin.UserScramCredentialsDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.errors.ResourceNotFoundException;
import org.apache.kafka.common.errors.SecurityDisabledException;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.quota.ClientQuotaFilter;
import org.apache.kafka.common.quota.ClientQuotaFilterComponent;

/// Reads and changes who may do what in a cluster, and how much: SCRAM users, ACLs, quotas of users.
public final class Access {
    /// How a SCRAM credential is made. Each iteration makes a stolen credential dearer to guess, and every login too.
    private static final int ITERATIONS = 8192;

    /// Kafka takes ten thousand changes in one request.
    private static final int AT_ONCE = 2000;

    /// The client works out each credential itself, and the bound of the request runs meanwhile.
    private static final int PASSWORDS_AT_ONCE = 25;

    private final KafkaConnection connection;

    public Access(KafkaConnection connection) {
        this.connection = connection;
    }

    /// What a cluster knows of its users.
    ///
    /// @param users SCRAM mechanisms by user
    /// @param acls by principal (`User:jane`); empty where the cluster has no authorizer, and so keeps none
    /// @param quotas of users, by user and Kafka's name; not those of clients or addresses
    public record State(
            SortedMap<String, SortedSet<String>> users,
            Optional<SortedMap<String, SortedSet<Acl>>> acls,
            SortedMap<String, SortedMap<String, Double>> quotas) {}

    /// Three questions that are on their way.
    public final class Asked {
        private final KafkaFuture<Map<String, UserScramCredentialsDescription>> users;
        private final KafkaFuture<Collection<AclBinding>> acls;
        private final KafkaFuture<Map<ClientQuotaEntity, Map<String, Double>>> quotas;

        private Asked() {
            var admin = connection.admin();
            users = admin.describeUserScramCredentials().all();
            acls = admin.describeAcls(AclBindingFilter.ANY).values();
            quotas = admin.describeClientQuotas(ClientQuotaFilter.containsOnly(
                            List.of(ClientQuotaFilterComponent.ofEntityType(ClientQuotaEntity.USER))))
                    .entities();
        }

        /// Waits for the answers.
        public State answer() {
            return new State(mechanisms(connection.await(users)), rules(), limits(connection.await(quotas)));
        }

        private Optional<SortedMap<String, SortedSet<Acl>>> rules() {
            SortedMap<String, SortedSet<Acl>> rules = new TreeMap<>();
            try {
                connection
                        .await(acls)
                        .forEach(binding -> AclBindings.acl(binding)
                                .ifPresent(acl -> rules.computeIfAbsent(
                                                binding.entry().principal(), principal -> new TreeSet<>())
                                        .add(acl)));
                return Optional.of(rules);
            } catch (SecurityDisabledException e) {
                return Optional.empty();
            }
        }
    }

    /// Asks everything, all of it in one round; does not wait.
    public Asked ask() {
        return new Asked();
    }

    /// Gives users passwords, in the place of those they may have.
    ///
    /// @param passwords by user
    public void setPasswords(String mechanism, Map<String, String> passwords) {
        ScramCredentialInfo how = new ScramCredentialInfo(ScramMechanism.fromMechanismName(mechanism), ITERATIONS);
        List<UserScramCredentialAlteration> all = new ArrayList<>();
        passwords.forEach((user, password) -> all.add(new UserScramCredentialUpsertion(user, how, password)));
        for (List<UserScramCredentialAlteration> some : portions(all, PASSWORDS_AT_ONCE)) {
            connection.await(connection.admin().alterUserScramCredentials(some).all());
        }
    }

    /// Takes passwords away; those that are gone already are no trouble.
    public void removePasswords(String mechanism, Collection<String> users) {
        ScramMechanism kind = ScramMechanism.fromMechanismName(mechanism);
        List<UserScramCredentialAlteration> all = new ArrayList<>();
        users.forEach(user -> all.add(new UserScramCredentialDeletion(user, kind)));
        for (List<UserScramCredentialAlteration> some : portions(all, AT_ONCE)) {
            for (KafkaFuture<Void> one :
                    connection.admin().alterUserScramCredentials(some).values().values()) {
                try {
                    connection.await(one);
                } catch (ResourceNotFoundException e) {
                    // An earlier run got this far.
                }
            }
        }
    }

    /// @param acls by principal
    public void allow(Map<String, ? extends Collection<Acl>> acls) {
        for (List<AclBinding> some : portions(bindings(acls), AT_ONCE)) {
            connection.await(connection.admin().createAcls(some).all());
        }
    }

    /// @param acls by principal
    public void remove(Map<String, ? extends Collection<Acl>> acls) {
        for (List<AclBinding> some : portions(bindings(acls), AT_ONCE)) {
            connection.await(connection
                    .admin()
                    .deleteAcls(some.stream().map(AclBinding::toFilter).toList())
                    .all());
        }
    }

    /// @param limits by user, values by Kafka's names; empty takes the limit away
    public void setQuotas(Map<String, SortedMap<String, Optional<Double>>> limits) {
        List<ClientQuotaAlteration> all = new ArrayList<>();
        limits.forEach((user, values) -> {
            List<ClientQuotaAlteration.Op> operations = new ArrayList<>();
            values.forEach((name, value) -> operations.add(new ClientQuotaAlteration.Op(name, value.orElse(null))));
            all.add(new ClientQuotaAlteration(new ClientQuotaEntity(Map.of(ClientQuotaEntity.USER, user)), operations));
        });
        for (List<ClientQuotaAlteration> some : portions(all, AT_ONCE)) {
            connection.await(connection.admin().alterClientQuotas(some).all());
        }
    }

    /// Quotas of all that is not one user, by what it is: `client-id app`, `user jane, client-id app`, `any user`.
    public SortedMap<String, SortedMap<String, Double>> quotasOfOthers() {
        SortedMap<String, SortedMap<String, Double>> quotas = new TreeMap<>();
        connection
                .await(connection
                        .admin()
                        .describeClientQuotas(ClientQuotaFilter.all())
                        .entities())
                .forEach((entity, limits) -> {
                    boolean oneUser =
                            entity.entries().size() == 1 && entity.entries().get(ClientQuotaEntity.USER) != null;
                    if (!oneUser && !limits.isEmpty()) {
                        quotas.put(described(entity), new TreeMap<>(limits));
                    }
                });
        return quotas;
    }

    /// An entity without a name stands for all of its kind that have no quota of their own.
    private static String described(ClientQuotaEntity entity) {
        return new TreeMap<>(entity.entries())
                .reversed().entrySet().stream()
                        .map(part -> part.getValue() == null
                                ? "any " + part.getKey()
                                : part.getKey() + " " + part.getValue())
                        .collect(Collectors.joining(", "));
    }

    private static List<AclBinding> bindings(Map<String, ? extends Collection<Acl>> acls) {
        List<AclBinding> bindings = new ArrayList<>();
        acls.forEach((principal, rules) -> rules.forEach(acl -> bindings.add(AclBindings.binding(principal, acl))));
        return bindings;
    }

    private static <T> List<List<T>> portions(List<T> all, int most) {
        List<List<T>> portions = new ArrayList<>();
        for (int from = 0; from < all.size(); from += most) {
            portions.add(all.subList(from, Math.min(all.size(), from + most)));
        }
        return portions;
    }

    private static SortedMap<String, SortedSet<String>> mechanisms(
            Map<String, UserScramCredentialsDescription> described) {
        SortedMap<String, SortedSet<String>> users = new TreeMap<>();
        described.forEach((name, user) -> {
            SortedSet<String> mechanisms = new TreeSet<>();
            user.credentialInfos()
                    .forEach(info -> mechanisms.add(info.mechanism().mechanismName()));
            users.put(name, mechanisms);
        });
        return users;
    }

    /// Of the entities those that are one user, not all that have no quota of their own.
    private static SortedMap<String, SortedMap<String, Double>> limits(
            Map<ClientQuotaEntity, Map<String, Double>> described) {
        SortedMap<String, SortedMap<String, Double>> quotas = new TreeMap<>();
        described.forEach((entity, limits) -> {
            String user = entity.entries().get(ClientQuotaEntity.USER);
            if (user != null && !limits.isEmpty()) {
                quotas.put(user, new TreeMap<>(limits));
            }
        });
        return quotas;
    }
}
