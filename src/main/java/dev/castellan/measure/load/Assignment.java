package dev.castellan.measure.load;

import dev.castellan.measure.Workload;
import java.util.Map;
import java.util.TreeMap;

/// What one client process is told, on its standard input: nothing of it stands in its arguments, where others can
/// read passwords.
///
/// @param properties for Kafka's clients, with the address of the cluster
/// @param task what of the workload; making a topic full is not measured
/// @param run marks the records of this run, so that those of others are not taken for ours
/// @param boundMillis how long any one call may take
record Assignment(
        Map<String, String> properties, Task task, Workload workload, int client, long run, long boundMillis) {
    Assignment {
        properties = new TreeMap<>(properties);
    }

    enum Task {
        FILL,
        MEASURE
    }

    /// How many of so many fall to this client: the first ones take one more where it does not come out even.
    long part(long whole) {
        return whole / workload.clients() + (client < whole % workload.clients() ? 1 : 0);
    }

    boolean isMine(int partition) {
        return partition % workload.clients() == client;
    }

    @Override
    public String toString() {
        return task + " by client " + client;
    }
}
