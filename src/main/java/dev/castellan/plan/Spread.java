package dev.castellan.plan;

import dev.castellan.observe.Live;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;

/// Spreads replicas over brokers with as few moves as can be. Kept throughout: how many replicas a partition has, a
/// broker holds it once, and no two of them share a rack that did not before, unless there are too few racks.
///
/// Draining moves what has to go and nothing else; filling gives new brokers as many replicas as all have on average,
/// rounded down, and moves nothing between the others.
/// Topics are spread as well: of each a broker gets about its part.
final class Spread {
    private final NavigableSet<Integer> brokers = new TreeSet<>();
    private final Map<Integer, String> racks;
    private final SequencedMap<Live.Place, Replicas> partitions = new LinkedHashMap<>();
    /// By broker and topic.
    private final Map<Integer, SequencedMap<String, Set<Replicas>>> held = new HashMap<>();

    private final Map<Integer, Integer> loads = new HashMap<>();
    private final Map<Integer, Integer> led = new HashMap<>();

    /// By load, the emptiest first.
    private final NavigableSet<Integer> byLoad =
            new TreeSet<>(Comparator.<Integer>comparingInt(this::load).thenComparingInt(id -> id));

    /// The replicas of one partition, the preferred leader first.
    private record Replicas(Live.Place place, List<Integer> places, Set<Integer> moved, Set<Integer> allowed) {
        boolean admits(int broker) {
            return !places.contains(broker) && (allowed.isEmpty() || allowed.contains(broker));
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return place.hashCode();
        }
    }

    /// @param brokers those that may hold replicas
    /// @param racks of all brokers; no text for one without
    Spread(Collection<Integer> brokers, Map<Integer, String> racks) {
        this.racks = Map.copyOf(racks);
        this.brokers.addAll(brokers);
        this.byLoad.addAll(brokers);
    }

    /// @param allowed the only brokers that may hold it; empty for all
    void add(Live.Place place, List<Integer> places, Set<Integer> allowed) {
        Replicas replicas = new Replicas(place, new ArrayList<>(places), new HashSet<>(), allowed);
        partitions.put(place, replicas);
        places.forEach(id -> take(replicas, id));
        places.stream().limit(1).forEach(id -> led.merge(id, 1, Integer::sum));
    }

    /// Where each partition is now.
    Map<Live.Place, List<Integer>> places() {
        Map<Live.Place, List<Integer>> result = new HashMap<>();
        partitions.forEach((place, replicas) -> result.put(place, List.copyOf(replicas.places())));
        return result;
    }

    /// Takes every replica from brokers that are not among those that may hold one. One that can go nowhere stays.
    void drain() {
        List<Replicas> moved = new ArrayList<>();
        for (Replicas replicas : partitions.values()) {
            for (int index = 0; index < replicas.places().size(); index++) {
                if (!brokers.contains(replicas.places().get(index))) {
                    Optional<Integer> next = best(replicas, index);
                    if (next.isPresent()) {
                        move(replicas, index, next.get());
                        moved.add(replicas);
                    }
                }
            }
        }
        moved.forEach(this::improve);
    }

    /// Gives these brokers their share.
    void fill(Collection<Integer> fresh) {
        int share = total() / Math.max(1, brokers.size());
        int lead = partitions.size() / Math.max(1, brokers.size());
        Set<Integer> stuck = new HashSet<>();
        while (true) {
            Optional<Integer> next = byLoad.stream()
                    .filter(id -> fresh.contains(id) && !stuck.contains(id))
                    .findFirst();
            if (next.isEmpty() || load(next.get()) >= share) {
                return;
            }
            if (!receive(next.get(), led.getOrDefault(next.get(), 0) < lead, 2)) {
                stuck.add(next.get());
            }
        }
    }

    /// Evens out until no broker holds two more than another that could take one.
    void even() {
        Set<Integer> stuck = new HashSet<>();
        while (true) {
            Optional<Integer> next =
                    byLoad.stream().filter(id -> !stuck.contains(id)).findFirst();
            if (next.isEmpty()) {
                return;
            }
            if (receive(next.get(), false, 2)) {
                stuck.clear();
            } else {
                stuck.add(next.get());
            }
        }
    }

    /// Takes one replica from the fullest broker that has one to give.
    ///
    /// @param asLeader whether it had better be a preferred leader
    /// @param gap how many more the giver has at least
    private boolean receive(int broker, boolean asLeader, int gap) {
        for (int giver : byLoad.descendingSet()) {
            if (load(giver) - load(broker) < gap) {
                return false;
            }
            Optional<Replicas> gift = gift(giver, broker, asLeader);
            if (gift.isPresent()) {
                move(gift.get(), gift.get().places().indexOf(giver), broker);
                return true;
            }
        }
        return false;
    }

