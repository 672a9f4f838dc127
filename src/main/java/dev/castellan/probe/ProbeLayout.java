package dev.castellan.probe;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// How the partitions of [ProbeTopic] lie, and what is to be done so that there is one for each broker. Pure.
///
/// Kafka gives all partitions of a topic that are made later as many replicas as the first has. So where a cluster has
/// grown, those that there are come first.
///
/// @param places which partition is which broker's, those to be made included
/// @param grown partitions that get more replicas, and all that they have then
/// @param more the replicas of partitions to be made, in their order
record ProbeLayout(
        SortedMap<Integer, Integer> places, SortedMap<Integer, List<Integer>> grown, List<List<Integer>> more) {
    static final int COPIES = 3;

    /// @param known the replicas of each partition that there is
    /// @param racks the brokers that are there, with the rack of each; empty where it has none
    static ProbeLayout of(List<List<Integer>> known, NavigableMap<Integer, String> racks) {
        SortedMap<Integer, Integer> places = new TreeMap<>();
        SortedMap<Integer, List<Integer>> grown = new TreeMap<>();
        int wanted = Math.min(COPIES, racks.size());
        for (int partition = 0; partition < known.size(); partition++) {
            List<Integer> have = known.get(partition);
            if (have.size() < wanted && racks.keySet().containsAll(have)) {
                grown.put(partition, replicas(have, wanted, racks));
            }
            // Where a broker is the first of several, the first of them is its own.
            if (!places.containsValue(have.getFirst())) {
                places.put(partition, have.getFirst());
            }
        }
        int copies = known.isEmpty()
                ? wanted
                : grown.getOrDefault(0, known.getFirst()).size();
        List<List<Integer>> more = new ArrayList<>();
        for (int broker : racks.keySet()) {
            if (!places.containsValue(broker) && copies <= racks.size()) {
                places.put(known.size() + more.size(), broker);
                more.add(replicas(List.of(broker), copies, racks));
            }
        }
        return new ProbeLayout(places, grown, more);
    }

    /// Those that it has, then those that come after the first in the circle, of racks that have none yet before
    /// others:
    /// a rack that restarts as a whole is to take one of them only.
    private static List<Integer> replicas(List<Integer> have, int copies, NavigableMap<Integer, String> racks) {
        List<Integer> circle =
                new ArrayList<>(racks.tailMap(have.getFirst(), true).keySet());
        circle.addAll(racks.headMap(have.getFirst(), false).keySet());
        Set<String> taken = new HashSet<>();
        have.forEach(id -> taken.add(racks.getOrDefault(id, "")));
        Set<Integer> chosen = new LinkedHashSet<>(have);
        circle.stream().filter(id -> taken.add(racks.getOrDefault(id, ""))).forEach(chosen::add);
        chosen.addAll(circle);
        return chosen.stream().limit(copies).toList();
    }
}
