package dev.castellan.apply;

import dev.castellan.kafka.client.KafkaConnection;
import dev.castellan.plan.Step;
import dev.castellan.problem.WorldRefused;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.QuorumInfo;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;

/// Puts the controllers of a static quorum into the metadata log, and believes it only once it reads them there.
///
/// Releases before 4.1 answer the request with success and write nothing. A node that is started without
/// `controller.quorum.voters` then waits for ever, so nothing may follow.
final class Conversion {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration BETWEEN = Duration.ofMillis(500);

    private final Cluster cluster;
    private final InstantSource clock;
    private final Pauser pauser;

    Conversion(Cluster cluster, InstantSource clock, Pauser pauser) {
        this.cluster = cluster;
        this.clock = clock;
        this.pauser = pauser;
    }

    /// Returns once every voter stands in the log with the id of its directory.
    ///
    /// @throws WorldRefused with what was seen, where that does not come true
    void convert(Step.FinalizeFeature step, Consumer<String> saying) {
        Instant end = clock.instant().plus(PATIENCE);
        String said = "";
        try (KafkaConnection connection = cluster.connect()) {
            while (true) {
                Optional<String> missing = missing(connection);
                if (missing.isEmpty()) {
                    return;
                }
                if (clock.instant().isAfter(end)) {
                    throw new WorldRefused(
                            "cluster",
                            step.feature() + " should be " + step.after() + ", and " + missing.get() + said
                                    + "; files still name all controllers, so nodes may restart",
                            "castellan quorum, castellan logs; the same command asks again, and quorum: static leaves"
                                    + " it as it is");
                }
                said = asked(connection, step);
                saying.accept("waiting, as " + missing.get() + said);
                pauser.pause(BETWEEN);
            }
        }
    }

    /// Controllers refuse until each has told the leader which directory it votes with, shortly after a start.
    private static String asked(KafkaConnection connection, Step.FinalizeFeature step) {
        try {
            new Resources(connection).raise(step);
            return "";
        } catch (KafkaException | WorldRefused e) {
            return ", and the controllers said: " + e.getMessage();
        }
    }

    /// What is not in the log yet; empty where all of it is.
    private static Optional<String> missing(KafkaConnection connection) {
        try {
            QuorumInfo info =
                    connection.await(connection.admin().describeMetadataQuorum().quorumInfo());
            String without = info.voters().stream()
                    .filter(voter -> voter.replicaDirectoryId().equals(Uuid.ZERO_UUID))
                    .map(voter -> "kafka-" + voter.replicaId())
                    .collect(Collectors.joining(" "));
            return without.isEmpty() && !info.voters().isEmpty()
                    ? Optional.empty()
                    : Optional.of("the quorum names no directory of " + (without.isEmpty() ? "any voter" : without));
        } catch (KafkaException | WorldRefused e) {
            return Optional.of("nobody leads the controllers");
        }
    }
}
