package dev.castellan.drill;

import dev.castellan.drill.Draw.Act;
import dev.castellan.fault.Aim;
import dev.castellan.fault.Fault;
import dev.castellan.observe.Live;
import dev.castellan.problem.WorldRefused;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// Draws that take the last copy of what was just written: what is safe stands them, what is not loses records.
public enum Copies implements Draw {
    /// Followers hold still while their leader goes on taking records, and then it is killed: what only it had is gone
    /// wherever a producer was told too early.
    LOST_LEADER("lost-leader") {
        @Override
        Drawn from(int leader, SortedSet<Integer> followers) {
            Fault pause = new Fault.Pause(new Aim(Aim.By.NODE, followers, "the followers"));
            Fault kill = new Fault.Kill(new Aim(Aim.By.LEADER, new TreeSet<>(List.of(leader)), "their leader"));
            return new Drawn(
                    "followers " + names(followers) + " pause, then leader " + names(List.of(leader)) + " is killed",
                    "no records while followers pause; none lost with acks=all",
                    List.of(
                            new Act.Begin(pause),
                            new Act.Hold(4_000),
                            new Act.Begin(kill),
                            new Act.End(pause),
                            new Act.Hold(8_000),
                            new Act.End(kill)));
        }
    },
    /// All copies but one are away while records are written, and then that one goes and the others come back.
    LAST_COPY("last-copy") {
        @Override
        Drawn from(int leader, SortedSet<Integer> followers) {
            Fault others = new Fault.Kill(new Aim(Aim.By.NODE, followers, "all copies but one"));
            Fault last = new Fault.Kill(new Aim(Aim.By.LEADER, new TreeSet<>(List.of(leader)), "the last copy"));
            return new Drawn(
                    "copies on " + names(followers) + " go, then the last one on " + names(List.of(leader)),
                    "no records with one copy where min.insync.replicas is more; none lost without unclean elections",
                    List.of(
                            new Act.Begin(others),
                            new Act.Hold(12_000),
                            new Act.Begin(last),
                            new Act.End(others),
                            new Act.Hold(15_000),
                            new Act.End(last)));
        }
    };

    private final String kind;

    Copies(String kind) {
        this.kind = kind;
    }

    @Override
    public String kind() {
        return kind;
    }

    abstract Drawn from(int leader, SortedSet<Integer> followers);

    /// Of the partition with the lowest number that has a leader and followers.
    @Override
    public Drawn from(Live.Awake cluster, String topic) {
        Live.Topic have = cluster.topics().get(topic);
        List<Live.Partition> partitions = have == null ? List.of() : have.partitions();
        Live.Partition partition = partitions.stream()
                .filter(one -> one.leader().isPresent() && one.replicas().size() > 1)
                .min(Comparator.comparingInt(Live.Partition::id))
                .orElseThrow(() -> new WorldRefused(kind, "needs a topic with more than one copy", ""));
        int leader = partition.leader().orElseThrow();
        TreeSet<Integer> followers = new TreeSet<>(partition.replicas());
        followers.remove(leader);
        return from(leader, followers);
    }

    private static String names(Iterable<Integer> nodes) {
        List<String> names = new ArrayList<>();
        nodes.forEach(node -> names.add("kafka-" + node));
        return String.join(", ", names);
    }
}
