package dev.castellan.kafka.client;

import dev.castellan.problem.Suggest;
import dev.castellan.problem.UserMistake;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.AlterConfigsOptions;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;

/// Reads and changes the dynamic properties of topics, brokers, groups and client metrics.
public final class Configs {
    private final KafkaConnection connection;

    public Configs(KafkaConnection connection) {
        this.connection = connection;
    }

    /// Whose properties are meant. `BROKERS` is the default for all brokers and has an empty name.
    public record Entity(Kind kind, String name) {
        /// What can have properties of its own.
        public enum Kind {
            TOPIC(ConfigResource.Type.TOPIC),
            BROKER(ConfigResource.Type.BROKER),
            BROKERS(ConfigResource.Type.BROKER),
            GROUP(ConfigResource.Type.GROUP),
            CLIENT_METRICS(ConfigResource.Type.CLIENT_METRICS);

            private final ConfigResource.Type type;

            Kind(ConfigResource.Type type) {
                this.type = type;
            }
        }

        ConfigResource resource() {
            return new ConfigResource(kind.type, name);
        }

        public String text() {
            return switch (kind) {
                case TOPIC -> "topic " + name;
                case BROKER -> "broker " + name;
                case BROKERS -> "all brokers";
                case GROUP -> "group " + name;
                case CLIENT_METRICS -> "client metrics " + name;
            };
        }
    }

    /// What is asked of an entity: values to set, names to return to their default.
    public record Wish(SequencedMap<String, String> set, List<String> unset) {
        boolean isEmpty() {
            return set.isEmpty() && unset.isEmpty();
        }
    }

    /// One property before and after; sensitive values are `***` on both sides.
    public record Change(String name, Optional<String> before, Optional<String> after) {}

    /// All properties, by name.
    public List<Setting> read(Entity entity) {
        ConfigResource resource = entity.resource();
        return settings(connection
                .await(connection.admin().describeConfigs(List.of(resource)).all())
                .values()
                .iterator()
                .next());
    }

    static List<Setting> settings(Config config) {
        return config.entries().stream()
                .map(Setting::of)
                .sorted(Comparator.comparing(Setting::name))
                .toList();
    }

    /// Has the cluster check the wish, then grants it; all of it or nothing.
    public List<Change> change(Entity entity, Wish wish) {
        List<Setting> before = check(entity, wish);
        alter(entity, wish, new AlterConfigsOptions());
        return changes(before, wish, settled(entity, wish, before));
    }

    /// Has the cluster check the wish, and changes nothing.
    List<Setting> check(Entity entity, Wish wish) {
        List<Setting> before = read(entity);
        refuseSlips(entity, wish, before);
        alter(entity, wish, new AlterConfigsOptions().validateOnly(true));
        return before;
    }

    /// The broker asked may lag a moment behind the controller that granted the wish: read until it shows.
    private List<Setting> settled(Entity entity, Wish wish, List<Setting> before) {
        List<Setting> after = read(entity);
        for (int tries = 0; tries < 20 && !shows(wish, before, after); tries++) {
            after = read(entity);
        }
        return after;
    }

    private static boolean shows(Wish wish, List<Setting> before, List<Setting> after) {
        Map<String, Setting> has = byName(after);
        boolean set = wish.set().entrySet().stream()
                .allMatch(entry -> has.containsKey(entry.getKey())
                        && (has.get(entry.getKey()).sensitive()
                                || has.get(entry.getKey()).value().equals(Optional.of(entry.getValue()))));
        return set && (wish.unset().isEmpty() || !before.equals(after));
    }

    private void alter(Entity entity, Wish wish, AlterConfigsOptions options) {
        Collection<AlterConfigOp> operations = new ArrayList<>();
        wish.set()
                .forEach((name, value) -> operations.add(new AlterConfigOp(new ConfigEntry(name, value), OpType.SET)));
        wish.unset().forEach(name -> operations.add(new AlterConfigOp(new ConfigEntry(name, ""), OpType.DELETE)));
        Map<ConfigResource, Collection<AlterConfigOp>> request = Map.of(entity.resource(), operations);
        connection.await(connection
                .admin()
                .incrementalAlterConfigs(
                        request, options.timeoutMs((int) connection.bound().toMillis()))
                .all());
    }

    /// Kafka takes any name for a broker (plugins bring their own), so a slip of the pen would be stored in silence.
    private static void refuseSlips(Entity entity, Wish wish, List<Setting> known) {
        Set<String> names = known.stream().map(Setting::name).collect(Collectors.toSet());
        for (String name : wish.set().keySet()) {
            Optional<String> meant =
                    names.contains(name) || names.isEmpty() ? Optional.empty() : Suggest.closest(name, names);
            if (meant.isPresent()) {
                throw new UserMistake(
                        entity.text() + " has no property \"" + name + "\"", "did you mean \"" + meant.get() + "\"?");
            }
        }
    }

    /// The wish against what the cluster said before and says after, in the order it was wished.
    static List<Change> changes(List<Setting> before, Wish wish, List<Setting> after) {
        Map<String, Setting> had = byName(before);
        Map<String, Setting> has = byName(after);
        List<String> names = new ArrayList<>(wish.set().keySet());
        names.addAll(wish.unset());
        return names.stream()
                .map(name -> new Change(name, value(had, name), value(has, name)))
                .toList();
    }

    private static Optional<String> value(Map<String, Setting> settings, String name) {
        return settings.containsKey(name) ? settings.get(name).value() : Optional.empty();
    }

    private static Map<String, Setting> byName(List<Setting> settings) {
        return settings.stream().collect(Collectors.toMap(Setting::name, Function.identity(), (one, two) -> one));
    }
}
