package dev.castellan.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// A mirror between two clusters with TLS: named by default, and exactly once.
@Tag("long")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LockedMirrorIT {
    private static final String EAST = "east.yaml";
    private static final String TOPIC = "orders";
    private static final String COPY = "east.orders";
    private static final String GROUP = "billing";
    private static final int FIRST = 2000;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final Set<String> written = ConcurrentHashMap.newKeySet();
    private static final Set<String> readInEast = new HashSet<>();

    private static Sandbox sandbox;
    private static Mirrored mirrorOfEast;

    @BeforeAll
    static void up() {
        sandbox = Sandbox.open("west").file(EAST, east(""));
        mirrorOfEast = new Mirrored(sandbox, PATIENCE);
        sandbox.run("up", "--file", EAST).succeeds();
    }

    @AfterAll
    static void close() {
        sandbox.run("destroy", "--file", EAST, "--accept-risk=data-loss");
        sandbox.close();
    }

    private static String east(String mirror) {
        return """
                name: east
                nodes: 1
                security: tls
                topics: {orders: {partitions: 2}}
                users:
                  shop: {produce: [orders], consume: [orders], groups: [billing]}
                """ + mirror;
    }

    private static String west(String user) {
        return west("cluster: east", user);
    }

    private static String west(String source, String more) {
        return """
                name: west
                nodes: 1
                security: tls
                connect:
                  workers: 1
                  config: {exactly.once.source.support: enabled}
                users:
                  shop: {consume: [orders, east.orders], groups: [billing]}
                mirrors:
                  east:
                    %s
                    topics: [orders]
                    groups: [billing]
                    config:
                      refresh.groups.interval.seconds: 2
                      emit.checkpoints.interval.seconds: 2
                      sync.group.offsets.interval.seconds: 2
                """.formatted(source) + more;
    }

    @Test
    @Order(1)
    void whoever_the_mirror_is_at_its_source_has_to_be_there_and_has_to_be_allowed_what_it_does() {
        sandbox.spec(west(""));
        sandbox.run("plan").exits(2).complains("east is locked: the mirror has to log in there", "user: mirror");
        sandbox.spec(west("    user: mirror\n"));
        sandbox.run("plan").exits(2).complains("east has no user mirror whose password is on this machine");

        sandbox.file(EAST, east("  mirror: {consume: [orders]}\n"));
        sandbox.run("up", "--file", EAST).succeeds();
        sandbox.run("plan")
                .exits(2)
                .complains("DescribeConfigs on topic orders; Describe on group billing")
                .complains("groups: [billing], acls: [{allow: [DescribeConfigs], topic: orders}]");

        sandbox.file(
                EAST,
                east("  mirror: {consume: [orders], groups: [billing],"
                        + " acls: [{allow: [DescribeConfigs], topic: orders}]}\n"));
        sandbox.run("up", "--file", EAST).succeeds();
        sandbox.run("plan").succeeds().prints("connector mirror-east-source");
    }

    @Test
    @Order(2)
    void records_and_offsets_come_over_and_no_password_is_where_connectors_are() throws IOException {
        write("first", FIRST);
        readInEast.addAll(read(EAST, TOPIC, FIRST * 9 / 10));
        sandbox.run("up").succeeds();
        sandbox.run("plan", "--detailed-exitcode").succeeds().prints("nothing to change");
        mirrorOfEast.awaitCopies();
        Sandbox.eventually(
                "the group is translated",
                PATIENCE,
                () -> mirrorOfEast
                        .status()
                        .get("groups")
                        .valueStream()
                        .anyMatch(group -> group.get("target").asLong(0) > 0));
        sandbox.run("mirrors", "status").succeeds().prints("default naming, all copied", COPY);

        List<String> readInWest = read("cluster.yaml", COPY, FIRST - readInEast.size());
        Set<String> read = new HashSet<>(readInEast);
        read.addAll(readInWest);
        assertThat(read).as("read at neither end").containsAll(written);
        assertThat(readInWest).as("the translated offset is of use").hasSizeLessThan(FIRST);

        String password = Files.readString(sandbox.secrets("east").resolve("users/mirror"))
                .strip();
        String stores = Files.readString(sandbox.secrets("west").resolve("connect/stores-password"))
                .strip();
        for (Path place :
                List.of(sandbox.node("west", 1), sandbox.home().resolve("clusters/west/workers/connect-1/logs"))) {
            assertThat(filesWith(place, password)).isEmpty();
            assertThat(filesWith(place, stores)).isEmpty();
        }
    }

    @Test
    @Order(3)
    void a_worker_that_is_killed_while_it_copies_copies_nothing_twice_and_leaves_nothing_out()
            throws InterruptedException {
        AtomicBoolean over = new AtomicBoolean();
        Thread writer = Thread.ofVirtual().start(() -> {
            for (int i = 0; !over.get(); i++) {
                write("then-" + i, 100);
                pause();
            }
        });
        try {
            for (int kill = 0; kill < 2; kill++) {
                long before = copied();
                Sandbox.eventually("copying goes on", PATIENCE, () -> copied() > before);
                ProcessHandle.of(pid()).orElseThrow().destroyForcibly();
                sandbox.run("up").succeeds();
            }
        } finally {
            over.set(true);
            writer.join(Duration.ofMinutes(1));
        }
        mirrorOfEast.awaitCopies();
        List<String> copies = copies();
        assertThat(copies).doesNotHaveDuplicates();
        assertThat(new HashSet<>(copies)).isEqualTo(written);
        System.out.printf(
                "LockedMirrorIT: %d records, each copied once, over two kills of the worker%n", copies.size());
    }

    @Test
    @Order(4)
    void another_password_at_the_source_is_a_restart_of_the_workers_here() {
        sandbox.run("users", "rotate", "mirror", "--file", EAST).succeeds();
        sandbox.run("plan").succeeds().prints("sources.txt", "1 restart of a worker");
        sandbox.run("apply").succeeds();
        write("last", 10);
        mirrorOfEast.awaitCopies();
        assertThat(new HashSet<>(copies())).isEqualTo(written);
    }

    @Test
    @Order(5)
    void a_source_that_is_named_by_its_brokers_is_entered_with_a_file_beside_the_spec() throws IOException {
        sandbox.run("users", "show-config", "mirror", "--file", EAST, "--out", "mirror.properties")
                .succeeds();
        sandbox.spec(west("bootstrap: " + client(EAST).getProperty("bootstrap.servers"), """
                      source.cluster.security.protocol: SASL_SSL
                      source.cluster.sasl.mechanism: SCRAM-SHA-512
                      source.cluster.sasl.jaas.config: "${file:mirror.properties:sasl.jaas.config}"
                      source.cluster.ssl.truststore.type: PEM
                      source.cluster.ssl.truststore.certificates: "${file:mirror.properties:ssl.truststore.certificates}"
                """));
        sandbox.run("apply").succeeds();
        sandbox.run("plan", "--detailed-exitcode").succeeds().prints("nothing to change");
        write("by file", 10);
        mirrorOfEast.awaitCopies();
        assertThat(new HashSet<>(copies())).isEqualTo(written);
        sandbox.run("mirrors", "status").succeeds().prints("all copied");
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// How many records of the source are noted as copied.
    private static long copied() {
        return mirrorOfEast
                .status()
                .get("topics")
                .valueStream()
                .mapToLong(topic -> topic.get("copied").asLong(0))
                .sum();
    }

    private static long pid() {
        return sandbox.status().get("workers").get(0).get("pid").asLong(0);
    }

    private static List<Path> filesWith(Path place, String secret) throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(place)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(secret)) {
                    found.add(file);
                }
            }
        }
        return found;
    }

    /// What the user `shop` of a cluster connects with.
    private static Properties client(String spec) {
        Path file = sandbox.directory().resolve("client-of-" + spec + ".properties");
        if (!Files.exists(file)) {
            sandbox.run("users", "show-config", "shop", "--file", spec, "--out", file.toString())
                    .succeeds();
        }
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            properties.load(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return properties;
    }

    private static void write(String name, int count) {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(client(EAST), new StringSerializer(), new StringSerializer())) {
            for (int i = 0; i < count; i++) {
                String value = name + "-" + i;
                producer.send(new ProducerRecord<>(TOPIC, value, value));
                written.add(value);
            }
            producer.flush();
        }
    }

    private static KafkaConsumer<String, String> consumer(String spec) {
        Properties properties = client(spec);
        properties.putAll(Map.of(
                "group.id", GROUP,
                "enable.auto.commit", "false",
                "auto.offset.reset", "earliest",
                "isolation.level", "read_committed"));
        return new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer());
    }

    /// As the group, at least so many, and committed.
    private static List<String> read(String spec, String topic, int count) {
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = consumer(spec)) {
            consumer.subscribe(List.of(topic));
            Sandbox.eventually("records are read", PATIENCE, () -> {
                consumer.poll(Duration.ofMillis(500)).forEach(record -> values.add(record.value()));
                return values.size() >= count;
            });
            consumer.commitSync();
        }
        return values;
    }

    /// Every record that is copied, in no order.
    private static List<String> copies() {
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = consumer("cluster.yaml")) {
            List<TopicPartition> places = consumer.partitionsFor(COPY).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(places);
            consumer.seekToBeginning(places);
            Map<TopicPartition, Long> ends = consumer.endOffsets(places);
            long bound = System.nanoTime() + PATIENCE.toNanos();
            while (places.stream().anyMatch(place -> consumer.position(place) < ends.getOrDefault(place, 0L))) {
                assertThat(System.nanoTime()).as("everything is read in time").isLessThan(bound);
                consumer.poll(Duration.ofMillis(500)).forEach(record -> values.add(record.value()));
            }
        }
        return values;
    }
}
