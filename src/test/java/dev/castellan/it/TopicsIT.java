package dev.castellan.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.kafka.client.KafkaConnection;
import dev.castellan.observe.Live;
import dev.castellan.observe.LiveReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// Topics of a real cluster become and stay what the spec says.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TopicsIT {
    private static final int MEBIBYTES = 24;

    private static Sandbox sandbox;
    private static String bootstrap;

    @BeforeAll
    static void up() {
        sandbox = Sandbox.open("topical");
        sandbox.file("shared.yaml", """
                topic-templates:
                  events-*: {partitions: 3, config: {retention.ms: 86400000}}
                topics:
                  events-orders:
                  events-${team}: {partitions: 1}
                """);
        spec("1", "");
        bootstrap = sandbox.json("up").get("bootstrap").stringValue();
    }

    @AfterAll
    static void close() {
        sandbox.close();
    }

    private static void spec(String copies, String more) {
        sandbox.spec("""
                name: topical
                variables: {team: shop, copies: %s}
                include: [shared.yaml]
                move-rate: 1
                topics:
                  clicks: {partitions: 3, replication-factor: '${copies}'}
                %s""".formatted(copies, more));
    }

    private static Live.Awake live() {
        try (KafkaConnection kafka = new KafkaConnection(bootstrap, Map.of(), Duration.ofSeconds(20))) {
            return (Live.Awake) new LiveReader(kafka, broker -> true).read();
        }
    }

    @Test
    @Order(1)
    void templates_and_variables_make_the_topics_that_the_files_say() {
        sandbox.run("plan", "--detailed-exitcode").succeeds().prints("nothing to change");

        Map<String, Live.Topic> topics = live().topics();
        assertThat(topics.get("events-orders").partitions()).hasSize(3);
        assertThat(topics.get("events-shop").partitions()).hasSize(1);
        assertThat(topics.get("events-shop").config()).containsEntry("retention.ms", "86400000");
        assertThat(topics.get("clicks").replicationFactor()).isEqualTo(1);
    }

    @Test
    @Order(2)
    void a_topic_deleted_behind_castellans_back_is_drift() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.deleteTopics(List.of("events-shop")).all().get(20, TimeUnit.SECONDS);
        }

        sandbox.run("plan", "--detailed-exitcode").exits(4).prints("+ cluster  new      topic events-shop");
        sandbox.run("apply").succeeds();
        sandbox.run("plan", "--detailed-exitcode").succeeds();
    }

    @Test
    @Order(3)
    void a_move_of_replicas_that_is_killed_goes_on_with_the_next_run() throws Exception {
        fill();
        spec("3", "");
        sandbox.run("plan").succeeds().prints("topic clicks, replication factor 1 -> 3, 3 partitions at 1 MiB/s");

        Process apply = sandbox.start("apply");
        await(() -> live().topics().get("clicks").isMoving());
        TimeUnit.MILLISECONDS.sleep(500);
        apply.destroyForcibly();
        assertThat(apply.waitFor(10, TimeUnit.SECONDS)).isTrue();

        assertThat(live().topics().get("clicks").isMoving())
                .as("still on its way")
                .isTrue();
        sandbox.run("plan", "--detailed-exitcode").exits(4).prints("goes on");
        Result rest = sandbox.run("apply").succeeds();
        assertThat(rest.out() + rest.err()).contains("MiB to go");

        Live.Awake after = live();
        assertThat(after.topics().get("clicks").partitions())
                .allSatisfy(partition -> assertThat(partition.isr()).hasSize(3));
        assertThat(after.topics().get("clicks").config()).isEmpty();
        assertThat(after.brokerConfig()).isEmpty();
        sandbox.run("plan", "--detailed-exitcode").succeeds().prints("nothing to change");
    }

    @Test
    @Order(4)
    void what_a_move_left_behind_is_taken_away_and_the_topic_goes_where_it_is_given() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, "clicks"),
                            List.of(set("leader.replication.throttled.replicas", "0:1")),
                            new ConfigResource(ConfigResource.Type.BROKER, "2"),
                            List.of(set("leader.replication.throttled.rate", "1000"))))
                    .all()
                    .get(20, TimeUnit.SECONDS);
        }
        sandbox.run("apply").succeeds();
        assertThat(live().brokerConfig()).isEmpty();
        assertThat(live().topics().get("clicks").config()).isEmpty();

        spec("3", "  placed: {partitions: 2, replication-factor: 2, brokers: [2, 3]}\n");
        sandbox.run("apply").succeeds();
        assertThat(live().topics().get("placed").partitions())
                .allSatisfy(partition -> assertThat(partition.replicas()).containsOnly(2, 3));
        spec("3", "  placed: {partitions: 4, replication-factor: 2, brokers: [1, 2]}\n");
        sandbox.run("apply").succeeds();
        assertThat(live().topics().get("placed").partitions())
                .hasSize(4)
                .allSatisfy(partition -> assertThat(partition.replicas()).containsOnly(1, 2));
        sandbox.run("plan", "--detailed-exitcode").succeeds();
    }

    @Test
    @Order(5)
    void what_cannot_be_taken_back_waits_for_a_word() {
        String[] refused = {
            "clicks has 3 partitions, and Kafka cannot take any away",
            "would be deleted: placed (empty)",
            "retention.bytes -1 -> 1000 would delete",
            "events-orders has records with keys"
        };
        sandbox.runWith("v\n", "produce", "events-orders", "--key", "k").succeeds();
        sandbox.spec("""
                name: topical
                variables: {team: shop}
                prune: [topics]
                topics:
                  clicks: {partitions: 2, config: {retention.bytes: 1000}}
                  events-shop: {config: {retention.ms: 1000}}
                  events-orders: {partitions: 4}
                """);
        sandbox.run("plan").exits(2).complains(refused);
        sandbox.spec("""
                name: topical
                prune: [topics]
                topics:
                  clicks: {config: {retention.bytes: 1000}}
                  events-shop: {config: {retention.ms: 1000}}
                  events-orders: {partitions: 4}
                """);
        sandbox.run("apply", "--accept-risk=delete-topics", "--accept-risk=shrink-retention", "--accept-risk=key-order")
                .succeeds()
                .complains("topic placed, delete with 4 partitions");

        assertThat(live().topics()).doesNotContainKey("placed").containsKey("clicks");
        sandbox.run("plan", "--detailed-exitcode").succeeds();
    }

    @Test
    @Order(6)
    void two_thousand_topics_are_read_in_a_handful_of_requests() {
        String many = IntStream.range(0, 2000)
                .mapToObj(id -> "  many-%04d: {replication-factor: 1}\n".formatted(id))
                .collect(Collectors.joining());
        sandbox.spec("name: topical\ntopics:\n" + many);
        sandbox.run("apply").succeeds();

        sandbox.run("plan", "--detailed-exitcode").succeeds().prints("nothing to change");
        try (KafkaConnection kafka = new KafkaConnection(bootstrap, Map.of(), Duration.ofSeconds(20))) {
            Live.Awake live = (Live.Awake) new LiveReader(kafka, broker -> true).read();
            assertThat(live.topics()).hasSizeGreaterThanOrEqualTo(2000);
            double requests = kafka.admin().metrics().values().stream()
                    .filter(metric -> metric.metricName().name().equals("request-total")
                            && metric.metricName().group().equals("admin-client-metrics"))
                    .mapToDouble(metric -> (Double) metric.metricValue())
                    .sum();
            assertThat(requests).isBetween(5.0, 60.0);
        }
    }

    private static AlterConfigOp set(String name, String value) {
        return new AlterConfigOp(new ConfigEntry(name, value), OpType.SET);
    }

    private static void fill() {
        ByteArraySerializer bytes = new ByteArraySerializer();
        Map<String, Object> properties =
                Map.of("bootstrap.servers", bootstrap, "acks", "all", "max.request.size", 2 << 20);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(properties, bytes, bytes)) {
            for (int mebibyte = 0; mebibyte < MEBIBYTES; mebibyte++) {
                producer.send(new ProducerRecord<>("clicks", mebibyte % 3, null, new byte[1_000_000]));
            }
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }
}
