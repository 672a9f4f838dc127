package dev.castellan.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
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
import tools.jackson.databind.JsonNode;

/// Two real clusters, one a mirror of the other, until the other is gone, and back again.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MirrorIT {
    private static final String EAST = "east.yaml";
    private static final String GROUP = "billing";
    private static final String TOPIC = "orders";
    private static final int FIRST = 2000;

    /// So long a mirror may take on a machine that has much else to do.
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final String EAST_NODES = FreePorts.nodes(1);
    private static final String WEST_NODES = FreePorts.nodes(1);
    private static final int WEST_WORKER = FreePorts.next();
    private static final int EAST_WORKER = FreePorts.next();

    private static final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private static final Set<String> readInEast = new HashSet<>();

    private static Sandbox sandbox;
    private static Mirrored mirrorOfEast;
    private static String east;
    private static String west;

    @BeforeAll
    static void up() {
        sandbox = Sandbox.open("west").file(EAST, "name: east\n" + EAST_NODES + "topics:\n  orders: {partitions: 2}\n");
        mirrorOfEast = new Mirrored(sandbox, PATIENCE);
        east = sandbox.json("up", "--file", EAST).get("bootstrap").stringValue();
        write(east, "first", FIRST);
        readInEast.addAll(read(east, FIRST * 9 / 10));
        sandbox.spec(west("running"));
        west = sandbox.json("up").get("bootstrap").stringValue();
    }

    @AfterAll
    static void close() {
        sandbox.run("destroy", "--file", EAST, "--accept-risk=data-loss");
        sandbox.close();
    }

    private static String west(String state) {
        return """
                name: west
                metrics: agent
                %sconnect: {workers: [{port: %d}]}
                mirrors:
                  east:
                    cluster: east
                    topics: [orders]
                    groups: [billing]
                    naming: identity
                    state: %s
                    config:
                      refresh.groups.interval.seconds: 2
                      emit.checkpoints.interval.seconds: 2
                      sync.group.offsets.interval.seconds: 2
                """.formatted(WEST_NODES, WEST_WORKER, state);
    }

    @Test
    @Order(1)
    void a_mirror_is_made_by_one_command_and_a_second_finds_nothing_to_do() {
        sandbox.run("plan", "--detailed-exitcode").succeeds().prints("nothing to change");
        mirrorOfEast.awaitCopies();
        mirrorOfEast.awaitGroups();

        JsonNode mirror = mirrorOfEast.status();
        assertThat(mirror.get("connectors").size()).isEqualTo(3);
        assertThat(mirror.get("groups").get(0).get("source").asLong(-1)).isPositive();
        sandbox.run("mirrors", "status").succeeds().prints("all copied").prints("mirror-east-checkpoint");
        assertThat(Watchtower.ofWorkers(sandbox, "west"))
                .containsPattern("kafka_connect_mirror_mirrorsourceconnector_replication_latency_ms_max\\{[^}]*"
                        + "source=\"east\"[^}]*topic=\"orders\"[^}]*} \\d");
    }

    @Test
    @Order(2)
    void a_property_that_mirrormaker_does_not_know_is_told_while_planning() {
        sandbox.spec(west("running") + "      offset.lag.mx: 10\n");
        sandbox.run("plan").succeeds().complains("MirrorMaker knows no property offset.lag.mx");
        sandbox.spec(west("running"));
        sandbox.run("plan", "--detailed-exitcode").succeeds();
    }

    @Test
    @Tag("long")
    @Order(3)
    void the_source_dies_and_its_consumers_miss_nothing_of_what_was_copied() throws InterruptedException {
        AtomicBoolean over = new AtomicBoolean();
        Thread writer = Thread.ofVirtual().start(() -> writeUntil(over));
        try {
            sandbox.run("kill", "kafka-1", "--file", EAST).succeeds();
        } finally {
            over.set(true);
            writer.join(Duration.ofSeconds(30));
        }

        sandbox.run("mirrors", "status", "--partitions")
                .exits(3)
                .prints("the source does not answer")
                .prints("lag not known");
        sandbox.spec(west("stopped"));
        sandbox.run("apply").succeeds();
        List<String> copies = all(west);
        Set<String> mirrored = new HashSet<>(copies);
        Map<TopicPartition, Long> start = new HashMap<>();
        List<String> readInWest = readFromGroup(west, start);

        assertThat(start.values()).as("where %s goes on", GROUP).anyMatch(offset -> offset > 0);
        Set<String> read = new HashSet<>(readInEast);
        read.addAll(readInWest);
        assertThat(read).as("copied, and read at neither end").containsAll(mirrored);
        long again = readInWest.stream().filter(readInEast::contains).count();
        assertThat(again).isLessThan(readInEast.size());
        Set<String> lost = new HashSet<>(acknowledged);
        lost.removeAll(mirrored);
        assertThat(mirrored).as("written before the mirror had caught up").hasSizeGreaterThanOrEqualTo(FIRST);
        System.out.printf(
                "MirrorIT: %d records acknowledged by the source, %d of them copied, %d copied twice; loss window %d"
                        + " records; %s read %d at the source, went on from %s and read %d again%n",
                acknowledged.size(),
                mirrored.size(),
                copies.size() - mirrored.size(),
                lost.size(),
                GROUP,
                readInEast.size(),
                start,
                again);
    }

    @Test
    @Tag("long")
    @Order(4)
    void the_source_comes_back_and_becomes_a_copy_of_what_went_on_without_it() {
        write(west, "meanwhile", 500);
        Set<String> went = new HashSet<>(all(west));
        sandbox.run("up", "--file", EAST).succeeds();
        sandbox.run("topics", "delete", TOPIC, "--yes", "--file", EAST).succeeds();
        sandbox.file(EAST, eastOfWest("running"));
        sandbox.run("apply", "--file", EAST).succeeds();
        Sandbox.eventually("everything is back", PATIENCE, () -> new HashSet<>(all(east)).containsAll(went));
        Sandbox.eventually(
                "the group is translated back",
                PATIENCE,
                () -> sandbox.json("mirrors", "status", "--file", EAST)
                        .get("mirrors")
                        .get(0)
                        .get("groups")
                        .valueStream()
                        .anyMatch(group -> !group.get("target").isNull()));
        assertThat(new HashSet<>(all(east))).isEqualTo(went);

        sandbox.spec(west("running"));
        sandbox.run("plan").exits(2).complains("east is a mirror of west itself", "copied to and fro for ever");
    }

    @Test
    @Tag("long")
    @Order(5)
    void clients_go_home_and_the_mirror_turns_round_again() {
        sandbox.file(EAST, eastOfWest("stopped"));
        sandbox.run("apply", "--file", EAST).succeeds();
        write(east, "home", 300);

        sandbox.spec(west("stopped"));
        sandbox.run("topics", "delete", TOPIC, "--yes").succeeds();
        sandbox.run("connect", "reset", "mirror-east-source").succeeds();
        sandbox.spec(west("running"));
        sandbox.run("apply").succeeds();
        Sandbox.eventually(
                "all of it is copied anew",
                PATIENCE,
                () -> all(west).size() >= all(east).size());
        assertThat(all(west)).containsExactlyInAnyOrderElementsOf(all(east));
        mirrorOfEast.awaitCopies();
        mirrorOfEast.awaitGroups();
        sandbox.run("plan", "--detailed-exitcode").succeeds().prints("nothing to change");
    }

    private static String eastOfWest(String state) {
        return """
                name: east
                %sconnect: {workers: [{port: %d}]}
                mirrors:
                  west: {cluster: west, topics: [orders], groups: [billing], naming: identity, state: %s}
                """.formatted(EAST_NODES, EAST_WORKER, state);
    }

    private static KafkaProducer<String, String> producer(String bootstrap) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "delivery.timeout.ms", "5000", "request.timeout.ms", "2000"),
                new StringSerializer(),
                new StringSerializer());
    }

    private static void write(String bootstrap, String name, int count) {
        try (KafkaProducer<String, String> producer = producer(bootstrap)) {
            for (int i = 0; i < count; i++) {
                send(producer, name + "-" + i);
            }
            producer.flush();
        }
    }

    private static void send(KafkaProducer<String, String> producer, String value) {
        producer.send(new ProducerRecord<>(TOPIC, value, value), (metadata, e) -> {
            if (e == null) {
                acknowledged.add(value);
            }
        });
    }

    /// A thousand a second, while the source lasts.
    private static void writeUntil(AtomicBoolean over) {
        try (KafkaProducer<String, String> producer = producer(east)) {
            for (int i = 0; !over.get(); i++) {
                for (int j = 0; j < 10; j++) {
                    send(producer, "then-" + i + "-" + j);
                }
                Thread.sleep(10);
            }
            producer.close(Duration.ofSeconds(6));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static KafkaConsumer<String, String> consumer(String bootstrap) {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrap,
                        "group.id",
                        GROUP,
                        "enable.auto.commit",
                        "false",
                        "auto.offset.reset",
                        "earliest",
                        "allow.auto.create.topics",
                        "false",
                        "max.poll.records",
                        "50"),
                new StringDeserializer(),
                new StringDeserializer());
    }

    /// As the group, at least so many, and committed.
    private static List<String> read(String bootstrap, int count) {
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = consumer(bootstrap)) {
            consumer.subscribe(List.of(TOPIC));
            Sandbox.eventually("records are read", PATIENCE, () -> {
                consumer.poll(Duration.ofMillis(500)).forEach(record -> values.add(record.value()));
                return values.size() >= count;
            });
            consumer.commitSync();
        }
        return values;
    }

    /// As the group, from where it stands to the end.
    private static List<String> readFromGroup(String bootstrap, Map<TopicPartition, Long> start) {
        try (KafkaConsumer<String, String> consumer = consumer(bootstrap)) {
            List<TopicPartition> places = places(consumer);
            consumer.assign(places);
            places.forEach(place -> start.put(place, consumer.position(place)));
            return toEnd(consumer, places);
        }
    }

    private static List<String> all(String bootstrap) {
        try (KafkaConsumer<String, String> consumer = consumer(bootstrap)) {
            List<TopicPartition> places = places(consumer);
            if (places.isEmpty()) {
                return List.of();
            }
            consumer.assign(places);
            consumer.seekToBeginning(places);
            return toEnd(consumer, places);
        }
    }

    private static List<TopicPartition> places(KafkaConsumer<String, String> consumer) {
        return Optional.ofNullable(consumer.partitionsFor(TOPIC)).orElse(List.of()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }

    private static List<String> toEnd(KafkaConsumer<String, String> consumer, List<TopicPartition> places) {
        List<String> values = new ArrayList<>();
        Map<TopicPartition, Long> ends = consumer.endOffsets(places);
        Sandbox.eventually("everything is read", PATIENCE, () -> {
            for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(500))) {
                values.add(record.value());
            }
            return places.stream().allMatch(place -> consumer.position(place) >= ends.getOrDefault(place, 0L));
        });
        return values;
    }
}
