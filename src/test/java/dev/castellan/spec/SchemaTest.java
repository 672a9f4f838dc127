package dev.castellan.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.castellan.view.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// The JSON Schema that editors complete and check `cluster.yaml` with.
final class SchemaTest {
    private static final String TEXT = Json.pretty(SpecReader.schema());
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(TEXT, InputFormat.JSON);

    /// `-Dgolden=write` writes it anew.
    @Test
    void the_documented_schema_is_the_one_that_is_printed() throws IOException {
        Path file = Path.of("docs/reference/cluster.schema.json");
        if ("write".equals(System.getProperty("golden"))) {
            Files.createDirectories(Path.of("docs/reference"));
            Files.writeString(file, TEXT + "\n");
        }
        assertThat(Files.readString(file)).isEqualTo(TEXT + "\n");
    }

    @Test
    void every_field_of_the_shape_is_described() {
        for (Shape.Field field : fields(SpecShape.ROOT)) {
            assertThat(TEXT).contains("\"" + field.name() + "\" : {").contains("\"description\" : \"" + field.about());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nodes: 5",
                "nodes: {brokers: 3, controllers: 3}",
                "nodes: [{id: 1, roles: both, rack: a, port: 9092, directories: [/d], heap: 1g}, {roles: [broker]}]",
                "kafka: 4.3.1",
                "kafka: {version: 4.3.1, from: ../kafka.tgz}",
                "config: {log.retention.hours: 168, a: true, b: 1.5, c: text}",
                "topics: {clicks: , orders: {partitions: 6, config: {retention.ms: 1}}}",
                "jvm: [-Xss1m]",
                "prune: true",
                "drill: {nodes-at-once: 2, faults: [kill-leader, cut], spare: [3]}",
                "users: {a: , b: {admin: true, quota: {producer_byte_rate: 5, request_percentage: 1.5}}}",
                "users: {a: {auth: certificate, groups: [1, 'g-*'], acls: [{allow: [Read], topic: 't-*', host: 10.0.0.1}]}}"
            })
    void what_is_read_without_a_problem_is_valid(String text) {
        assertThat(SpecReader.read("", text).problems()).isEmpty();
        assertThat(complaints(text)).isEmpty();
    }

    @Test
    void the_starter_is_valid() {
        assertThat(complaints(Starter.text("orders"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "colour: red",
                "nodes: 0",
                "nodes: many",
                "nodes: [{id: -1}]",
                "nodes: [{role: both}]",
                "nodes: {broker: 3}",
                "kafka: 4.3",
                "kafka: {vesion: 4.3.1}",
                "heap: 512",
                "target: cloud",
                "config: {a: [1]}",
                "topics: {clicks: {partitions: 0}}",
                "topics: [clicks]",
                "jvm: -Xmx1g",
                "jvm: [Xmx1g]",
                "name: two words",
                "prune: perhaps",
                "drill: {nodes-at-once: 0}",
                "drill: {faults: [Kill Leader]}",
                "users: [a]",
                "users: {a: {produce: orders}}",
                "users: {a: {produce: ['a*b']}}",
                "users: {a: {admin: perhaps}}",
                "users: {a: {acls: [{allow: [read], topic: t}]}}",
                "users: {a: {quota: {producer_byte_rate: 1.5}}}"
            })
    void what_the_reader_refuses_is_not_valid(String text) {
        assertThat(SpecReader.read("", text).problems()).isNotEmpty();
        assertThat(complaints(text)).isNotEmpty();
    }

    private static List<String> complaints(String yaml) {
        Object document = new Load(LoadSettings.builder().build()).loadFromString(yaml);
        return SCHEMA.validate(document == null ? "null" : Json.line(document), InputFormat.JSON).stream()
                .map(String::valueOf)
                .toList();
    }

    private static List<Shape.Field> fields(Shape shape) {
        List<Shape.Field> all = new ArrayList<>();
        switch (shape) {
            case Shape.Fields fields ->
                fields.fields().forEach(field -> {
                    all.add(field);
                    all.addAll(fields(field.shape()));
                });
            case Shape.ListOf list -> all.addAll(fields(list.element()));
            case Shape.MapOf map -> all.addAll(fields(map.value()));
            case Shape.OneOf oneOf -> oneOf.alternatives().forEach(one -> all.addAll(fields(one)));
            case Shape.Text ignored -> {}
            case Shape.Whole ignored -> {}
            case Shape.Choice ignored -> {}
        }
        return all;
    }
}
