package dev.castellan.cli.drill;

import dev.castellan.drill.Copies;
import dev.castellan.drill.Draw;
import dev.castellan.drill.Safety;
import dev.castellan.fault.Expectation;
import dev.castellan.fault.Fault;
import dev.castellan.fault.FaultChoice;
import dev.castellan.fault.Ground;
import dev.castellan.fault.Radius;
import dev.castellan.observe.Live;
import dev.castellan.problem.Problem;
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
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What goes wrong in a drill: the kinds that were asked for, or all that the cluster offers.
final class Draws {
    private final ClusterSpec spec;
    private final Target target;
    private final Duration hold;
    private final Random random;
    private final Radius radius;

    /// @param radius how much may be hit
    Draws(ClusterSpec spec, Target target, Duration hold, long seed, Radius radius) {
        this.spec = spec;
        this.target = target;
        this.hold = hold;
        this.random = new Random(seed);
        this.radius = radius;
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

    /// @throws WorldRefused with every kind that is not possible now, or outside of the radius
    void requirePossible(List<String> kinds, Live.Awake live) {
        SortedMap<String, String> impossible = FaultChoice.impossible(spec, live, ground());
        List<String> copies = Stream.of(Copies.values()).map(Copies::kind).toList();
        List<Problem> problems = new ArrayList<>();
        for (String kind : kinds) {
            // Whom partitions of the drill's own topic will be led by is not known yet.
            Optional<String> why = copies.contains(kind)
                    ? radius.refusal(
                            kind, Set.of(), Safety.usual(live.brokers().size()).copies())
                    : kind.endsWith("-leader")
                            ? radius.refusal(kind, Set.of(), 1)
                            : Optional.ofNullable(impossible.get(kind));
            why.ifPresent(because -> problems.add(Problem.error(kind, because, "see drill in cluster.yaml")));
        }
        if (!problems.isEmpty()) {
            throw new WorldRefused(problems);
        }
    }

    /// What these kinds stand for.
    List<Draw> named(List<String> kinds) {
        List<Draw> draws = new ArrayList<>();
        for (String kind : kinds) {
            draws.add(Stream.of(Copies.values())
                    .filter(copies -> copies.kind().equals(kind))
                    .map(copies -> (Draw) new Within(copies))
                    .findFirst()
                    .orElse(new One(kind)));
        }
        return draws;
    }

    /// Every kind that the cluster offers now, once, in an order that the seed gives.
    List<Draw> all(Live.Awake live) {
        List<String> kinds = new ArrayList<>(FaultChoice.possible(spec, live, ground()).stream()
                .filter(fault -> !(fault instanceof Fault.Wipe) || isMadeForIt())
                .map(Fault::name)
                .distinct()
                .toList());
        int copies = Safety.usual(live.brokers().size()).copies();
        String lost = Copies.LOST_LEADER.kind();
        if (copies > 1 && radius.refusal(lost, Set.of(), copies).isEmpty()) {
            kinds.add(Copies.LOST_LEADER.kind());
        }
        Collections.shuffle(kinds, random);
        return named(kinds);
    }

    /// Nobody's data takes long to copy there. Elsewhere it is lost only where somebody said so.
    private boolean isMadeForIt() {
        return radius.equals(Radius.ALL) || !radius.kinds().isEmpty();
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
                cluster.features(),
                cluster.stakes(),
                cluster.roster(),
                cluster.room());
    }

    private Ground ground() {
        return Ground.survey(target.facts(), target.hardships()).within(radius);
    }

    /// Several faults at once, where so many nodes may be hit.
    private final class Within implements Draw {
        private final Draw draw;

        Within(Draw draw) {
            this.draw = draw;
        }

        @Override
        public String kind() {
            return draw.kind();
        }

        @Override
        public Drawn from(Live.Awake cluster, String topic) {
            Drawn drawn = draw.from(cluster, topic);
            Set<Integer> nodes = new TreeSet<>();
            drawn.acts().forEach(act -> {
                if (act instanceof Act.Begin begin) {
                    nodes.addAll(begin.fault().nodes());
                }
            });
            radius.refusal(kind(), nodes, nodes.size()).ifPresent(why -> {
                throw new WorldRefused(kind(), why, "see drill in cluster.yaml");
            });
            return drawn;
        }
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
                    List.of(
                            new Act.Begin(fault.get()),
                            new Act.Hold(fault.get() instanceof Fault.Changed ? 0 : hold.toMillis()),
                            new Act.End(fault.get())));
        }
    }
}
