package dev.castellan.cli.drill;

import dev.castellan.drill.Copies;
import dev.castellan.drill.Draw;
import dev.castellan.fault.Expectation;
import dev.castellan.fault.Fault;
import dev.castellan.fault.FaultChoice;
import dev.castellan.fault.Ground;
import dev.castellan.observe.Live;
import dev.castellan.problem.Suggest;
import dev.castellan.problem.UserMistake;
import dev.castellan.problem.WorldRefused;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.target.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What goes wrong in a drill: the kinds that were asked for, or all that the cluster offers.
final class Draws {
    private final ClusterSpec spec;
    private final Target target;
    private final Duration hold;
    private final Random random;

    Draws(ClusterSpec spec, Target target, Duration hold, long seed) {
        this.spec = spec;
        this.target = target;
        this.hold = hold;
        this.random = new Random(seed);
    }

    /// All kinds there are.
    static List<String> kinds() {
        return Stream.concat(
                        FaultChoice.kinds().stream(), Stream.of(Copies.values()).map(Copies::kind))
                .toList();
    }

    /// @throws UserMistake where there is no such kind
    static void require(List<String> kinds) {
        for (String kind : kinds) {
            if (!kinds().contains(kind)) {
                throw new UserMistake(
                        "there is no fault \"" + kind + "\"", Suggest.hint(kind, kinds(), "castellan drill faults"));
            }
        }
    }

    /// What these kinds stand for.
    List<Draw> named(List<String> kinds) {
        List<Draw> draws = new ArrayList<>();
        for (String kind : kinds) {
            draws.add(Stream.of(Copies.values())
                    .map(Draw.class::cast)
                    .filter(copies -> copies.kind().equals(kind))
                    .findFirst()
                    .orElse(new One(kind)));
        }
        return draws;
    }

    /// Every kind that the cluster offers now, once, in an order that the seed gives.
    List<Draw> all(Live.Awake live) {
        List<String> kinds = new ArrayList<>(FaultChoice.possible(spec, live, ground()).stream()
                .map(Fault::name)
                .distinct()
                .toList());
        boolean copies = live.brokers().size() > 1;
        if (copies) {
            kinds.add(Copies.LOST_LEADER.kind());
        }
        Collections.shuffle(kinds, random);
        return named(kinds);
    }

    /// What becomes of the drill's own topic is what a person waits for.
    private static Live.Awake only(Live.Awake cluster, String topic) {
        SortedMap<String, Live.Topic> topics = new TreeMap<>(cluster.topics());
        topics.keySet().removeIf(name -> !name.equals(topic));
        return new Live.Awake(
                cluster.brokers(),
                cluster.quorum(),
                topics,
                cluster.clusterConfig(),
                cluster.brokerConfig(),
                cluster.access(),
                cluster.stakes(),
                cluster.roster(),
                cluster.room());
    }

    private Ground ground() {
        return Ground.survey(target.facts(), target.hardships());
    }

    /// A fault of one kind, of whatever the cluster offers by then.
    private final class One implements Draw {
        private final String kind;

        One(String kind) {
            this.kind = kind;
        }

        @Override
        public String kind() {
            return kind;
        }

        @Override
        public Drawn from(Live.Awake cluster, String topic) {
            Ground ground = ground().aimingAt(topic);
            Optional<Fault> fault = FaultChoice.named(kind, spec, cluster, ground, random);
            if (fault.isEmpty()) {
                String why = FaultChoice.impossible(spec, cluster, ground).getOrDefault(kind, "not possible now");
                throw new WorldRefused(kind, why, "castellan drill faults shows what is possible");
            }
            return new Drawn(
                    fault.get().brief(),
                    String.join(
                            "; ",
                            Expectation.of(fault.get(), spec, only(cluster, topic))
                                    .sentences()),
                    List.of(new Act.Begin(fault.get()), new Act.Hold(hold.toMillis()), new Act.End(fault.get())));
        }
    }
}
