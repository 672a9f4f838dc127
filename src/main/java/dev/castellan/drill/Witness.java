package dev.castellan.drill;

import dev.castellan.ledger.Checker;
import dev.castellan.ledger.History;
import dev.castellan.ledger.Reading.Kind;
import dev.castellan.ledger.Verdict;
import dev.castellan.problem.WorldRefused;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Clients that work on a cluster while something is done to it, and say afterwards whether a promise was broken.
///
/// They work in a topic of their own, which is there for as long as they are: producers with acks=all that are
/// idempotent, one that writes in transactions, a consumer group and a share group. In the end all is read back.
public final class Witness {
    /// Shorter waits are the ordinary way of things.
    static final long OUTAGE = 1_000_000_000L;

    private static final int PRODUCERS = 2;
    private static final int MEMBERS = 2;
    private static final Duration WARM = Duration.ofSeconds(3);
    private static final Duration SETTLING = Duration.ofMinutes(3);
    private static final Duration CATCHING_UP = Duration.ofSeconds(60);
    /// A share group keeps records of a member that went away for half a minute, and the member for a minute.
    private static final Duration HANDING_ON = Duration.ofMinutes(2);

    private final Reach reach;
    private final Safety safety;
    private final int rate;
    private final Consumer<String> saying;

    /// @param saying hears what happens, as it happens
    Witness(Reach reach, Safety safety, int rate, Consumer<String> saying) {
        this.reach = reach;
        this.safety = safety;
        this.rate = rate;
        this.saying = saying;
    }

    /// What is done to the cluster meanwhile: anything, for as long as it takes.
    ///
    /// @param <X> what it may throw
    @FunctionalInterface
    public interface Change<X extends Exception> {
        void make() throws X;
    }

    /// The same, for those who ask clients how they are.
    interface Deed<X extends Exception> {
        void make(Recorder recorder, Lookout lookout) throws X;
    }

    /// Has clients work while a change is made. It begins once all partitions take records, and afterwards clients go
    /// on until all copies are in sync again, for three minutes at most.
    ///
    /// @param rate how many records a second each producer sends
    /// @throws X of the change, once clients have stopped and their topic is gone
    /// @throws WorldRefused where the cluster does not answer, takes no records to begin with, or none at all
    public static <X extends Exception> Account during(Reach reach, Safety safety, int rate, Change<X> change)
            throws X {
        return new Witness(reach, safety, rate, what -> {}).attend((recorder, lookout) -> change.make());
    }

    <X extends Exception> Account attend(Deed<X> deed) throws X {
        Recorder recorder = new Recorder();
        Map<Integer, Integer> outOfSync = new HashMap<>();
        List<String> unsettled = new ArrayList<>();
        String shareObstacle;
        double seconds;
        try (OwnTopic topic = OwnTopic.create(reach, safety)) {
            shareObstacle = topic.prepareShareGroup(safety);
            Load load = load(shareObstacle.isEmpty() ? MEMBERS : 0);
            Map<String, Object> connection = topic.clientProperties();
            try (Clients clients = new Clients(load, recorder, connection);
                    Lookout lookout = new Lookout(reach, recorder::now)) {
                clients.start();
                lookout.rest(WARM);
                requireSettled(topic, recorder, clients);
                deed.make(recorder, lookout);
                unsettled.add(settle(topic, recorder));
                lookout.rest(WARM);
                outOfSync.putAll(lookout.outOfSync());
                clients.requireWorked();
            }
            seconds = recorder.now() / 1e9;
            unsettled.add(read(topic, load, recorder));
        }
        History history = recorder.history();
        Verdict verdict = Checker.judge(history, OUTAGE);
        if (verdict.counts().acknowledged() == 0) {
            throw new WorldRefused(
                    "topic " + Safety.TOPIC, "took not one record, so that nothing is proven", "castellan status");
        }
        return new Account(
                safety.shown(),
                seconds,
                verdict,
                Timeline.of(history, outOfSync),
                unsettled.stream().filter(what -> !what.isEmpty()).findFirst().orElse(""),
                shareObstacle);
    }

    private Load load(int sharers) {
        return new Load(Safety.TOPIC, Safety.PARTITIONS, PRODUCERS, rate, safety.acks(), MEMBERS, sharers);
    }

    private void requireSettled(OwnTopic topic, Recorder recorder, Clients clients) {
        String trouble = settle(topic, recorder);
        if (!trouble.isEmpty()) {
            clients.requireWorked();
            throw new WorldRefused("topic " + Safety.TOPIC, trouble, "castellan status");
        }
    }

    /// Waits until every partition has all its copies and takes records that are sent by then.
    ///
    /// @return what is not so after a while; empty where all is
    private static String settle(OwnTopic topic, Recorder recorder) {
        long since = recorder.now();
        return Waiting.until(SETTLING, () -> {
            String trouble = topic.trouble();
            boolean taken = recorder.isTaken(Safety.PARTITIONS, since);
            return trouble.isEmpty() && !taken ? "some partitions take no records" : trouble;
        });
    }

    /// @return what a group still had to get when it had got nothing more for a while; empty where it got all
    private String read(OwnTopic topic, Load load, Recorder recorder) {
        Map<String, Object> connection = topic.clientProperties();
        saying.accept("reading everything back");
        WholeReader.read("the first reading", Kind.WHOLE, load, recorder, connection);
        WholeReader.read("the committed reading", Kind.WHOLE_COMMITTED, load, recorder, connection);
        topic.letOthersLead();
        WholeReader.read("a reading from other copies", Kind.WHOLE, load, recorder, connection);
        // The group reads what is left, as whoever takes over its work would.
        try (GroupReader rest = new GroupReader(0, load, recorder, connection)) {
            rest.start();
            topic.awaitGroup(CATCHING_UP);
        }
        if (load.sharers() == 0) {
            return "";
        }
        try (ShareReader rest = new ShareReader(0, ShareReader.Mode.IMPLICIT, load, recorder, connection)) {
            rest.start();
            String left = Waiting.until(HANDING_ON, () -> recorder.hasAll(ShareReader.NAME) ? "" : "not yet");
            return left.isEmpty() ? "" : topic.shareStanding();
        }
    }
}
