package dev.castellan.plan;

import dev.castellan.kafka.knowledge.FeatureSpan;
import dev.castellan.observe.Snapshot;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.target.Blueprint;
import dev.castellan.target.Identity;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/// Everything a plan depends on.
///
/// @param files which files a node of this target should have
/// @param fresh ids to use if the cluster has none yet; the same ones give the same plan
/// @param dynamic whether a broker property can change while the broker runs, as the target version says
/// @param holder who has a port where a node lives, this cluster's running nodes aside: "java, pid 4711"
/// @param accepted the risks that the user agreed to
/// @param features what the wanted release can use; costs loading its classes
/// @param maxUnavailable how many nodes may be down at once, at least 1
public record Question(
        ClusterSpec wanted,
        Snapshot have,
        Blueprint files,
        Identity fresh,
        Function<String, Reach> dynamic,
        BiFunction<Integer, Integer, Optional<String>> holder,
        Set<Risk> accepted,
        Supplier<SortedMap<String, FeatureSpan>> features,
        int maxUnavailable) {
    public Question {
        accepted = Set.copyOf(accepted);
    }

    /// The same question about another spec.
    Question about(ClusterSpec other) {
        return new Question(other, have, files, fresh, dynamic, holder, accepted, features, maxUnavailable);
    }

    /// The same question of who takes down one node at a time, whatever the spec allows.
    public Question oneByOne() {
        return new Question(wanted, have, files, fresh, dynamic, holder, accepted, features, 1);
    }

    /// What may be lost, and so has to be agreed to by name: `--accept-risk=data-loss`.
    public enum Risk {
        DATA_LOSS("data-loss"),
        DELETE_TOPICS("delete-topics"),
        SHRINK_RETENTION("shrink-retention"),
        KEY_ORDER("key-order"),
        LAST_ADMIN("last-admin"),
        WEAK_QUORUM("weak-quorum"),
        OLD_CLIENTS("old-clients"),
        PLAIN_CLIENTS("plain-clients"),
        UNAVAILABLE("unavailable"),
        NO_WAY_BACK("no-way-back"),
        DRILL("drill");

        private final String text;

        Risk(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    /// How far a change of a broker property reaches without a restart.
    public enum Reach {
        RESTART,
        PER_BROKER,
        CLUSTER_WIDE
    }
}
