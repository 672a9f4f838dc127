package dev.castellan.fault;

import dev.castellan.fault.Aim.By;
import dev.castellan.fault.Changes.Change;
import dev.castellan.observe.Live;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.Security;
import dev.castellan.target.Hardship.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// Which faults a cluster offers as it is now, and why not the others. Pure.
public final class FaultChoice {
    /// Longer than most networks ever take, and well below what Kafka's clients wait for.
    private static final int DELAY = 200;
    /// So bad that much is sent again, and little enough that connections last.
    private static final int LOSS = 10;

    private static final Set<By> ALL = EnumSet.allOf(By.class);
    private static final Set<By> EVERY = EnumSet.of(By.ALL);
    private static final Set<By> ONE = EnumSet.of(By.NODE, By.CONTROLLER, By.LEADER);

    /// The kinds of faults, in the order in which a person reads them.
    private static final List<Kin> KINDS = List.of(
            new Kin(ALL, Optional.empty(), Fault.Kill::new),
            new Kin(ALL, Optional.empty(), Fault.Stop::new),
            new Kin(ALL, Optional.of(Kind.PAUSED), Fault.Pause::new),
            new Kin(ONE, Optional.of(Kind.CUT_OFF), Fault.Cut::new),
            new Kin(ONE, Optional.of(Kind.CUT_OFF), Fault.CutOneWay::new),
            new Kin(ONE, Optional.of(Kind.SLOW), aim -> new Fault.Delay(aim, DELAY)),
            new Kin(ONE, Optional.of(Kind.LOSSY), aim -> new Fault.Loss(aim, LOSS)),
            new Kin(EnumSet.of(By.NODE), Optional.of(Kind.FULL), Fault.FullDisk::new),
            new Kin(ONE, Optional.of(Kind.EMPTIED), Fault.Wipe::new),
            new Kin(EVERY, Optional.empty(), aim -> changed(aim, Change.ROLLING_RESTART)),
            new Kin(EVERY, Optional.empty(), aim -> changed(aim, Change.RENEW_CERTIFICATES)));

    private FaultChoice() {}

    private static Fault changed(Aim aim, Change change) {
        return new Fault.Changed(new Aim(aim.by(), aim.nodes(), "one after the other"), change);
    }

    /// Faults of one record.
    ///
    /// @param aims by what their nodes may be chosen
    /// @param needs what has to be possible on the machine of each
    private record Kin(Set<By> aims, Optional<Kind> needs, Function<Aim, Fault> maker) {
        String name(By by) {
            return maker.apply(new Aim(by, Aim.at(0).nodes(), "")).name();
        }
    }

    /// The names of all kinds, whatever a cluster offers.
    public static List<String> kinds() {
        return KINDS.stream().flatMap(kin -> kin.aims().stream().map(kin::name)).toList();
    }

    /// Every fault that can be done to this cluster now; of each kind, one for each aim.
    public static List<Fault> possible(ClusterSpec spec, Live.Awake live, Ground ground) {
        Map<By, Aiming> aims = aims(spec, live, ground);
        List<Fault> possible = new ArrayList<>();
        for (Kin kin : KINDS) {
            for (By by : kin.aims()) {
                aimed(aims, by).at().stream()
                        .map(kin.maker())
                        .filter(fault -> obstacle(kin, fault, new Scene(spec, live, ground))
                                .isEmpty())
                        .forEach(possible::add);
            }
        }
        return possible;
    }

    /// Why there is no fault of a kind, by its name; nothing for those there are.
    public static SortedMap<String, String> impossible(ClusterSpec spec, Live.Awake live, Ground ground) {
        Map<By, Aiming> aims = aims(spec, live, ground);
        SortedMap<String, String> impossible = new TreeMap<>();
        for (Kin kin : KINDS) {
            for (By by : kin.aims()) {
                reason(kin, aimed(aims, by), new Scene(spec, live, ground))
                        .ifPresent(why -> impossible.put(kin.name(by), why));
            }
        }
        return impossible;
    }

    /// One fault of a kind: the same for the same cluster and the same dice.
    ///
    /// @return empty where the cluster does not offer it, or there is no such kind
    public static Optional<Fault> named(String kind, ClusterSpec spec, Live.Awake live, Ground ground, Random random) {
        List<Fault> of = possible(spec, live, ground).stream()
                .filter(fault -> fault.name().equals(kind))
                .toList();
        return of.isEmpty() ? Optional.empty() : Optional.of(of.get(random.nextInt(of.size())));
    }

    private static Map<By, Aiming> aims(ClusterSpec spec, Live.Awake live, Ground ground) {
        Map<By, Aiming> aims = new EnumMap<>(By.class);
        ALL.forEach(by -> aims.put(by, Aiming.of(by, spec, live, ground)));
        return Collections.unmodifiableMap(aims);
    }

    private static Aiming aimed(Map<By, Aiming> aims, By by) {
        return aims.getOrDefault(by, new Aiming(List.of(), ""));
    }

    private static Optional<String> reason(Kin kin, Aiming aimed, Scene scene) {
        if (aimed.at().isEmpty()) {
            return Optional.of(aimed.otherwise());
        }
        List<Optional<String>> obstacles = aimed.at().stream()
                .map(aim -> obstacle(kin, kin.maker().apply(aim), scene))
                .toList();
        return obstacles.stream().allMatch(Optional::isPresent) ? obstacles.getFirst() : Optional.empty();
    }

    /// What a fault may depend on.
    private record Scene(ClusterSpec spec, Live.Awake live, Ground ground) {}

    private static Optional<String> obstacle(Kin kin, Fault fault, Scene scene) {
        Ground ground = scene.ground();
        return ground.radius()
                .refusal(fault.name(), fault.nodes(), fault.atOnce())
                .or(() -> kin.needs()
                        .flatMap(kind -> fault.nodes().stream()
                                .flatMap(node ->
                                        ground.obstacle(node, kind).map(why -> "kafka-" + node + ": " + why).stream())
                                .findFirst()))
                .or(() -> switch (fault) {
                    case Fault.Wipe ignored -> Irreplaceable.why(fault.nodes(), scene.spec(), scene.live());
                    case Fault.Changed changed -> obstacle(changed.change(), scene.spec());
                    default -> Optional.empty();
                });
    }

    private static Optional<String> obstacle(Change change, ClusterSpec spec) {
        return switch (change) {
            case ROLLING_RESTART -> Optional.empty();
            case RENEW_CERTIFICATES -> {
                if (spec.security() == Security.none) {
                    yield Optional.of("it has no certificates: its spec says security: none");
                }
                yield spec.nodes().stream()
                        .filter(node -> node.own().isPresent())
                        .map(node -> node.name() + " has a certificate that its spec names")
                        .findFirst();
            }
        };
    }
}
