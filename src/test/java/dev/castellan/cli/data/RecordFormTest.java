package dev.castellan.cli.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.cli.data.RecordForm.Column;
import dev.castellan.kafka.records.RecordWriter;
import dev.castellan.testkit.Golden;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RecordFormTest {
    @Test
    void text_is_the_value_alone() throws IOException {
        assertThat(print(new RecordForm.Text(List.of()), entry(bytes("k"), bytes("v"))))
                .isEqualTo("v\n");
    }

    @Test
    void text_puts_the_columns_asked_for_before_the_value_in_that_order() throws IOException {
        RecordForm form = new RecordForm.Text(
                List.of(Column.partition, Column.offset, Column.timestamp, Column.key, Column.headers));
        assertThat(print(form, entry(bytes("k"), null))).isEqualTo("2\t42\t2026-01-31T08:00:00Z\tk\ttrace=7\tnull\n");
    }

    @Test
    void json_gives_what_is_not_utf_8_in_base64_and_says_so() throws IOException {
        RecordForm form = new RecordForm.JsonLine();
        String lines = print(form, entry(bytes("schlüssel"), bytes("v")))
                + print(form, entry(null, new byte[] {(byte) 0xff, (byte) 0xfe}));
        Golden.folder("a-consumed-record-is-one-json-object-a-line").holds(Map.of("records.jsonl", lines));
    }

    @Test
    void a_line_is_parted_at_the_first_separator() {
        RecordShape shape = new RecordShape("t", Optional.empty(), Optional.empty(), Optional.of("::"), List.of());
        assertThat(shape.shape(bytes("a::b::c")).orElseThrow().key()).isEqualTo(bytes("a"));
        assertThat(shape.shape(bytes("a::b::c")).orElseThrow().value()).isEqualTo(bytes("b::c"));
        assertThat(shape.shape(bytes("abc"))).isEmpty();
    }

    @Test
    void production_is_reported_with_its_failures() {
        RecordWriter.Outcome outcome =
                new RecordWriter.Outcome(99, 1234, 1, List.of(new RecordWriter.Failure(7, "the record is too large")));
        Golden.folder("a-production-counts-what-failed").holds(RecordReports.produced("clicks", outcome, 1.2345));
    }

    private static ConsumerRecord<byte[], byte[]> entry(byte @Nullable [] key, byte @Nullable [] value) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("trace", bytes("7"));
        return new ConsumerRecord<>(
                "t", 2, 42, 1769846400000L, TimestampType.CREATE_TIME, 0, 0, key, value, headers, Optional.empty());
    }

    private static String print(RecordForm form, ConsumerRecord<byte[], byte[]> entry) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        form.print(entry, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
