package dev.castellan.fault;

import dev.castellan.observe.Live;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.target.Hardship;
import dev.castellan.testkit.Specs;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// A cluster for tests: nodes 1 to n that are broker and controller, of which the first leads, and one topic.
record Ring(ClusterSpec spec, Live.Awake live) {
    /// @param least `min.insync.replicas`
    /// @param partitions the replicas of each, all in sync, the first leads
    static Ring of(int nodes, int least, List<List<Integer>> partitions) {
        return of(nodes, least, partitions, "");
    }

    static Ring of(int nodes, int least, List<List<Integer>> partitions, String yaml) {
        List<Integer> ids = IntStream.rangeClosed(1, nodes).boxed().toList();
        List<Live.Partition> all = IntStream.range(0, partitions.size())
                .mapToObj(id -> new Live.Partition(
                        "drill",
                        id,
                        OptionalInt.of(partitions.get(id).getFirst()),
                        partitions.get(id),
                        partitions.get(id),
                        List.of(),
                        List.of()))
                .toList();
        SortedMap<Integer, Long> lag = new TreeMap<>();
        ids.forEach(id -> lag.put(id, 0L));
        Live.Topic topic = new Live.Topic("drill", false, all, Map.of(), Live.Retention.FOR_EVER, least);
        return new Ring(
                Specs.aCluster("name: ring\n" + (yaml.contains("nodes:") ? "" : "nodes: " + nodes + "\n") + yaml),
                new Live.Awake(
                        new HashSet<>(ids),
                        Optional.of(new Live.Quorum(1, 1, lag, new TreeMap<>(), new TreeSet<>())),
                        new TreeMap<>(Map.of("drill", topic)),
                        Map.of(),
                        Map.of(),
                        Live.Access.NONE,
                        Map.of()));
    }

    /// Where these nodes run, and these kinds cannot befall any of them.
    static Ground ground(List<Integer> running, Hardship.Kind... impossible) {
        SortedMap<Hardship.Kind, String> why = new TreeMap<>();
        Arrays.stream(impossible).forEach(kind -> why.put(kind, "no " + kind));
        SortedMap<Integer, SortedMap<Hardship.Kind, String>> obstacles = new TreeMap<>();
        running.forEach(id -> obstacles.put(id, why));
        return new Ground(new TreeSet<>(running), obstacles, new TreeSet<>(), Radius.ALL);
    }

    static Aim aim(Integer... nodes) {
        return new Aim(Aim.By.RACK, new TreeSet<>(List.of(nodes)), "");
    }

    Expectation expect(Fault fault) {
        return Expectation.of(fault, spec, live);
    }
}
