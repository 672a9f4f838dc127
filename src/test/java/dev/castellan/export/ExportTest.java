package dev.castellan.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.observe.Live;
import dev.castellan.problem.Problem;
import dev.castellan.spec.Acl;
import dev.castellan.spec.Acl.Match;
import dev.castellan.spec.Acl.Operation;
import dev.castellan.spec.Acl.Permission;
import dev.castellan.spec.Acl.Resource;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.SpecReader;
import dev.castellan.spec.UserSpec;
import dev.castellan.testkit.FakeAccess;
import dev.castellan.testkit.Specs;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ExportTest {
    private final FakeAccess access = new FakeAccess();
    private final SortedMap<String, Live.Topic> topics = new TreeMap<>();

    @Test
    void users_are_said_by_what_they_are_for_and_by_acls_where_no_word_fits() {
        know("""
                users:
                  app: {produce: [orders, 'o-*'], consume: [orders], quota: {producer_byte_rate: 1024}}
                  etl: {consume: ['*'], groups: [etl, night]}
                  root: {admin: true}
                  stream: {streams: pricing, consume: [orders], produce: [clicks]}
                  odd:
                    auth: certificate
                    acls:
                      - {allow: [Write], topic: orders}
                      - {deny: [Read, Alter], topic: 'audit-*', host: 10.0.0.1}
                      - {allow: [Create], cluster: kafka-cluster}
                  idle: {}
                """);

        assertThat(export().yaml()).isEqualTo("""
                users:
                  app:
                    produce: ['o-*', orders]
                    consume: [orders]
                    quota:
                      producer_byte_rate: 1024
                  etl:
                    consume: ['*']
                    groups: [etl, night]
                  idle: {}
                  odd:
                    auth: certificate
                    acls:
                      - {deny: [Read, Alter], topic: 'audit-*', host: '10.0.0.1'}
                      - {allow: [Write], topic: orders}
                      - {allow: [Create], cluster: kafka-cluster}
                  root:
                    admin: true
                  stream:
                    produce: [clicks]
                    consume: [orders]
                    streams: pricing
                """);
    }

    @Test
    void an_intent_of_which_one_rule_is_missing_is_none() {
        know("users: {app: {produce: [orders], consume: [orders]}}");
        access.take(
                "User:app",
                List.of(new Acl(
                        Permission.ALLOW, Operation.WRITE, Resource.TRANSACTIONAL_ID, Match.PREFIXED, "app", "*")));

        assertThat(export().yaml()).isEqualTo("""
                users:
                  app:
                    consume: [orders]
                    acls:
                      - {allow: [Write], topic: orders}
                      - {allow: [Describe], transactional-id: 'app*'}
                """);
    }

    @Test
    void what_a_spec_cannot_say_is_named_at_the_end_and_never_by_half() {
        Acl read = new Acl(Permission.ALLOW, Operation.READ, Resource.TOPIC, Match.LITERAL, "orders", "*");
        Acl starred = new Acl(Permission.ALLOW, Operation.READ, Resource.TOPIC, Match.LITERAL, "orders-*", "*");
        access.allow("Group:ops", List.of(read));
        access.allow("User:*", List.of(read));
        access.allow("User:CN=jane,O=b\nusers: {evil: {}}", List.of(read));
        access.allow("User:half", List.of(read, starred));
        access.password("old", "SCRAM-SHA-256");
        access.quota("lots", "producer_byte_rate", 9.223372036854775807E18);
        access.quota("lots", "consumer_byte_rate", Double.POSITIVE_INFINITY);
        access.password("admin", "SCRAM-SHA-512");

        Export export = Export.of(
                awake(
                        Map.of("log.retention.ms", "5", "num.io.threads", "9"),
                        Map.of(2, Map.of("log.retention.ms", "6"))),
                new Origin(
                        Map.of(),
                        Map.of(),
                        Set.of(),
                        Set.of(),
                        Set.of("User:admin"),
                        new TreeMap<>(Map.of("client-id app", new TreeMap<>(Map.of("request_percentage", 12.5))))));

        assertThat(export.yaml()).isEqualTo("""
                config:
                  num.io.threads: 9
                # not expressible: log.retention.ms=5, set for all brokers, where some have another value
                # not expressible: log.retention.ms=6, set for broker 2 alone
                # not expressible: user *, with allow Read on topic orders
                # not expressible: user CN=jane,O=b?users: {evil: {}}, with allow Read on topic orders
                # not expressible: user admin, one of super.users, with SCRAM-SHA-512
                # not expressible: user half, with allow Read on topic orders; allow Read on topic orders-*
                # not expressible: user lots, with consumer_byte_rate=Infinity, producer_byte_rate=9223372036854776000
                # not expressible: user old, with SCRAM-SHA-256
                # not expressible: Group:ops: allow Read on topic orders
                # not expressible: the quota of client-id app: request_percentage=12.5
                """);
        assertThat(read(export).users()).isEmpty();
    }

    @Test
    void topics_are_said_with_what_was_set_on_them_and_kafkas_own_are_left_out() {
        topic("clicks", 2, Map.of("retention.ms", "604800000", "cleanup.policy", "compact,delete"));
        topic("null", 1, Map.of("preallocate", "true", "follower.replication.throttled.replicas", "*"));
        topic("__consumer_offsets", 50, Map.of());

        assertThat(export().yaml()).isEqualTo("""
                topics:
                  clicks:
                    partitions: 2
                    replication-factor: 3
                    config:
                      cleanup.policy: 'compact,delete'
                      retention.ms: 604800000
                  'null':
                    partitions: 1
                    replication-factor: 3
                    config:
                      follower.replication.throttled.replicas: '*'
                      preallocate: true
                """);
    }

    @Test
    void the_block_of_properties_replaces_that_of_the_spec_without_a_loss() {
        ClusterSpec spec = Specs.aCluster("""
                config: {log.retention.ms: 3, num.io.threads: 4, super.users: 'User:ANONYMOUS'}
                plugin-config: {my.plugin: 1}
                """);

        Export export = Export.of(awake(Map.of("log.retention.ms", "5", "my.plugin", "2"), Map.of()), Origin.of(spec));

        assertThat(export.yaml()).isEqualTo("""
                config:
                  log.retention.ms: 5
                  num.io.threads: 4
                  super.users: 'User:ANONYMOUS'
                """);
    }

    @Test
    void what_follows_from_the_nodes_is_not_written_down() {
        Live.Awake awake = awake(Map.of("min.insync.replicas", "2"), Map.of());

        assertThat(Export.of(awake, Origin.of(SpecReader.defaults())).fields()).isEmpty();
        assertThat(Export.of(awake, Origin.UNKNOWN).yaml()).isEqualTo("config:\n  min.insync.replicas: 2\n");
    }

    @Test
    void a_cluster_that_holds_nothing_says_so() {
        assertThat(export().yaml()).isEqualTo("# the cluster holds no topics, users or dynamic properties\n");
        assertThat(read(export()).topics()).isEmpty();
    }

    @Test
    void a_long_list_stands_one_name_a_line() {
        List<String> names =
                IntStream.range(0, 20).mapToObj(i -> "topic-" + (10 + i)).toList();
        know("users: {app: {produce: " + names + "}}");

        assertThat(export().yaml()).startsWith("""
                users:
                  app:
                    produce:
                      - topic-10
                      - topic-11
                """);
        assertThat(read(export()).users().getFirst().produce()).isEqualTo(names);
    }

    /// The cluster has these users.
    private void know(String yaml) {
        for (UserSpec user : Specs.aCluster(yaml).users()) {
            if (user.auth() == UserSpec.Auth.scram) {
                access.password(user.name(), "SCRAM-SHA-512");
            }
            access.allow(user.principal(), user.rules());
            user.quota().forEach((name, value) -> access.quota(user.name(), name, value));
        }
    }

    private void topic(String name, int partitions, Map<String, String> config) {
        topics.put(
                name,
                new Live.Topic(
                        name,
                        false,
                        IntStream.range(0, partitions)
                                .mapToObj(id -> new Live.Partition(
                                        name,
                                        id,
                                        OptionalInt.of(1),
                                        List.of(1, 2, 3),
                                        List.of(1, 2, 3),
                                        List.of(),
                                        List.of()))
                                .toList(),
                        config,
                        Live.Retention.FOR_EVER,
                        1));
    }

    private Export export() {
        return Export.of(awake(Map.of(), Map.of()), Origin.UNKNOWN);
    }

    private Live.Awake awake(Map<String, String> clusterConfig, Map<Integer, Map<String, String>> brokerConfig) {
        return new Live.Awake(
                Set.of(1, 2, 3), Optional.empty(), topics, clusterConfig, brokerConfig, access.live(true), Map.of());
    }

    private static ClusterSpec read(Export export) {
        SpecReader.Reading reading = SpecReader.read("cluster.yaml", export.yaml());
        assertThat(Problem.errorsIn(reading.problems())).isEmpty();
        return reading.spec();
    }
}