    /// Of the topic that the giver holds most of, compared with who receives.
    private Optional<Replicas> gift(int giver, int broker, boolean asLeader) {
        Optional<Replicas> best = Optional.empty();
        int most = Integer.MIN_VALUE;
        for (Map.Entry<String, Set<Replicas>> topic : topics(giver).entrySet()) {
            int more = topic.getValue().size() - count(broker, topic.getKey());
            if (more > most) {
                Optional<Replicas> gift = gift(topic.getValue(), giver, broker, asLeader);
                if (gift.isPresent()) {
                    best = gift;
                    most = more;
                }
            }
        }
        return best;
    }

    private Optional<Replicas> gift(Set<Replicas> ofTopic, int giver, int broker, boolean asLeader) {
        Optional<Replicas> second = Optional.empty();
        for (Replicas replicas : ofTopic) {
            int index = replicas.places().indexOf(giver);
            if (replicas.admits(broker) && shared(replicas, index, broker) <= shared(replicas, index, giver)) {
                if ((index == 0) == asLeader) {
                    return Optional.of(replicas);
                }
                second = second.isPresent() ? second : Optional.of(replicas);
            }
        }
        return second;
    }

    /// In a rack of its own if there is one, then the emptiest, then the one that holds least of the topic.
    private Optional<Integer> best(Replicas replicas, int index) {
        Optional<Integer> best = Optional.empty();
        int least = Integer.MAX_VALUE;
        for (int id : byLoad) {
            if (best.isPresent() && least == 0 && load(id) > load(best.get())) {
                break;
            }
            if (replicas.admits(id)) {
                int shared = shared(replicas, index, id);
                String topic = replicas.place().topic();
                boolean better = best.isEmpty()
                        || shared < least
                        || (shared == least
                                && load(id) == load(best.get())
                                && count(id, topic) < count(best.get(), topic));
                if (better) {
                    best = Optional.of(id);
                    least = shared;
                }
            }
        }
        return best;
    }

    /// What moves anyway may as well go to an emptier broker: the first ones were placed before others came.
    private void improve(Replicas replicas) {
        for (int index = 0; index < replicas.places().size(); index++) {
            int now = replicas.places().get(index);
            if (replicas.moved().contains(now)) {
                int shared = shared(replicas, index, now);
                for (int id : byLoad.headSet(now)) {
                    if (load(now) - load(id) < 2) {
                        break;
                    }
                    if (replicas.admits(id) && shared(replicas, index, id) <= shared) {
                        move(replicas, index, id);
                        break;
                    }
                }
            }
        }
    }

    /// With how many of the other replicas one in this place would share its rack.
    private int shared(Replicas replicas, int index, int broker) {
        String rack = racks.getOrDefault(broker, "");
        if (rack.isEmpty()) {
            return 0;
        }
        int shared = 0;
        for (int other = 0; other < replicas.places().size(); other++) {
            if (other != index && rack.equals(racks.get(replicas.places().get(other)))) {
                shared++;
            }
        }
        return shared;
    }

    private void move(Replicas replicas, int index, int to) {
        int from = replicas.places().get(index);
        give(replicas, from);
        replicas.places().set(index, to);
        take(replicas, to);
        replicas.moved().remove(from);
        replicas.moved().add(to);
        if (index == 0) {
            led.merge(from, -1, Integer::sum);
            led.merge(to, 1, Integer::sum);
        }
    }

    private void take(Replicas replicas, int broker) {
        byLoad.remove(broker);
        topics(broker)
                .computeIfAbsent(replicas.place().topic(), topic -> new LinkedHashSet<>())
                .add(replicas);
        loads.merge(broker, 1, Integer::sum);
        settle(broker);
    }

    private void give(Replicas replicas, int broker) {
        byLoad.remove(broker);
        topics(broker).getOrDefault(replicas.place().topic(), new HashSet<>()).remove(replicas);
        loads.merge(broker, -1, Integer::sum);
        settle(broker);
    }

    private void settle(int broker) {
        if (brokers.contains(broker)) {
            byLoad.add(broker);
        }
    }

    private int total() {
        return loads.values().stream().mapToInt(Integer::intValue).sum();
    }

    private int load(int broker) {
        return loads.getOrDefault(broker, 0);
    }

    private int count(int broker, String topic) {
        return topics(broker).getOrDefault(topic, Set.of()).size();
    }

    private SequencedMap<String, Set<Replicas>> topics(int broker) {
        return held.computeIfAbsent(broker, id -> new LinkedHashMap<>());
    }
}
