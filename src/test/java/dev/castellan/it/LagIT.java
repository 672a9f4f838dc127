package dev.castellan.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.castellan.machine.LocalProcess;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

/// How far real groups are behind, in records and in time, and what it took to find out.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LagIT {
    private static final Duration POLL = Duration.ofMillis(50);
    private static final List<String> SPREAD =
            IntStream.range(0, 6).mapToObj(i -> "spread-" + i).toList();

    private static Sandbox sandbox;
    private static String bootstrap;
    private static Admin admin;

    @BeforeAll
    static void up() {
        sandbox = Sandbox.open("laggards").spec("name: laggards\nheap: 256m\n" + FreePorts.nodes(3));
        bootstrap = sandbox.json("up").get("bootstrap").stringValue();
        admin = Admin.create(Map.of("bootstrap.servers", bootstrap));
    }

    @AfterAll
    static void close() {
        if (admin != null) {
            admin.close();
        }
        sandbox.close();
    }

    private static void topic(String name) throws Exception {
        admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get(20, TimeUnit.SECONDS);
    }

    private static KafkaProducer<String, String> producer(Map<String, Object> more) {
        Map<String, Object> properties = new HashMap<>(more);
        properties.put("bootstrap.servers", bootstrap);
        properties.put("linger.ms", "0");
        return new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer());
    }

    private static Map<String, Object> reader(String group) {
        return new HashMap<>(Map.of("bootstrap.servers", bootstrap, "group.id", group));
    }

    private static void commit(String group, String topic, long offset) throws Exception {
        commit(group, topic, Map.of(0, offset));
    }

    private static void commit(String group, String topic, Map<Integer, Long> offsets) throws Exception {
        Map<TopicPartition, OffsetAndMetadata> all = new HashMap<>();
        offsets.forEach(
                (partition, offset) -> all.put(new TopicPartition(topic, partition), new OffsetAndMetadata(offset)));
        // The group's coordinator is one of three brokers, and hears of a new topic a little later than the first.
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (true) {
            try {
                admin.alterConsumerGroupOffsets(group, all).all().get(20, TimeUnit.SECONDS);
                return;
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException) || System.nanoTime() > end) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
    }

    private static JsonNode partition(JsonNode lag) {
        assertThat(lag.get("groups").size()).isEqualTo(1);
        return lag.get("groups").get(0).get("partitions").get(0);
    }

    @Test
    @Order(1)
    void a_group_that_is_late_by_known_seconds_is_found_to_be() throws Exception {
        topic("clicks");
        Map<String, Object> properties = reader("late");
        properties.put("enable.auto.commit", "false");
        properties.put("auto.offset.reset", "earliest");
        ArrayDeque<ConsumerRecord<String, String>> unread = new ArrayDeque<>();
        long sent = 0;
        try (KafkaProducer<String, String> producer = producer(Map.of());
                KafkaConsumer<String, String> consumer =
                        new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of("clicks"));
            long end = System.currentTimeMillis() + 7000;
            while (System.currentTimeMillis() < end) {
                producer.send(new ProducerRecord<>("clicks", "" + sent++)).get(10, TimeUnit.SECONDS);
                consumer.poll(POLL).forEach(unread::add);
                while (unread.size() > 1 && unread.peek().timestamp() < System.currentTimeMillis() - 4000) {
                    long next = unread.remove().offset() + 1;
                    consumer.commitSync(Map.of(new TopicPartition("clicks", 0), new OffsetAndMetadata(next)));
                }
            }
            JsonNode lag = sandbox.json("lag", "late", "--partitions");

            double truth = (Instant.parse(lag.get("at").stringValue()).toEpochMilli()
                            - unread.peek().timestamp())
                    / 1000.0;
            JsonNode partition = partition(lag);
            assertThat(truth).isGreaterThan(3.9);
            assertThat(partition.get("time").get("seconds").doubleValue()).isCloseTo(truth, within(0.6));
            assertThat(partition.get("committed").longValue())
                    .isEqualTo(unread.peek().offset());
            assertThat(partition.get("lag").longValue())
                    .isEqualTo(sent - unread.peek().offset());
            assertThat(partition.get("client").stringValue()).startsWith("consumer-late");
            assertThat(lag.get("groups").get(0).get("state").stringValue()).isEqualTo("Stable");
            System.out.printf(
                    "truth %.3f s: %s, %d requests%n",
                    truth, partition, lag.get("requests").longValue());
        }
    }

    @Test
    @Order(1)
    void marks_of_transactions_are_no_records() throws Exception {
        topic("payments");
        commit("thorough", "payments", 5);
        try (KafkaProducer<String, String> producer = producer(Map.of("transactional.id", "payer"))) {
            producer.initTransactions();
            producer.beginTransaction();
            for (int i = 0; i < 5; i++) {
                producer.send(new ProducerRecord<>("payments", "" + i));
            }
            producer.commitTransaction();

            JsonNode read = partition(sandbox.json("lag", "thorough", "--partitions"));
            assertThat(read.get("end").longValue()).isEqualTo(6);
            assertThat(read.get("hidden").longValue()).isEqualTo(1);
            assertThat(read.get("lag").longValue()).isZero();
            assertThat(read.get("time").get("seconds").doubleValue()).isZero();

            producer.beginTransaction();
            producer.send(new ProducerRecord<>("payments", "taken back"));
            producer.flush();
            producer.abortTransaction();
            assertThat(partition(sandbox.json("lag", "thorough", "--partitions"))
                            .get("lag")
                            .longValue())
                    .isZero();

            producer.beginTransaction();
            producer.send(new ProducerRecord<>("payments", "open"));
            producer.flush();
            JsonNode open = partition(sandbox.json("lag", "thorough", "--partitions"));
            assertThat(open.get("lag").longValue())
                    .as("a transaction that is open counts")
                    .isPositive();
            producer.abortTransaction();
        }
    }

    @Test
    @Order(1)
    void records_that_were_removed_before_they_were_read_are_counted_apart() throws Exception {
        topic("logs");
        commit("slow", "logs", 2);
        try (KafkaProducer<String, String> producer = producer(Map.of())) {
            for (int i = 0; i < 10; i++) {
                producer.send(new ProducerRecord<>("logs", "" + i));
            }
        }
        admin.deleteRecords(Map.of(new TopicPartition("logs", 0), RecordsToDelete.beforeOffset(6)))
                .all()
                .get(20, TimeUnit.SECONDS);

        JsonNode partition = partition(sandbox.json("lag", "slow", "--partitions"));
        assertThat(partition.get("lag").longValue()).isEqualTo(4);
        assertThat(partition.get("lost").longValue()).isEqualTo(4);
        sandbox.run("lag", "slow").succeeds().prints("4 offsets were removed before it came to them");
    }

    @Test
    @Order(1)
    void a_share_group_has_a_lag_as_well() throws Exception {
        topic("jobs");
        ConfigResource group = new ConfigResource(ConfigResource.Type.GROUP, "workers");
        admin.incrementalAlterConfigs(Map.of(
                        group,
                        List.of(new AlterConfigOp(
                                new ConfigEntry("share.auto.offset.reset", "earliest"), AlterConfigOp.OpType.SET))))
                .all()
                .get(20, TimeUnit.SECONDS);
        try (KafkaProducer<String, String> producer = producer(Map.of());
                KafkaShareConsumer<String, String> consumer = new KafkaShareConsumer<>(
                        reader("workers"), new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of("jobs"));
            int[] read = {0};
            for (int i = 0; i < 4; i++) {
                producer.send(new ProducerRecord<>("jobs", "" + i)).get(10, TimeUnit.SECONDS);
            }
            Sandbox.eventually("all jobs read", Duration.ofSeconds(20), () -> {
                read[0] += consumer.poll(POLL).count();
                return read[0] >= 4;
            });
            consumer.commitSync();
            for (int i = 0; i < 3; i++) {
                producer.send(new ProducerRecord<>("jobs", "" + i)).get(10, TimeUnit.SECONDS);
            }
            JsonNode lag = sandbox.json("lag", "workers", "--partitions");
            System.out.println(lag);
            assertThat(lag.get("groups").get(0).get("kind").stringValue()).isEqualTo("share");
            assertThat(partition(lag).get("lag").longValue()).isEqualTo(3);
        }
    }

    @Test
    @Order(1)
    void what_was_seen_is_kept_for_the_next_time_and_told_to_prometheus() throws Exception {
        topic("views");
        commit("counters", "views", 0);
        try (KafkaProducer<String, String> producer = producer(Map.of())) {
            IntStream.range(0, 50).forEach(i -> producer.send(new ProducerRecord<>("views", "" + i)));
        }
        List<String> looks = sandbox.run("lag", "counters", "--watch", "--every", "1s", "--times", "3", "-o", "json")
                .succeeds()
                .out()
                .lines()
                .toList();
        assertThat(looks).hasSize(3);
        assertThat(Files.readString(sandbox.home().resolve("clusters/laggards/lag.txt")))
                .startsWith("castellan lag 1\n")
                .contains("topic views ");

        sandbox.run("lag", "--prometheus")
                .succeeds()
                .prints("# TYPE kafka_consumergroup_group_lag gauge")
                .prints("kafka_consumergroup_group_sum_lag{cluster_name=\"laggards\",group=\"counters\"} 50.0")
                .prints("kafka_consumergroup_group_max_lag_seconds{cluster_name=\"laggards\",group=\"counters\"} ");
        sandbox.run("lag", "--bootstrap", bootstrap).succeeds().prints("counters");
        sandbox.run("lag", "countres").exits(2).complains("counters");
    }

    /// The last, as a broker that hung for a while has to catch up first.
    @Test
    @Order(2)
    void a_broker_that_hangs_costs_a_bounded_time_and_its_own_numbers() throws Exception {
        admin.createTopics(List.of(new NewTopic("spread", Map.of(0, List.of(1), 1, List.of(2), 2, List.of(3)))))
                .all()
                .get(20, TimeUnit.SECONDS);
        try (KafkaProducer<String, String> producer = producer(Map.of())) {
            for (int i = 0; i < 30; i++) {
                producer.send(new ProducerRecord<>("spread", i % 3, null, "" + i));
            }
        }
        for (String group : SPREAD) {
            commit(group, "spread", Map.of(0, 4L, 1, 4L, 2, 4L));
        }
        String group = elsewhereThan(3);
        LocalProcess hanging = LocalProcess.search("-Dcastellan.node=" + sandbox.node("laggards", 3))
                .orElseThrow();
        signal("STOP", hanging);
        try {
            long begun = System.nanoTime();
            JsonNode lag = sandbox.json("lag", group, "--partitions", "--timeout", "8");
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            System.out.println(took + ": " + lag);
            assertThat(took).isLessThan(Duration.ofSeconds(60));
            JsonNode partitions = lag.get("groups").get(0).get("partitions");
            assertThat(partitions.get(0).get("lag").longValue()).isEqualTo(6);
            assertThat(partitions.get(1).get("lag").longValue()).isEqualTo(6);
            assertThat(partitions.get(2).get("lag").isNull()).isTrue();
            assertThat(lag.get("groups").get(0).get("unknownPartitions").longValue())
                    .isEqualTo(1);
            assertThat(lag.get("requests").longValue()).isLessThan(200);
            assertThat(lag.get("troubles").toString()).contains("1 broker did not say", "the ends of 1 of 3");
        } finally {
            signal("CONT", hanging);
        }
        Sandbox.eventually(
                "all of it again",
                Duration.ofSeconds(30),
                () -> sandbox.json("lag", group)
                                .get("groups")
                                .path(0)
                                .path("sumLag")
                                .asLong(0)
                        == 18);
    }

    /// A group whose coordinator is not this broker.
    private static String elsewhereThan(int broker) throws Exception {
        return admin.describeConsumerGroups(SPREAD).all().get(20, TimeUnit.SECONDS).values().stream()
                .filter(group -> group.coordinator().id() != broker)
                .findFirst()
                .orElseThrow()
                .groupId();
    }

    private static void signal(String name, LocalProcess process) throws Exception {
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .start()
                .waitFor();
    }
}
