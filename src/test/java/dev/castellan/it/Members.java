package dev.castellan.it;

import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/// Who does what in the cluster of a sandbox, as Castellan's verbs tell it.
final class Members {
    private Members() {}

    /// Brokers that hold replicas of a topic.
    static Set<Integer> holders(Sandbox sandbox, String topic) {
        Set<Integer> holders = new TreeSet<>();
        for (JsonNode partition :
                sandbox.json("topics", "describe", topic).get(0).get("partitions")) {
            partition.get("replicas").forEach(id -> holders.add(id.asInt(-1)));
        }
        return holders;
    }

    /// Controllers that have a vote.
    static Set<Integer> voters(Sandbox sandbox) {
        Set<Integer> voters = new TreeSet<>();
        for (JsonNode replica : sandbox.json("quorum").get("replicas")) {
            if (!replica.get("role").asString("").equals("observer")) {
                voters.add(replica.get("node").asInt(-1));
            }
        }
        return voters;
    }
}
