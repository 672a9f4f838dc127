package dev.castellan.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.lab.Lab;
import dev.castellan.lab.Layer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// An open cluster on three hosts is locked while the ledger's clients work.
@Tag("long")
final class HostsLockIT implements OnHosts {
    private static final Lab LAB = new Lab("itlck", "192.168.66");

    private static Sandbox sandbox;

    @BeforeAll
    static void an_open_cluster() {
        if (Lab.obstacle().isPresent()) {
            return;
        }
        LAB.down();
        LAB.up(3, Layer.JAVA, Optional.empty());
        sandbox = Sandbox.open("locked").bound(Duration.ofMinutes(8));
        spec("none", "");
        sandbox.run("apply").succeeds();
    }

    @AfterAll
    static void nothing_stays() {
        if (sandbox != null) {
            sandbox.close();
            LAB.down();
        }
    }

    private static void spec(String security, String ports) {
        sandbox.spec("""
                name: locked
                security: %s
                heap: 256m
                jvm: [-XX:TieredStopAtLevel=1, -XX:+UseSerialGC]
                ssh: {config: %s}
                topics: {orders: {partitions: 6, replication-factor: 3}}
                %s
                nodes:
                - {host: %s%s}
                - {host: %s%s}
                - {host: %s%s}
                """.formatted(
                        security,
                        LAB.sshConfig(),
                        security.equals("none") ? "" : "users: {orders-app: {produce: [orders], consume: [orders]}}",
                        LAB.address(1),
                        ports,
                        LAB.address(2),
                        ports,
                        LAB.address(3),
                        ports));
    }

    @Test
    void from_open_to_locked_nobody_loses_anything() {
        spec("tls", "");
        sandbox.run("plan").exits(2).complains("the cluster is open", "write security: both first");
        spec("none", "");
        Witnessed.kept(Witnessed.during(sandbox, () -> {
            spec("both", "");
            sandbox.run("apply").succeeds();
        }));
        sandbox.run("plan").succeeds().prints("nothing to change");
        sandbox.run("users", "show-config", "orders-app", "--out", "client.properties")
                .succeeds();
        Path client = sandbox.directory().resolve("client.properties");
        assertThat(Sandbox.text(client)).contains(LAB.address(1) + ":9095");
        getsIn(9095, client);
        Path plain = sandbox.file("plain.properties", "").directory().resolve("plain.properties");
        getsIn(9092, plain);

        spec("tls", "");
        sandbox.run("plan").exits(2).complains("write port: 9095, controller-port: 9096");
        spec("tls", ", port: 9095, controller-port: 9096");
        sandbox.run("plan").exits(2).complains("shut out", "--accept-risk=plain-clients");
        Witnessed.kept(Witnessed.during(
                sandbox,
                () -> sandbox.run("apply", "--accept-risk=plain-clients").succeeds()));
        sandbox.run("plan").succeeds().prints("nothing to change");
        assertThat(sandbox.status().get("security").stringValue()).isEqualTo("tls");
        getsIn(9095, client);
        sandbox.run("topics", "list").succeeds().prints("orders");
        sandbox.run("topics", "list", "--bootstrap", LAB.address(1) + ":9092", "--timeout", "5")
                .exits(3);
    }

    private static void getsIn(int port, Path properties) {
        sandbox.runWith(
                        "a\nb\n",
                        "produce",
                        "orders",
                        "--bootstrap",
                        LAB.address(1) + ":" + port,
                        "--command-config",
                        properties.toString())
                .succeeds();
    }
}
