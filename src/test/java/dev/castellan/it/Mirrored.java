package dev.castellan.it;

import java.time.Duration;
import tools.jackson.databind.JsonNode;

/// What `castellan mirrors status` says of the one mirror of a cluster.
///
/// @param patience how long copying may take
record Mirrored(Sandbox sandbox, Duration patience) {
    JsonNode status() {
        return sandbox.json("mirrors", "status").get("mirrors").get(0);
    }

    /// Waits until nothing is left to copy.
    void awaitCopies() {
        Sandbox.eventually("all is copied", patience, () -> {
            JsonNode lag = status().get("lag");
            return lag.isNumber() && lag.asLong(-1) == 0;
        });
    }

    /// Waits until each group has its place among the copies.
    void awaitGroups() {
        Sandbox.eventually("the group is translated", patience, () -> {
            JsonNode groups = status().get("groups");
            return !groups.isEmpty()
                    && groups.valueStream()
                            .noneMatch(group -> group.get("target").isNull());
        });
    }
}
