package dev.castellan.drill;

import dev.castellan.ledger.Reading.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// A member of a share group: writes down what it gets, and acknowledges it then.
final class ShareReader extends Client {
    static final String NAME = "the share group";

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration LAST = Duration.ofSeconds(10);

    /// One of so many is handed back the first time it comes.
    private static final int RELEASED = 50;

    private final Load load;
    private final Recorder recorder;
    private final Mode mode;
    private final Map<String, Object> properties;

    /// How it acknowledges.
    enum Mode {
        /// All that it got, by asking for more.
        IMPLICIT,
        /// Each record, and some are handed back to the group first.
        EXPLICIT
    }

    ShareReader(int member, Mode mode, Load load, Recorder recorder, Map<String, Object> connection) {
        super("drill-sharer-" + member);
        this.load = load;
        this.recorder = recorder;
        this.mode = mode;
        this.properties = reader(connection, ShareGroup.NAME);
        properties.put("share.acknowledgement.mode", mode.name().toLowerCase(Locale.ROOT));
    }

    @Override
    void work() {
        while (!isStopped()) {
            ByteArrayDeserializer bytes = new ByteArrayDeserializer();
            KafkaShareConsumer<byte[], byte[]> consumer = new KafkaShareConsumer<>(properties, bytes, bytes);
            try {
                consumer.subscribe(List.of(load.topic()));
                while (!isStopped()) {
                    take(consumer, consumer.poll(POLL));
                }
                consumer.commitSync(LAST);
            } catch (KafkaException e) {
                rest(PAUSE);
            } finally {
                consumer.close(LAST);
            }
        }
    }

    private void take(KafkaShareConsumer<byte[], byte[]> consumer, ConsumerRecords<byte[], byte[]> records) {
        recorder.deliver(NAME, Kind.SHARE, GroupReader.delivered(records, recorder));
        if (mode == Mode.EXPLICIT) {
            for (ConsumerRecord<byte[], byte[]> record : records) {
                boolean first = record.deliveryCount().orElse((short) 1) == 1;
                consumer.acknowledge(
                        record,
                        first && record.offset() % RELEASED == 0 ? AcknowledgeType.RELEASE : AcknowledgeType.ACCEPT);
            }
        }
    }
}
