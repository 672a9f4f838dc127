package dev.castellan.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.lab.Lab;
import dev.castellan.lab.Layer;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// Workers of Kafka Connect on hosts, in a locked cluster: real sshd, real systemd, real Kafka and Connect.
@Tag("long")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class HostsConnectIT implements OnHosts {
    private static final Lab LAB = new Lab("itconn", "192.168.63");
    private static final String PLUGIN = "io.debezium:debezium-connector-postgres:3.6.1.Final";

    private static Sandbox sandbox;

    @BeforeAll
    static void three_hosts() {
        if (Lab.obstacle().isPresent()) {
            return;
        }
        LAB.down();
        LAB.up(3, Layer.JAVA, Optional.empty());
        for (int host = 1; host <= 3; host++) {
            LAB.run(host, "sh", "-c", "printf 'one\\ntwo\\nthree\\n' >/srv/lines.txt");
        }
        sandbox = Sandbox.open("joined");
    }

    @AfterAll
    static void nothing_stays() {
        if (sandbox != null) {
            sandbox.close();
            LAB.down();
        }
    }

    private static void spec(String connect) {
        sandbox.spec("name: joined\nheap: 512m\njvm: [-XX:TieredStopAtLevel=1, -XX:+UseSerialGC]\nssh: {config: "
                + LAB.sshConfig() + "}\nnodes: [" + LAB.address(1) + ", " + LAB.address(2) + ", " + LAB.address(3)
                + "]\ntopics: {lines: }\n" + connect);
    }

    private static String workers(String heap, String second) {
        return """
                connect:
                  heap: %s
                  plugins: {debezium: "%s"}
                  workers:
                  - id: 1
                  - {id: 2, host: %s}
                connectors:
                  lines:
                    config:
                      connector.class: FileStreamSource
                      tasks.max: 1
                      file: /srv/lines.txt
                      topic: lines
                      value.converter: org.apache.kafka.connect.storage.StringConverter
                """.formatted(heap, PLUGIN, second);
    }

    private static String said(int host, String... command) {
        return LAB.run(host, command).output().strip();
    }

    /// The process of the worker on the first host.
    private static String worker() {
        return said(1, "pgrep", "-u", "kafka-connect", "-f", "ConnectDistributed");
    }

    private static String brokers() {
        StringBuilder pids = new StringBuilder();
        for (int host = 1; host <= 3; host++) {
            pids.append(said(host, "pgrep", "-u", "kafka", "-f", "kafka.Kafka "))
                    .append(' ');
        }
        return pids.toString();
    }

    @Test
    @Order(1)
    void one_apply_brings_workers_that_log_in_and_a_second_changes_nothing() {
        spec(workers("256m", LAB.address(2)));
        sandbox.run("apply").succeeds();
        sandbox.run("plan", "--detailed-exitcode").succeeds().prints("nothing to change");
        sandbox.run("consume", "lines", "--from-beginning", "--max", "3")
                .succeeds()
                .prints("three");
        sandbox.run("status")
                .succeeds()
                .prints("https://" + LAB.address(1) + ":8083")
                .prints("https://" + LAB.address(2) + ":8083");
        sandbox.run("connect", "status").succeeds().prints("FileStreamSource").prints("1 of 1");
        assertThat(said(1, "sh", "-c", "ps -o user:20= -p " + worker())).isEqualTo("kafka-connect");
        // It reads nothing that is the broker's, and nobody else reads what is its own.
        assertThat(LAB.run(
                                1,
                                "runuser",
                                "-u",
                                "kafka-connect",
                                "--",
                                "cat",
                                "/etc/castellan/joined/kafka-1/tls/key.pem")
                        .code())
                .isNotZero();
        assertThat(LAB.run(1, "runuser", "-u", "nobody", "--", "cat", "/etc/castellan/joined/connect-1/tls/worker.p12")
                        .code())
                .isNotZero();
        sandbox.run("logs", "connect-2", "-n", "3").succeeds();
    }

    @Test
    @Order(2)
    void another_heap_restarts_workers_one_by_one_and_no_broker() {
        String plugins = "cd /opt/castellan/plugins && ";
        String own = said(1, "sh", "-c", plugins + "ls");
        said(1, "sh", "-c", plugins + "mkdir old new && touch -d '2 hours ago' old " + own);
        String before = brokers();
        spec(workers("320m", LAB.address(2)));
        assertThat(sandbox.run("apply").succeeds().err()).contains("2 restarts of workers, one after the other");
        assertThat(brokers()).isEqualTo(before);
        sandbox.run("connect", "status").succeeds().prints("1 of 1");
        sandbox.run("plan", "--detailed-exitcode").succeeds().prints("nothing to change");
        // One that nobody has any more is gone, but for what may be about to be used.
        assertThat(said(1, "ls", "/opt/castellan/plugins")).isEqualTo(own + "\nnew");
    }

    @Test
    @Order(3)
    void a_worker_moves_to_another_host() {
        spec(workers("320m", LAB.address(3)));
        sandbox.run("plan").prints("lives on " + LAB.address(2) + ", and is wanted on " + LAB.address(3));
        sandbox.run("apply").succeeds();
        assertThat(said(2, "sh", "-c", "ls /etc/castellan/joined; id kafka-connect 2>&1"))
                .doesNotContain("connect-2")
                .contains("no such user");
        sandbox.run("status").succeeds().prints("https://" + LAB.address(3) + ":8083");
        sandbox.run("plan", "--detailed-exitcode").succeeds().prints("nothing to change");
    }

    @Test
    @Order(4)
    void a_worker_that_is_killed_is_started_again_by_its_machine() {
        String before = worker();
        LAB.run(1, "kill", "-9", before);
        Sandbox.eventually("another process", Duration.ofSeconds(60), () -> {
            String now = worker();
            return !now.isEmpty() && !now.equals(before);
        });
        sandbox.run("apply").succeeds();
        sandbox.run("connect", "status").succeeds().prints("1 of 1");
    }

    @Test
    @Order(5)
    void taken_out_of_the_spec_they_leave_nothing() {
        spec("");
        sandbox.run("apply").succeeds();
        for (int host = 1; host <= 3; host++) {
            assertThat(said(
                            host,
                            "sh",
                            "-c",
                            "ls -d /etc/castellan/joined/connect-* /opt/castellan/plugins 2>/dev/null"))
                    .isEmpty();
        }
        sandbox.run("plan", "--detailed-exitcode").succeeds().prints("nothing to change");
        sandbox.run("destroy", "--accept-risk=data-loss").succeeds();
        assertThat(said(1, "ls", "/etc", "/opt")).doesNotContain("castellan");
    }
}
