package dev.castellan.measure.load;

import dev.castellan.kafka.client.KafkaConnection;
import dev.castellan.kafka.client.TopicState;
import dev.castellan.kafka.client.Topics;
import dev.castellan.measure.Workload;
import dev.castellan.problem.UserMistake;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/// The topic that is measured: one of its own, which is gone afterwards, or one that is there and stays.
final class BenchTopic implements AutoCloseable {
    static final String OWN = Topics.OWN_PREFIX + "-bench";

    private final KafkaConnection kafka;
    private final Benchmark.Onlooker onlooker;
    private final Workload.Place place;
    private final Thread atExit = new Thread(this::delete);
    private boolean own;

    private BenchTopic(KafkaConnection kafka, TopicState state, Benchmark.Onlooker onlooker, boolean own) {
        this.kafka = kafka;
        this.onlooker = onlooker;
        this.place = new Workload.Place(state.name(), state.partitions().size(), state.replicationFactor());
        this.own = own;
    }

    /// @param wanted the name empty for one of its own; the partitions and replicas 0 for the cluster's defaults
    /// @param properties of one of its own
    static BenchTopic open(
            KafkaConnection kafka, Workload.Place wanted, Map<String, String> properties, Benchmark.Onlooker onlooker) {
        Topics topics = new Topics(kafka);
        if (!wanted.topic().isEmpty()) {
            return new BenchTopic(kafka, topics.require(wanted.topic()), onlooker, false);
        }
        Optional<TopicState> made = topics.create(new Topics.Wanted(
                OWN,
                wanted.partitions() == 0 ? Optional.empty() : Optional.of(wanted.partitions()),
                wanted.replicas() == 0 ? Optional.empty() : Optional.of((short) wanted.replicas()),
                properties));
        BenchTopic topic = new BenchTopic(
                kafka,
                made.orElseThrow(() -> new UserMistake(
                        "topic " + OWN + " exists: another benchmark runs, or one was killed",
                        "castellan topics delete " + OWN + " where none runs")),
                onlooker,
                true);
        Runtime.getRuntime().addShutdownHook(topic.atExit);
        return topic;
    }

    Workload.Place place() {
        return place;
    }

    /// Through a client of its own: when this process is ending, the one of the connection may be closed already.
    private synchronized void delete() {
        if (!own) {
            return;
        }
        try (Admin admin = Admin.create(kafka.clientProperties())) {
            admin.deleteTopics(List.of(OWN)).all().get(kafka.bound().toMillis(), TimeUnit.MILLISECONDS);
        } catch (KafkaException | ExecutionException | TimeoutException leftBehind) {
            onlooker.remark("topic " + OWN + " may still be there: castellan topics delete " + OWN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        own = false;
    }

    @Override
    public void close() {
        delete();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException ending) {
            // It runs already, and finds nothing left to do.
        }
    }
}
