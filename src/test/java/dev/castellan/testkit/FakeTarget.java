package dev.castellan.testkit;

import dev.castellan.machine.Counters;
import dev.castellan.problem.WorldRefused;
import dev.castellan.target.Blueprint;
import dev.castellan.target.Entrance;
import dev.castellan.target.Facts;
import dev.castellan.target.Hardship;
import dev.castellan.target.Hardships;
import dev.castellan.target.Hold;
import dev.castellan.target.Identity;
import dev.castellan.target.JournalPart;
import dev.castellan.target.Mending;
import dev.castellan.target.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/// A target that shows a [FakeWorld] and notes what it is told to do. What it should say of a node's pulse is given.
public final class FakeTarget implements Target {
    private final FakeWorld world;
    private final IntFunction<Pulse> pulses;
    private final List<String> log;
    private final List<String> done = new ArrayList<>();
    private String refused = "";

    public FakeTarget(FakeWorld world, IntFunction<Pulse> pulses, List<String> log) {
        this.world = world;
        this.pulses = pulses;
        this.log = log;
    }

    /// What it was told to do, in order.
    public List<String> done() {
        return List.copyOf(done);
    }

    /// From now on refuses what begins with these words.
    public FakeTarget refusing(String words) {
        refused = words;
        return this;
    }

    @Override
    public Facts facts() {
        return world.snapshot().facts();
    }

    @Override
    public Blueprint blueprint(Facts facts) {
        return new FakeBlueprint();
    }

    @Override
    public Hold hold(String holder) {
        throw new IllegalStateException("tests bring a hold of their own");
    }

    @Override
    public List<JournalPart> journal(int most) {
        return List.of();
    }

    @Override
    public void install(int node, Consumer<String> saying) {
        note("install " + node);
    }

    @Override
    public void certify(int node) {}

    @Override
    public void noteLoaded(int node) {}

    @Override
    public Entrance entrance(Facts facts) {
        return Entrance.plain(Entrance.endpoints(facts));
    }

    @Override
    public void mend(int node, SortedSet<Mending> mendings) {
        note("mend " + node + " " + mendings);
    }

    @Override
    public boolean readLog(int node, Log which, int lines, Until until, Predicate<String> taker) {
        return false;
    }

    @Override
    public Optional<String> holder(int node, int port) {
        return Optional.empty();
    }

    @Override
    public void close() {}

    @Override
    public void prepare() {
        done.add("prepare");
    }

    @Override
    public void writeIdentity(Identity identity) {
        done.add("identity " + identity.clusterId());
    }

    @Override
    public void writeFiles(int node, SortedMap<String, String> files) {
        note("write " + node + " " + files.keySet());
    }

    @Override
    public void format(Map<Integer, Format> nodes, String clusterId, String initialControllers) {
        done.add("format " + nodes + " " + clusterId + " " + initialControllers);
    }

    @Override
    public void start(int node) {
        note("start " + node);
    }

    @Override
    public boolean stop(int node, Duration bound) {
        note("stop " + node);
        return true;
    }

    @Override
    public void kill(int node) {
        note("kill " + node);
    }

    /// Says what is begun and ended; nothing is in the way of anything but a slow network.
    @Override
    public Hardships hardships() {
        return new Hardships() {
            @Override
            public SortedMap<Hardship.Kind, String> obstacles(int node) {
                return new TreeMap<>(Map.of(Hardship.Kind.SLOW, "its kernel cannot"));
            }

            @Override
            public void begin(int node, Hardship hardship, Duration most) {
                note("begin " + hardship + " of " + node + " for " + most.toSeconds() + " s");
            }

            @Override
            public void end(int node, Hardship.Kind kind) {
                note("end " + kind + " of " + node);
            }
        };
    }

    @Override
    public Pulse pulse(int node) {
        return pulses.apply(node);
    }

    @Override
    public SortedMap<String, Counters> counters() {
        return new TreeMap<>();
    }

    @Override
    public List<String> lastLogLines(int node, int count) {
        return log;
    }

    @Override
    public void remove(Set<Integer> nodes, Fate data) {
        done.add("remove " + nodes);
    }

    /// Nodes are stopped at once, each by a thread of its own.
    private synchronized void note(String what) {
        if (!refused.isEmpty() && what.startsWith(refused)) {
            throw new WorldRefused("kafka", "refuses to " + what, "");
        }
        done.add(what);
    }
}
