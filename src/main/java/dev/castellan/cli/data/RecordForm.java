package dev.castellan.cli.data;

import dev.castellan.view.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/// How a record is printed: its value and chosen columns before it, or one JSON object a line.
sealed interface RecordForm {
    void print(ConsumerRecord<byte[], byte[]> entry, OutputStream out) throws IOException;

    /// A column that `--show` can put before the value.
    enum Column {
        key,
        headers,
        timestamp,
        offset,
        partition
    }

    /// Columns parted by tabs, the value last and byte for byte; what is absent prints as `null`.
    record Text(List<Column> columns) implements RecordForm {
        private static final byte[] ABSENT = RecordShape.bytes("null");

        @Override
        public void print(ConsumerRecord<byte[], byte[]> entry, OutputStream out) throws IOException {
            for (Column column : columns) {
                out.write(cell(column, entry));
                out.write('\t');
            }
            out.write(entry.value() == null ? ABSENT : entry.value());
            out.write('\n');
        }

        private static byte[] cell(Column column, ConsumerRecord<byte[], byte[]> entry) {
            return switch (column) {
                case key -> entry.key() == null ? ABSENT : entry.key();
                case headers -> RecordShape.bytes(headerText(entry));
                case timestamp ->
                    RecordShape.bytes(Instant.ofEpochMilli(entry.timestamp()).toString());
                case offset -> RecordShape.bytes(String.valueOf(entry.offset()));
                case partition -> RecordShape.bytes(String.valueOf(entry.partition()));
            };
        }

        private static String headerText(ConsumerRecord<byte[], byte[]> entry) {
            List<String> words = new ArrayList<>();
            for (Header header : entry.headers()) {
                words.add(header.key() + "="
                        + (header.value() == null ? "null" : new String(header.value(), StandardCharsets.UTF_8)));
            }
            return String.join(",", words);
        }
    }

    /// Values that are not UTF-8 are given in base64, and say so with `"encoding":"base64"` beside them.
    record JsonLine() implements RecordForm {
        @Override
        public void print(ConsumerRecord<byte[], byte[]> entry, OutputStream out) throws IOException {
            Map<String, @Nullable Object> line = new LinkedHashMap<>();
            line.put("partition", entry.partition());
            line.put("offset", entry.offset());
            line.put("timestamp", Instant.ofEpochMilli(entry.timestamp()).toString());
            put(line, "key", "keyEncoding", entry.key());
            put(line, "value", "encoding", entry.value());
            List<Map<String, @Nullable Object>> headers = new ArrayList<>();
            for (Header header : entry.headers()) {
                Map<String, @Nullable Object> one = new LinkedHashMap<>();
                one.put("key", header.key());
                put(one, "value", "encoding", header.value());
                headers.add(one);
            }
            line.put("headers", headers);
            out.write(RecordShape.bytes(Json.line(line)));
            out.write('\n');
        }

        private static void put(
                Map<String, @Nullable Object> line, String name, String encodingName, byte @Nullable [] bytes) {
            if (bytes == null) {
                line.put(name, null);
                return;
            }
            try {
                line.put(
                        name,
                        StandardCharsets.UTF_8
                                .newDecoder()
                                .decode(ByteBuffer.wrap(bytes))
                                .toString());
            } catch (CharacterCodingException e) {
                line.put(name, Base64.getEncoder().encodeToString(bytes));
                line.put(encodingName, "base64");
            }
        }
    }
}
