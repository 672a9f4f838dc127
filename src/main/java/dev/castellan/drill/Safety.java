package dev.castellan.drill;

import java.util.Map;

/// How safe the records of a drill are.
///
/// @param copies of each
/// @param minInsync `min.insync.replicas`
/// @param unclean whether a copy that is behind may lead
public record Safety(int copies, int minInsync, boolean unclean, String acks) {
    /// The topic of every drill.
    public static final String TOPIC = "__castellan-drill";

    static final int PARTITIONS = 6;

    /// As Castellan sets clusters up: three copies, two of them in sync, acks=all.
    public static Safety usual(int brokers) {
        int copies = Math.max(1, Math.min(3, brokers));
        return new Safety(copies, Math.max(1, copies - 1), false, "all");
    }

    /// Whether nothing acknowledged is lost as long as one copy that was in sync is left.
    boolean isSafe() {
        return acks.equals("all") && !unclean && minInsync >= Math.min(2, copies);
    }

    Map<String, String> config() {
        return Map.of(
                "min.insync.replicas",
                String.valueOf(minInsync),
                "unclean.leader.election.enable",
                String.valueOf(unclean),
                "retention.ms",
                "-1",
                "retention.bytes",
                "-1");
    }

    String shown() {
        return "acks=" + acks + ", " + copies + (copies == 1 ? " copy" : " copies") + ", min.insync.replicas="
                + minInsync + (unclean ? ", unclean elections" : "");
    }
}
