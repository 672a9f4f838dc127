package dev.castellan.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.drill.Account;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A cluster that runs is locked while the ledger's clients work: first those without TLS, then those with it.
@Tag("long")
class LockIT {
    private static final String TOPICS = """
            topics: {orders: {partitions: 6}}
            """;
    private static final String APP = "users: {orders-app: {produce: [orders], consume: [orders]}}\n";

    @Test
    void from_open_to_locked_nobody_loses_anything() throws Exception {
        try (Sandbox sandbox = Sandbox.open("lock").bound(Duration.ofMinutes(8))) {
            String nodes = FreePorts.nodes(3);
            story(sandbox, nodes);
        }
    }

    @Test
    void so_do_brokers_and_controllers_apart() throws Exception {
        try (Sandbox sandbox = Sandbox.open("lock").bound(Duration.ofMinutes(8))) {
            story(sandbox, "nodes: {brokers: 3, controllers: 3}\n");
        }
    }

    private static void story(Sandbox sandbox, String nodes) throws Exception {
        sandbox.spec(spec("none", nodes, ""));
        sandbox.run("up").succeeds();
        sandbox.spec(spec("tls", nodes, APP));
        sandbox.run("plan").exits(2).complains("the cluster is open", "write security: both first");

        // There and back, and there again, with clients that know nothing of TLS.
        sandbox.spec(spec("none", nodes, ""));
        kept(Witnessed.during(sandbox, () -> {
            sandbox.spec(spec("both", nodes, APP));
            sandbox.run("apply").succeeds();
            assertThat(sandbox.status().get("security").stringValue()).isEqualTo("both");
            sandbox.spec(spec("none", nodes, ""));
            sandbox.run("apply").succeeds();
            assertThat(sandbox.status().get("security").stringValue()).isEqualTo("none");
            sandbox.spec(spec("both", nodes, APP));
            sandbox.run("apply").succeeds();
        }));
        sandbox.run("plan").succeeds().prints("nothing to change");
        Path plain = sandbox.file("plain.properties", "").directory().resolve("plain.properties");
        String open = bootstrap(sandbox);
        String locked = config(sandbox).getProperty("bootstrap.servers");
        assertThat(locked).isNotEqualTo(open);
        getsIn(sandbox, open, plain);
        getsIn(sandbox, locked, sandbox.directory().resolve("client.properties"));

        // Clients with TLS, while the plain doors are closed.
        sandbox.spec(spec("tls", nodes, APP));
        sandbox.run("plan").exits(2).complains("shut out", "--accept-risk=plain-clients");
        String freed = nodes.replaceAll(", (controller-)?port: \\d+", "");
        sandbox.spec(spec("tls", freed, APP));
        kept(Witnessed.during(
                sandbox,
                () -> sandbox.run("apply", "--accept-risk=plain-clients").succeeds()));
        sandbox.run("plan").succeeds().prints("nothing to change");
        assertThat(sandbox.status().get("security").stringValue()).isEqualTo("tls");
        assertThat(config(sandbox).getProperty("bootstrap.servers")).isEqualTo(locked);
        getsIn(sandbox, locked, sandbox.directory().resolve("client.properties"));
        sandbox.run("topics", "list", "--bootstrap", open, "--timeout", "5").exits(3);
        sandbox.run("down").succeeds();
        sandbox.run("up").succeeds();
        getsIn(sandbox, locked, sandbox.directory().resolve("client.properties"));
    }

    private static void getsIn(Sandbox sandbox, String bootstrap, Path properties) {
        sandbox.runWith(
                        "a\nb\n",
                        "produce",
                        "orders",
                        "--bootstrap",
                        bootstrap,
                        "--command-config",
                        properties.toString())
                .succeeds();
    }

    private static Properties config(Sandbox sandbox) throws Exception {
        sandbox.run("users", "show-config", "orders-app", "--out", "client.properties")
                .succeeds();
        Properties properties = new Properties();
        try (BufferedReader reader = Files.newBufferedReader(sandbox.directory().resolve("client.properties"))) {
            properties.load(reader);
        }
        return properties;
    }

    private static String bootstrap(Sandbox sandbox) {
        return sandbox.json("status")
                .get("nodes")
                .valueStream()
                .map(node -> node.path("clients").asString(""))
                .filter(clients -> !clients.isEmpty())
                .findFirst()
                .orElseThrow();
    }

    private static void kept(Account account) {
        assertThat(account.holds()).as(account.toString()).isTrue();
        assertThat(account.verdict().counts().refused()).as(account.toString()).isZero();
        assertThat(account.verdict().counts().acknowledged()).isGreaterThan(1000);
    }

    private static String spec(String security, String nodes, String users) {
        return String.join("", List.of("name: lock\nheap: 256m\nsecurity: " + security + "\n", TOPICS, users, nodes));
    }
}
