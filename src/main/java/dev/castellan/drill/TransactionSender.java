package dev.castellan.drill;

import dev.castellan.ledger.History.Fate;
import dev.castellan.ledger.Id;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Sends records in transactions, commits most of them and aborts some, and writes down how each ended.
final class TransactionSender extends Client {
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int RECORDS = 5;

    /// One of so many is aborted.
    private static final int ABORTED = 5;

    /// So often a commit that timed out is asked for again.
    private static final int TRIES = 6;

    private final int number;
    private final Load load;
    private final Recorder recorder;
    private final Map<String, Object> properties;
    private long next;
    private long transaction;

    TransactionSender(int number, Load load, Recorder recorder, Map<String, Object> connection) {
        super("drill-transactions");
        this.number = number;
        this.load = load;
        this.recorder = recorder;
        this.properties = new HashMap<>(Sender.properties(connection, "all"));
        properties.put("transactional.id", load.topic() + "-" + number);
        properties.put("transaction.timeout.ms", "20000");
        properties.put("delivery.timeout.ms", "15000");
        recorder.promise(number);
    }

    @Override
    void work() {
        while (!isStopped()) {
            ByteArraySerializer bytes = new ByteArraySerializer();
            KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(properties, bytes, bytes);
            try {
                producer.initTransactions();
                while (!isStopped()) {
                    transact(producer);
                    rest(Duration.ofMillis(1000L * RECORDS / Math.max(1, load.rate())));
                }
            } catch (KafkaException e) {
                rest(PAUSE); // a new producer ends what this one has left open
            } finally {
                producer.close(Duration.ofSeconds(5));
            }
        }
    }

    private void transact(KafkaProducer<byte[], byte[]> producer) {
        long number = transaction++;
        // Until it is asked to commit, whatever ends it is an abort.
        recorder.settle(this.number, number, Fate.ABORTED);
        producer.beginTransaction();
        for (int i = 0; i < RECORDS; i++) {
            Id id = new Id(this.number, next++);
            int partition = (int) (id.number() % load.partitions());
            recorder.intend(id, partition, OptionalLong.of(number));
            Sender.send(producer, id, partition, recorder, load.topic());
        }
        // What is still under way when a transaction ends would fail, and count as trouble where there was none.
        producer.flush();
        if (number % ABORTED == ABORTED - 1) {
            producer.abortTransaction();
        } else {
            commit(producer, number);
        }
    }

    private void commit(KafkaProducer<byte[], byte[]> producer, long number) {
        recorder.settle(this.number, number, Fate.UNKNOWN);
        for (int tries = 1; ; tries++) {
            try {
                producer.commitTransaction();
                recorder.settle(this.number, number, Fate.COMMITTED);
                return;
            } catch (TimeoutException e) {
                if (tries == TRIES) {
                    throw e;
                }
            }
        }
    }
}
