package dev.castellan.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What somebody made in a real cluster by hand becomes its spec, which then leaves nothing to plan.
class ExportIT {
    private static final String CLUSTER = """
            name: exported
            nodes: [{port: %d, controller-port: %d}]
            """.formatted(FreePorts.next(), FreePorts.next());
    private static final String CONFIG = """
            config:
              authorizer.class.name: org.apache.kafka.metadata.authorizer.StandardAuthorizer
              super.users: "User:ANONYMOUS"
            """;

    private static Sandbox sandbox;
    private static String bootstrap;

    @BeforeAll
    static void up() throws Exception {
        sandbox = Sandbox.open("exported");
        sandbox.spec(CLUSTER + CONFIG);
        bootstrap = sandbox.json("up").get("bootstrap").stringValue();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            makeTopics(admin);
            makeUsers(admin);
        }
    }

    @AfterAll
    static void close() {
        sandbox.close();
    }

    @Test
    void what_was_made_by_hand_is_exported_and_leaves_nothing_to_plan() throws Exception {
        String blocks = sandbox.run("export").succeeds().out();

        assertThat(blocks)
                .contains("  orders:\n    partitions: 3\n    replication-factor: 1\n")
                .contains("      cleanup.policy: 'compact,delete'\n      retention.ms: 60000\n")
                .contains("  app:\n    produce: [orders]\n", "      producer_byte_rate: 1024\n")
                .contains("      - {deny: [Read], topic: 'audit-*', host: '10.0.0.1'}\n")
                .contains("  by-card:\n    auth: certificate\n", "StandardAuthorizer")
                .contains("# not expressible: user old, with SCRAM-SHA-256\n")
                .contains("# not expressible: Group:ops: allow Read on topic orders\n")
                .contains("# not expressible: the quota of client-id tool: consumer_byte_rate=2048\n")
                .doesNotContain("__");
        sandbox.spec(CLUSTER + blocks);
        sandbox.run("plan", "--detailed-exitcode").succeeds().prints("nothing to change");

        sandbox.run("export", "--out", "blocks.yaml").succeeds().prints("wrote blocks.yaml: topics 2, users 2");
        assertThat(Files.readString(sandbox.directory().resolve("blocks.yaml"))).isEqualTo(blocks);
        sandbox.run("export", "--out", "blocks.yaml").exits(2).complains("exists and was left as it is");
        assertThat(sandbox.json("export", "--bootstrap", bootstrap)
                        .get("spec")
                        .get("topics")
                        .propertyNames())
                .containsExactly("on", "orders");
        setForAllBrokers();
        sandbox.spec(CLUSTER + sandbox.run("export").succeeds().out());
        sandbox.run("apply").succeeds().prints("the plan is empty now");
    }

    private static void setForAllBrokers() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.BROKER, ""),
                            List.of(new AlterConfigOp(
                                    new ConfigEntry("log.retention.ms", "86400000"), AlterConfigOp.OpType.SET))))
                    .all()
                    .get(20, TimeUnit.SECONDS);
        }
    }

    private static void makeTopics(Admin admin) throws Exception {
        admin.createTopics(List.of(
                        new NewTopic("orders", 3, (short) 1)
                                .configs(Map.of("retention.ms", "60000", "cleanup.policy", "compact,delete")),
                        new NewTopic("on", 1, (short) 1)))
                .all()
                .get(20, TimeUnit.SECONDS);
    }

    private static void makeUsers(Admin admin) throws Exception {
        admin.alterUserScramCredentials(List.of(
                        credential("app", ScramMechanism.SCRAM_SHA_512),
                        credential("old", ScramMechanism.SCRAM_SHA_256)))
                .all()
                .get(20, TimeUnit.SECONDS);
        admin.createAcls(List.of(
                        allow("User:app", ResourceType.TOPIC, "orders", PatternType.LITERAL, AclOperation.WRITE),
                        allow("User:app", ResourceType.TOPIC, "orders", PatternType.LITERAL, AclOperation.DESCRIBE),
                        allow(
                                "User:app",
                                ResourceType.TRANSACTIONAL_ID,
                                "app",
                                PatternType.PREFIXED,
                                AclOperation.WRITE),
                        allow(
                                "User:app",
                                ResourceType.TRANSACTIONAL_ID,
                                "app",
                                PatternType.PREFIXED,
                                AclOperation.DESCRIBE),
                        new AclBinding(
                                new ResourcePattern(ResourceType.TOPIC, "audit-", PatternType.PREFIXED),
                                new AccessControlEntry(
                                        "User:app", "10.0.0.1", AclOperation.READ, AclPermissionType.DENY)),
                        allow("User:by-card", ResourceType.TOPIC, "orders", PatternType.LITERAL, AclOperation.READ),
                        allow("Group:ops", ResourceType.TOPIC, "orders", PatternType.LITERAL, AclOperation.READ)))
                .all()
                .get(20, TimeUnit.SECONDS);
        admin.alterClientQuotas(List.of(
                        quota(ClientQuotaEntity.USER, "app", "producer_byte_rate", 1024),
                        quota(ClientQuotaEntity.CLIENT_ID, "tool", "consumer_byte_rate", 2048)))
                .all()
                .get(20, TimeUnit.SECONDS);
    }

    private static UserScramCredentialUpsertion credential(String user, ScramMechanism mechanism) {
        return new UserScramCredentialUpsertion(user, new ScramCredentialInfo(mechanism, 4096), "made-by-hand");
    }

    private static AclBinding allow(
            String principal, ResourceType type, String name, PatternType pattern, AclOperation operation) {
        return new AclBinding(
                new ResourcePattern(type, name, pattern),
                new AccessControlEntry(principal, "*", operation, AclPermissionType.ALLOW));
    }

    private static ClientQuotaAlteration quota(String kind, String name, String limit, double value) {
        return new ClientQuotaAlteration(
                new ClientQuotaEntity(Map.of(kind, name)), List.of(new ClientQuotaAlteration.Op(limit, value)));
    }
}
