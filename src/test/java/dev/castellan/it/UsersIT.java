package dev.castellan.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// Users, ACLs and quotas of a real cluster with an authorizer become and stay what the spec says.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class UsersIT {
    private static final String CLUSTER = """
            name: access
            nodes: 1
            config:
              authorizer.class.name: org.apache.kafka.metadata.authorizer.StandardAuthorizer
              super.users: "User:ANONYMOUS"
            """;
    private static final String USERS = """
            users:
              orders-app:
                produce: [orders, 'orders-*']
                consume: [orders]
                streams: pricing
                acls:
                  - {deny: [Read], topic: 'audit-*', host: 10.0.0.1}
                quota: {producer_byte_rate: 1048576, request_percentage: 12.5}
              root: {admin: true}
              by-card: {auth: certificate, consume: [orders], groups: [cards]}
            """;

    private static Sandbox sandbox;
    private static String bootstrap;

    @BeforeAll
    static void up() {
        sandbox = Sandbox.open("access");
        sandbox.spec(CLUSTER + USERS);
        bootstrap = sandbox.json("up").get("bootstrap").stringValue();
    }

    @AfterAll
    static void close() {
        sandbox.close();
    }

    @Test
    @Order(1)
    void what_was_applied_is_what_the_cluster_has_and_leaves_nothing_to_plan() throws IOException {
        sandbox.run("plan", "--detailed-exitcode").succeeds().prints("nothing to change");
        sandbox.run("users", "list")
                .succeeds()
                .prints("orders-app", "SCRAM-SHA-512", "producer_byte_rate=1048576", "by-card", "root");
        sandbox.run("acls", "list")
                .succeeds()
                .prints("deny Read on topic audit-*, from 10.0.0.1 only", "allow All on cluster");

        Path password = sandbox.home().resolve("clusters/access/secrets/users/orders-app");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(password)))
                .isEqualTo("rw-------");
        String secret = Files.readString(password).strip();
        assertThat(sandbox.run("users", "show-config", "orders-app").succeeds().out())
                .contains("username=\"orders-app\" password=\"" + secret + "\"");
        assertThat(sandbox.home().resolve("clusters/access/secrets/users/by-card"))
                .doesNotExist();
        try (Stream<Path> files = Files.walk(sandbox.home().resolve("clusters"))) {
            List<Path> telling = files.filter(Files::isRegularFile)
                    .filter(file -> !file.equals(password) && holds(file, secret))
                    .toList();
            assertThat(telling).isEmpty();
        }
    }

    @Test
    @Order(2)
    void what_is_changed_by_hand_is_shown_and_put_back() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            AclBinding smuggled = new AclBinding(
                    new ResourcePattern(ResourceType.TOPIC, "secret", PatternType.LITERAL),
                    new AccessControlEntry("User:orders-app", "*", AclOperation.READ, AclPermissionType.ALLOW));
            admin.createAcls(List.of(smuggled)).all().get(20, TimeUnit.SECONDS);
            ClientQuotaEntity user = new ClientQuotaEntity(Map.of(ClientQuotaEntity.USER, "orders-app"));
            admin.alterClientQuotas(List.of(new ClientQuotaAlteration(
                            user,
                            List.of(
                                    new ClientQuotaAlteration.Op("producer_byte_rate", 9.0),
                                    new ClientQuotaAlteration.Op("consumer_byte_rate", 7.0)))))
                    .all()
                    .get(20, TimeUnit.SECONDS);
        }

        sandbox.run("plan")
                .succeeds()
                .prints(
                        "- allow Read on topic secret",
                        "producer_byte_rate 9 -> 1048576",
                        "consumer_byte_rate 7 -> (no limit)");
        sandbox.run("apply").succeeds();

        sandbox.run("plan", "--detailed-exitcode").succeeds().prints("nothing to change");
    }

    @Test
    @Order(3)
    void a_new_password_is_kept_and_given_to_the_cluster() throws Exception {
        Path out = sandbox.directory().resolve("client.properties");
        String before =
                sandbox.run("users", "show-config", "orders-app").succeeds().out();

        sandbox.run("users", "rotate", "orders-app")
                .succeeds()
                .prints("has a new password")
                .complains("user orders-app, password for SCRAM-SHA-512");
        sandbox.run("users", "show-config", "orders-app", "--out", "client.properties")
                .succeeds();

        assertThat(Files.readString(out)).isNotEqualTo(before).contains("username=\"orders-app\"");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(out)))
                .isEqualTo("rw-------");
        sandbox.run("users", "rotate", "by-card").exits(2).complains("logs in with a certificate");
        sandbox.run("users", "show-config", "orders-ap").exits(2).complains("did you mean \"orders-app\"?");
    }

    @Test
    @Order(4)
    void who_leaves_the_spec_is_left_alone_until_it_says_prune() {
        sandbox.spec(CLUSTER + "users: {root: {admin: true}}\n");
        sandbox.run("plan", "--detailed-exitcode")
                .succeeds()
                .prints("not in cluster.yaml, left alone: by-card (4 ACLs), orders-app (SCRAM-SHA-512, ");

        sandbox.spec(CLUSTER + "prune: true\nusers: {root: {admin: true}}\n");
        sandbox.run("apply").succeeds();

        sandbox.run("plan", "--detailed-exitcode").succeeds().prints("nothing to change");
        assertThat(sandbox.run("users", "list").succeeds().out()).doesNotContain("orders-app", "by-card");
    }

    @Test
    @Order(5)
    void an_operation_that_a_resource_does_not_have_is_refused_by_its_release() {
        sandbox.spec(CLUSTER + "users: {root: {acls: [{allow: [Write, ClusterAction], group: g}]}}\n");
        sandbox.run("plan")
                .exits(2)
                .complains(
                        "Kafka 4.3.1 knows no Write of a group; it knows All, Read, Delete, Describe",
                        "Kafka 4.3.1 knows no ClusterAction of a group");
    }

    private static boolean holds(Path file, String secret) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(secret);
        } catch (IOException e) {
            return false;
        }
    }
}
