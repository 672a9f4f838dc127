package dev.castellan.spec;

import dev.castellan.spec.Acl.Permission;
import dev.castellan.spec.Acl.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/// Finds the words that give a user the rules it has: [Intents] the other way round.
///
/// An intent is taken only where the user has every rule of it. What no intent gives is written out rule by rule, so
/// the outcome gives the user exactly what it had.
final class IntentFinder {
    /// What a spec takes for an `application.id`.
    private static final String APPLICATION = "[A-Za-z0-9._-]{1,200}";

    private final UserSpec nobody;
    private final SortedSet<Acl> rules;

    private IntentFinder(UserSpec nobody, SortedSet<Acl> rules) {
        this.nobody = nobody;
        this.rules = rules;
    }

    static UserSpec find(String name, UserSpec.Auth auth, SortedSet<Acl> rules, SortedMap<String, Double> quota) {
        UserSpec nobody = new UserSpec(
                name,
                auth,
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                false,
                List.of(),
                quota,
                Location.DEFAULTS);
        return new IntentFinder(nobody, rules).find();
    }

    private UserSpec find() {
        List<String> produce = patterns(Resource.TOPIC, topic -> has(new Words().produce(topic)));
        Optional<String> streams = patterns(Resource.TOPIC, topic -> topic.endsWith("*")).stream()
                .map(topic -> topic.substring(0, topic.length() - 1))
                .filter(id -> id.matches(APPLICATION) && has(new Words().streams(id)))
                .findFirst();
        List<String> groups = patterns(Resource.GROUP, group -> has(new Words().groups(group)));
        List<String> consume = patterns(Resource.TOPIC, topic -> has(new Words().consume(topic, groups, streams)));
        boolean usual = streams.isEmpty() && !consume.isEmpty() && groups.equals(List.of(nobody.name() + "*"));
        Words words = new Words();
        words.produce = produce;
        words.consume = consume;
        words.groups = usual ? List.of() : groups;
        words.streams = streams;
        words.admin = rules.containsAll(Intents.everything());
        return words.with(rest(words.with(List.of())));
    }

    private boolean has(Words words) {
        return rules.containsAll(Intents.intended(words.with(List.of())));
    }

    /// What rules allow something of, as a spec writes it.
    private List<String> patterns(Resource resource, Predicate<String> wanted) {
        SortedSet<String> patterns = new TreeSet<>();
        rules.stream()
                .filter(rule -> rule.resource() == resource
                        && rule.permission() == Permission.ALLOW
                        && rule.host().equals(Acl.ANYWHERE))
                .forEach(rule -> patterns.add(rule.pattern()));
        return patterns.stream().filter(wanted).toList();
    }

    /// What the words do not give: one element for each resource, host and kind of permission.
    private List<AclSpec> rest(UserSpec words) {
        SortedSet<Acl> rest = new TreeSet<>(rules);
        rest.removeAll(Intents.intended(words));
        Map<Place, List<Acl.Operation>> places = new LinkedHashMap<>();
        rest.forEach(rule -> places.computeIfAbsent(Place.of(rule), place -> new ArrayList<>())
                .add(rule.operation()));
        List<AclSpec> acls = new ArrayList<>();
        places.forEach((place, operations) -> acls.add(place.acl(operations)));
        return acls;
    }

    /// What rules must share to be one element of `acls`.
    private record Place(Permission permission, Resource resource, String pattern, String host) {
        static Place of(Acl rule) {
            return new Place(rule.permission(), rule.resource(), rule.pattern(), rule.host());
        }

        AclSpec acl(List<Acl.Operation> operations) {
            boolean allows = permission == Permission.ALLOW;
            return new AclSpec(
                    allows ? operations : List.of(),
                    allows ? List.of() : operations,
                    new TreeMap<>(Map.of(resource, pattern)),
                    host,
                    Location.DEFAULTS);
        }
    }

    /// A user in the making.
    private final class Words {
        private List<String> produce = List.of();
        private List<String> consume = List.of();
        private List<String> groups = List.of();
        private Optional<String> streams = Optional.empty();
        private boolean admin;

        Words produce(String topic) {
            produce = List.of(topic);
            return this;
        }

        /// Which groups a reader of topics has depends on what else it is for.
        Words consume(String topic, List<String> among, Optional<String> application) {
            consume = List.of(topic);
            groups = among;
            streams = application;
            return this;
        }

        Words groups(String group) {
            groups = List.of(group);
            return this;
        }

        Words streams(String id) {
            streams = Optional.of(id);
            return this;
        }

        UserSpec with(List<AclSpec> acls) {
            return new UserSpec(
                    nobody.name(),
                    nobody.auth(),
                    produce,
                    consume,
                    groups,
                    streams,
                    admin,
                    acls,
                    nobody.quota(),
                    Location.DEFAULTS);
        }
    }
}
