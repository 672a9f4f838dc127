package dev.castellan.drill;

import dev.castellan.kafka.client.Features;
import dev.castellan.kafka.client.KafkaConnection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.SharePartitionOffsetInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/// The share group of a drill, where the cluster has such groups.
final class ShareGroup {
    static final String NAME = Safety.TOPIC + "-share";

    private static final String FEATURE = "share.version";
    /// A member that went without a word is leaving for so long.
    static final Duration LEAVING = Duration.ofSeconds(75);

    private static final ConfigResource GROUP = new ConfigResource(ConfigResource.Type.GROUP, NAME);
    /// By itself a new group begins at the end, and reads what is not committed too.
    private static final Map<String, String> CONFIG =
            Map.of("share.auto.offset.reset", "earliest", "share.isolation.level", "read_committed");

    private ShareGroup() {}

    /// Why it takes no part; empty where it does.
    static String obstacle(KafkaConnection connection, Safety safety) {
        if (!safety.isSafe()) {
            return "no share group: with these settings records may go that it has been promised";
        }
        boolean isOn = Features.read(connection).features().stream()
                .filter(feature -> feature.name().equals(FEATURE))
                .anyMatch(feature -> feature.finalized().orElse((short) 0) > 0);
        return isOn ? "" : "no share group: the cluster has none, its feature " + FEATURE + " is off";
    }

    /// Before the first member comes.
    static void prepare(KafkaConnection connection) {
        alter(connection, OpType.SET);
    }

    /// Deletes it; none is no trouble.
    static void delete(KafkaConnection connection) {
        try {
            String ignored = Waiting.until(LEAVING, () -> isDeleted(connection) ? "" : "not empty yet");
            alter(connection, OpType.DELETE);
        } catch (GroupIdNotFoundException | UnsupportedVersionException e) {
            // There is none.
        }
    }

    /// Where it stands by what the cluster says of it, for a person.
    static String standing(KafkaConnection connection) {
        return standing(new TreeMap<>(connection
                .await(connection
                        .admin()
                        .listShareGroupOffsets(Map.of(NAME, new ListShareGroupOffsetsSpec()))
                        .partitionsToOffsetInfo(NAME))
                .entrySet()
                .stream()
                .collect(Collectors.toMap(entry -> entry.getKey().partition(), Map.Entry::getValue))));
    }

    static String standing(SortedMap<Integer, SharePartitionOffsetInfo> partitions) {
        String behind = partitions.entrySet().stream()
                .filter(entry -> entry.getValue().lag().orElse(1L) > 0)
                .map(entry -> "partition " + entry.getKey() + " at offset "
                        + entry.getValue().startOffset()
                        + entry.getValue()
                                .lag()
                                .map(lag -> ", " + lag + " to go")
                                .orElse(""))
                .collect(Collectors.joining("; "));
        return behind.isEmpty()
                ? "the share group has got everything by what the cluster says of it, and its members did not"
                : "the share group stands still, by what the cluster says of it: " + behind;
    }

    private static boolean isDeleted(KafkaConnection connection) {
        try {
            connection.await(connection.admin().deleteShareGroups(List.of(NAME)).all());
            return true;
        } catch (GroupNotEmptyException e) {
            return false;
        }
    }

    private static void alter(KafkaConnection connection, OpType type) {
        List<AlterConfigOp> changes = CONFIG.entrySet().stream()
                .map(entry -> new AlterConfigOp(new ConfigEntry(entry.getKey(), entry.getValue()), type))
                .toList();
        connection.await(connection
                .admin()
                .incrementalAlterConfigs(Map.of(GROUP, changes))
                .all());
    }
}
