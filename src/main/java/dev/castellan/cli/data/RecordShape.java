package dev.castellan.cli.data;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/// How a line becomes a record.
///
/// @param key the key of every record; a separator in the line comes first
/// @param separator what parts key and value in a line
record RecordShape(
        String topic,
        Optional<Integer> partition,
        Optional<String> key,
        Optional<String> separator,
        List<Header> headers) {

    /// The record; empty when the line lacks the separator.
    Optional<ProducerRecord<byte[], byte[]>> shape(byte[] line) {
        if (separator.isEmpty()) {
            return Optional.of(record(key.map(RecordShape::bytes).orElse(null), line));
        }
        byte[] parting = bytes(separator.get());
        int at = indexOf(line, parting);
        return at < 0
                ? Optional.empty()
                : Optional.of(record(
                        Arrays.copyOfRange(line, 0, at), Arrays.copyOfRange(line, at + parting.length, line.length)));
    }

    private ProducerRecord<byte[], byte[]> record(byte @Nullable [] recordKey, byte[] value) {
        return new ProducerRecord<>(topic, partition.orElse(null), null, recordKey, value, headers);
    }

    private static int indexOf(byte[] line, byte[] parting) {
        for (int at = 0; at + parting.length <= line.length; at++) {
            if (Arrays.equals(line, at, at + parting.length, parting, 0, parting.length)) {
                return at;
            }
        }
        return -1;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
