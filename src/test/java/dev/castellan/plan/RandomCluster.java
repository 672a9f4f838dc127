package dev.castellan.plan;

import dev.castellan.spec.ClusterSpec;
import dev.castellan.testkit.FakeWorld;
import dev.castellan.testkit.Specs;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/// A spec that a seed has thrown together, and what may happen to it and its cluster later.
final class RandomCluster {
    static final List<String> PROPERTIES = List.of(
            "log.retention.ms",
            "message.max.bytes",
            "ssl.keystore.location",
            "max.connections.per.ip.overrides",
            "num.io.threads",
            "num.network.threads");

    private final Random random;
    private final SortedMap<Integer, String> nodes = new TreeMap<>();
    private final SortedMap<String, Integer> config = new TreeMap<>();
    private final SortedMap<String, Integer> topics = new TreeMap<>();
    private final RandomUsers users;
    private int retention;
    private int copies = 1;
    private String heap = "512m";

    RandomCluster(long seed) {
        this.random = new Random(seed);
        this.users = new RandomUsers(new Random(-seed));
        int controllers = 1 + 2 * random.nextInt(3);
        boolean apart = random.nextBoolean();
        for (int i = 0; i < controllers; i++) {
            add(apart ? "controller" : "both");
        }
        for (int i = random.nextInt(4); i > 0 || nodes.values().stream().allMatch("controller"::equals); i--) {
            add("broker");
        }
        change();
    }

    ClusterSpec spec() {
        StringBuilder yaml = new StringBuilder();
        yaml.append("config:\n  authorizer.class.name: any\n  super.users: User:root\n");
        config.forEach((name, value) ->
                yaml.append("  ").append(name).append(": v").append(value).append("\n"));
        yaml.append("topics:\n");
        topics.forEach((name, partitions) -> yaml.append("  ")
                .append(name)
                .append(": {replication-factor: ")
                .append(Math.min(copies, brokers()))
                .append(", partitions: ")
                .append(partitions)
                .append(", config: {retention.ms: ")
                .append(retention)
                .append("}}\n"));
        return spec(yaml.append(users.yaml()).toString());
    }

    /// The same nodes with other blocks for all that they hold.
    ClusterSpec spec(String blocks) {
        StringBuilder yaml = new StringBuilder("heap: " + heap + "\nnodes:\n");
        nodes.forEach((id, roles) -> yaml.append("  - {id: ")
                .append(id)
                .append(", roles: ")
                .append(roles)
                .append("}\n"));
        return Specs.aCluster(yaml.append(blocks).toString());
    }

    /// Somebody edits the spec, within what a plan can do.
    void change() {
        users.change();
        for (int changes = random.nextInt(5); changes > 0; changes--) {
            switch (random.nextInt(7)) {
                case 0 -> config.put(property(), random.nextInt(3));
                case 1 -> config.remove(property());
                case 2 -> topics.merge("topic-" + random.nextInt(3), 1 + random.nextInt(4), Integer::sum);
                case 3 -> retention = random.nextInt(3);
                case 4 -> copies = 1 + random.nextInt(3);
                case 5 -> heap = (1 + random.nextInt(3)) + "g";
                default -> add("broker");
            }
        }
    }

    /// Things happen to its users.
    void disturbUsers(FakeWorld world) {
        users.disturb(world);
    }

    /// Things happen to the cluster.
    void disturb(FakeWorld world) {
        users.disturb(world);
        for (int blows = random.nextInt(4); blows > 0; blows--) {
            int node = List.copyOf(world.ids()).get(random.nextInt(world.ids().size()));
            switch (random.nextInt(5)) {
                case 4 -> world.topics().delete("topic-" + random.nextInt(3));
                case 0 -> world.stop(node);
                case 1 -> world.edit(node, "jvm.options", "edited\n-Dcastellan.kafka.version=4.3.1\n");
                case 2 -> world.edit(node, "server.properties", world.file(node, "server.properties") + "by.hand=1\n");
                default -> world.setBrokerConfig(node, "log.retention.ms", "v" + random.nextInt(3));
            }
        }
    }

    private int brokers() {
        return (int) nodes.values().stream()
                .filter(roles -> !roles.equals("controller"))
                .count();
    }

    private String property() {
        return PROPERTIES.get(random.nextInt(PROPERTIES.size()));
    }

    private void add(String roles) {
        nodes.put(nodes.size() + 1, roles);
    }
}
