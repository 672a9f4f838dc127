package dev.castellan.kafka.client;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.admin.ReplicaInfo;
import org.apache.kafka.common.KafkaFuture;

/// Reads what brokers say of the directories that their records lie in.
public final class LogDirectories {
    private final KafkaConnection connection;

    public LogDirectories(KafkaConnection connection) {
        this.connection = connection;
    }

    /// One directory.
    ///
    /// @param state whether the broker can use it
    /// @param total bytes of its file system; empty where the broker does not say, as one before 3.3
    /// @param usable bytes of those that are left
    /// @param replicas bytes of the replicas in it
    public record Directory(State state, OptionalLong total, OptionalLong usable, long replicas) {}

    /// Whether a broker can use a directory.
    public enum State {
        ONLINE,
        OFFLINE
    }

    /// Directories by path, by broker. A broker that does not answer has no entry.
    public SortedMap<Integer, SortedMap<String, Directory>> read(Collection<Integer> brokers) {
        Map<Integer, KafkaFuture<Map<String, LogDirDescription>>> asked =
                new HashMap<>(connection.admin().describeLogDirs(brokers).descriptions());
        SortedMap<Integer, SortedMap<String, Directory>> all = new TreeMap<>();
        connection.awaitThose(asked, (broker, why) -> {}).forEach((broker, described) -> {
            SortedMap<String, Directory> directories = new TreeMap<>();
            described.forEach((path, directory) -> directories.put(path, of(directory)));
            all.put(broker, directories);
        });
        return all;
    }

    private static Directory of(LogDirDescription described) {
        return new Directory(
                described.error() == null ? State.ONLINE : State.OFFLINE,
                described.totalBytes(),
                described.usableBytes(),
                described.replicaInfos().values().stream()
                        .mapToLong(ReplicaInfo::size)
                        .sum());
    }
}
