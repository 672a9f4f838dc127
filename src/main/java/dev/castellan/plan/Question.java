package dev.castellan.plan;

import dev.castellan.observe.Snapshot;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.target.Blueprint;
import dev.castellan.target.Identity;
import java.util.function.Function;

/// Everything a plan depends on.
///
/// @param files which files a node of this target should have
/// @param fresh ids to use if the cluster has none yet; the same ones give the same plan
/// @param dynamic whether a broker property can change while the broker runs, as the target version says
public record Question(
        ClusterSpec wanted, Snapshot have, Blueprint files, Identity fresh, Function<String, Reach> dynamic) {
    /// How far a change of a broker property reaches without a restart.
    public enum Reach {
        RESTART,
        PER_BROKER,
        CLUSTER_WIDE
    }
}
