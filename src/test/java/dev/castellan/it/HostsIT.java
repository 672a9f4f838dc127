package dev.castellan.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.lab.Lab;
import dev.castellan.lab.Layer;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// The life of one cluster on three bare hosts, in order: real sshd, real systemd, real Kafka.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class HostsIT {
    private static final Duration BOUND = Duration.ofSeconds(90);
    private static final Lab LAB = new Lab("ithosts", "192.168.59");
    private static final String UNIT = "castellan-orders-kafka-2.service";

    private static Sandbox sandbox;

    @BeforeAll
    static void three_bare_hosts() {
        if (Lab.obstacle().isPresent()) {
            return;
        }
        LAB.down();
        LAB.up(3, Layer.BARE, Optional.empty());
        LAB.run(3, "sh", "-c", "apt-get update && apt-get install -y ufw && ufw allow 22 && ufw --force enable");
        sandbox = Sandbox.open("orders");
        spec("");
    }

    /// Before each: what is given up before all of them leaves no trace in the report.
    @BeforeEach
    void is_told_where_it_cannot_run() {
        Lab.obstacle().ifPresent(why -> Assumptions.abort("clusters on hosts: " + why));
    }

    @AfterAll
    static void nothing_stays() {
        if (sandbox != null) {
            sandbox.close();
            LAB.down();
        }
    }

    private static void spec(String more) {
        sandbox.spec("name: orders\nheap: 512m\nssh: {config: " + LAB.sshConfig() + "}\nnodes: [" + LAB.address(1)
                + ", " + LAB.address(2) + ", " + LAB.address(3) + "]\netc-hosts: managed\n" + more);
    }

    @Test
    @Order(0)
    void a_kafka_that_castellan_did_not_install_is_refused_and_not_touched() {
        String unit = "/etc/systemd/system/kafka.service";
        LAB.run(3, "sh", "-c", "printf '[Service]\\nExecStart=/opt/kafka/bin/kafka-server-start.sh x\\n' >" + unit);
        sandbox.run("apply").exits(3).complains(LAB.address(3), "a Kafka that Castellan did not install", unit);
        assertThat(sandbox.run("check").exits(3).out())
                .contains("a Kafka that Castellan did not install", "1 finding stands in the way");
        assertThat(LAB.run(3, "grep", "-c", "ExecStart", unit).output().strip()).isEqualTo("1");
        assertThat(LAB.run(1, "ls", "/opt").output()).doesNotContain("castellan");
        LAB.run(3, "rm", unit);
    }

    @Test
    @Order(1)
    void one_apply_leads_from_bare_hosts_to_a_proven_cluster_and_the_next_changes_nothing() {
        assertThat(LAB.run(1, "which", "java").code()).isNotZero();
        sandbox.run("apply").succeeds();
        assertThat(sandbox.status().get("health").stringValue()).isEqualTo("healthy");
        assertThat(sandbox.json("plan").get("steps").isEmpty()).isTrue();
        assertThat(LAB.run(3, "ufw", "status").output()).contains("castellan-orders-kafka-3");
        assertThat(LAB.run(1, "getent", "hosts", "kafka-3").output()).startsWith(LAB.address(3) + " ");
    }

    @Test
    @Order(2)
    void records_go_through_and_logs_are_read_from_the_host() {
        sandbox.run("topics", "create", "clicks", "--partitions", "3").succeeds();
        sandbox.runWith("a\nb\nc\n", "produce", "clicks").succeeds();
        assertThat(sandbox.run("consume", "clicks", "--from-beginning", "--max", "3")
                        .out()
                        .lines())
                .containsExactlyInAnyOrder("a", "b", "c");
        assertThat(sandbox.run("logs", "kafka-2", "-n", "5").out().lines()).hasSize(5);
    }

    @Test
    @Order(3)
    void the_stock_tools_are_on_the_host_under_their_usual_names() {
        String server = LAB.address(1) + ":9092";
        assertThat(LAB.run(1, "kafka-topics.sh", "--bootstrap-server", server, "--list")
                        .output()
                        .lines())
                .contains("clicks");
        assertThat(LAB.run(1, "sh", "-c", "cd /opt/kafka/bin && for t in kafka-*.sh; do ./$t --help 2>&1; done")
                        .output())
                .contains("--describe", "--reset-offsets")
                .doesNotContain("ClassNotFound", "NoClassDefFound", "not found");
    }

    @Test
    @Order(5)
    void a_file_changed_by_hand_is_shown_and_put_back() {
        String file = "/etc/castellan/orders/kafka-2/server.properties";
        LAB.run(2, "sed", "-i", "s/min.insync.replicas=2/min.insync.replicas=1/", file);
        assertThat(sandbox.run("plan").out())
                .contains("- min.insync.replicas=1", "+ min.insync.replicas=2", "changed by hand since");
        sandbox.run("apply").succeeds();
        assertThat(LAB.run(2, "grep", "-c", "^min.insync.replicas=2", file)
                        .output()
                        .strip())
                .isEqualTo("1");
    }

    @Test
    @Order(6)
    void a_dynamic_property_needs_no_restart() {
        String before = LAB.run(2, "systemctl", "show", UNIT, "-p", "MainPID").output();
        spec("config: {log.retention.ms: 86400000}\n");
        sandbox.run("apply").succeeds();
        assertThat(LAB.run(2, "systemctl", "show", UNIT, "-p", "MainPID").output())
                .isEqualTo(before);
        assertThat(sandbox.run("plan").out()).contains("nothing to change");
    }

    @Test
    @Order(7)
    void a_host_whose_plug_is_pulled_is_named_and_heals_by_itself() {
        LAB.kill(2);
        Result status = sandbox.run("status").exits(3);
        assertThat(status.out()).contains("kafka-2 cannot be looked at: does not answer");
        assertThat(status.took()).isLessThan(Duration.ofSeconds(30));
        sandbox.runWith("d\n", "produce", "clicks").succeeds();
        LAB.start(2);
        Sandbox.eventually("kafka-2 is back", BOUND, () -> sandbox.run("status").exitCode() == 0);
    }

    @Test
    @Order(8)
    void destroy_takes_along_what_was_installed() {
        sandbox.run("destroy").exits(2);
        sandbox.run("destroy", "--accept-risk=data-loss").succeeds();
        for (int host = 1; host <= 3; host++) {
            String left = "ls -d /opt/castellan /opt/kafka /usr/local/bin/kafka-* /etc/castellan /var/lib/castellan"
                    + " /var/log/castellan /etc/systemd/system/castellan-* /etc/sysctl.d/*castellan*"
                    + " /etc/security/limits.d/*castellan* /etc/ufw/applications.d/castellan-* 2>/dev/null;"
                    + " grep castellan /etc/hosts /etc/passwd /etc/ufw/user.rules 2>/dev/null";
            assertThat(LAB.run(host, "sh", "-c", left).output()).isEmpty();
        }
        assertThat(LAB.run(1, "systemctl", "cat", "castellan-orders-kafka-1.service")
                        .code())
                .isNotZero();
    }
}
