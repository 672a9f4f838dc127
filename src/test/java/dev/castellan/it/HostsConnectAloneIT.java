package dev.castellan.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.lab.Lab;
import dev.castellan.lab.Layer;
import dev.castellan.security.Authority;
import dev.castellan.security.Vault;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// A worker of Kafka Connect on a machine of its own, in a locked cluster whose only node lives on another.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class HostsConnectAloneIT implements OnHosts {
    private static final Lab LAB = new Lab("italone", "192.168.77");
    /// What Castellan may have left on a machine; `.` stands for nothing, so that the list is never empty.
    private static final String TRACES = "ls -d /etc/castellan /opt/castellan /opt/kafka /var/lib/castellan"
            + " /var/log/castellan /usr/local/bin/kafka-* /etc/systemd/system/castellan-* /run/castellan-apart.lock"
            + " 2>/dev/null; grep -o 'kafka[a-z-]*' /etc/passwd; echo .";

    private static Sandbox sandbox;

    @BeforeAll
    static void two_hosts() {
        if (Lab.obstacle().isPresent()) {
            return;
        }
        LAB.down();
        LAB.up(2, Layer.JAVA, Optional.empty());
        for (int host = 1; host <= 2; host++) {
            LAB.run(host, "sh", "-c", "printf 'one\\ntwo\\nthree\\n' >/srv/lines.txt");
        }
        sandbox = Sandbox.open("apart");
        sandbox.file("places.properties", "lines=/srv/lines.txt\n");
    }

    @AfterAll
    static void nothing_stays() {
        if (sandbox != null) {
            sandbox.close();
            LAB.down();
        }
    }

    private static void spec(String connect) {
        spec("agent", connect);
    }

    private static void spec(String metrics, String connect) {
        sandbox.spec("name: apart\nmetrics: " + metrics
                + "\nheap: 384m\njvm: [-XX:TieredStopAtLevel=1, -XX:+UseSerialGC]\nssh: {config: " + LAB.sshConfig()
                + "}\nnodes: [" + LAB.address(1) + "]\ntopics: {lines: }\n" + connect);
    }

    private static String worker(String place) {
        return """
                connect:
                  heap: 256m
                  workers: [%s]
                connectors:
                  lines:
                    config:
                      connector.class: FileStreamSource
                      tasks.max: 1
                      file: ${file:places.properties:lines}
                      topic: lines
                      value.converter: org.apache.kafka.connect.storage.StringConverter
                """.formatted(place);
    }

    private static String on(int host) {
        return worker("{host: " + LAB.address(host) + "}");
    }

    private static String said(int host, String command) {
        return LAB.run(host, "sh", "-c", command).output().strip();
    }

    private static void nothingIsLeftToDo() {
        sandbox.run("plan", "--detailed-exitcode").succeeds().prints("nothing to change");
    }

    @Test
    @Order(1)
    void what_is_in_the_way_on_its_machine_is_told_before_anything_is_done() {
        spec(worker("{host: " + LAB.address(2) + ", port: 22}"));
        assertThat(sandbox.run("plan").exits(3).err())
                .contains("port 22 of connect-1 on " + LAB.address(2) + " is taken by sshd");
        assertThat(said(2, TRACES)).isEqualTo(".");
    }

    @Test
    @Order(2)
    void one_apply_brings_all_it_needs_and_a_second_changes_nothing() {
        spec(on(2));
        assertThat(sandbox.run("plan")
                        .prints("install Kafka")
                        .prints("places.properties -> carried/places.properties")
                        .out())
                .doesNotContain("lines.txt");
        sandbox.run("apply").succeeds();
        nothingIsLeftToDo();
        sandbox.run("consume", "lines", "--from-beginning", "--max", "3")
                .succeeds()
                .prints("three");
        sandbox.run("status").succeeds().prints("https://" + LAB.address(2) + ":8083");
        sandbox.run("connect", "status").succeeds().prints("FileStreamSource").prints("1 of 1");
        sandbox.run("monitoring", "write", "told").succeeds();
        Scraper scraper = new Scraper(sandbox.directory().resolve("told"), "apart");
        String agent = LAB.address(2) + ":7091";
        assertThat(scraper.told(agent))
                .contains("kafka_connect_source_task_metrics_source_record_write{connector=\"lines\"");
        assertThat(scraper.status("https://" + agent + "/metrics", Optional.empty()))
                .isEqualTo(401);
        assertThat(said(2, "ps -o user:20= -C java")).isEqualTo("kafka-connect");
        assertThat(said(1, "cat /var/lib/castellan/apart/worker-hosts")).isEqualTo(LAB.address(2));
        assertThat(said(2, "cd /etc/castellan/apart/connect-1/carried && stat -c '%a %U %G %n' *"))
                .isEqualTo("640 root kafka-connect places.properties");
        assertThat(said(1, "cat /var/lib/castellan/apart/journal.jsonl")).doesNotContain("lines.txt");
    }

    @Test
    @Order(3)
    void whoever_looks_at_machines_takes_it_for_no_node() {
        sandbox.run("check").prints(LAB.address(1)).prints(LAB.address(2));
        sandbox.run("logs", "connect-1", "-n", "3").succeeds();
        sandbox.run("certs", "list").succeeds().prints("connect-1");
        sandbox.run("history").succeeds().prints("connect-1");
        sandbox.run("drill", "faults").succeeds();
    }

    @Test
    @Order(4)
    @Tag("long")
    void one_that_was_stopped_by_hand_is_started_again() {
        LAB.run(2, "systemctl", "stop", "castellan-apart-connect-1");
        sandbox.run("plan").prints("not running");
        sandbox.run("apply").succeeds();
        sandbox.run("connect", "status").succeeds().prints("1 of 1");
        nothingIsLeftToDo();
    }

    @Test
    @Order(5)
    @Tag("long")
    void another_content_of_a_file_beside_the_spec_reaches_the_connector() {
        LAB.run(2, "sh", "-c", "printf 'four\\n' >/srv/more.txt");
        sandbox.file("places.properties", "lines=/srv/more.txt\n");
        assertThat(sandbox.run("plan").prints("carried.txt").out()).doesNotContain("more.txt");
        sandbox.run("apply").succeeds();
        sandbox.run("consume", "lines", "--from-beginning", "--max", "4")
                .succeeds()
                .prints("four");
        nothingIsLeftToDo();
        sandbox.file("places.properties", "lines=/srv/lines.txt\n");
        sandbox.run("apply").succeeds();
    }

    @Test
    @Order(6)
    @Tag("long")
    void another_authority_takes_over_its_agent_in_the_restart_that_is_due_anyway() {
        Scraper scraper = new Scraper(sandbox.directory().resolve("told"), "apart");
        String before = scraper.authorities();
        String agent = LAB.address(2) + ":7091";
        sandbox.run("certs", "rotate-ca", "--accept-risk=unavailable").succeeds();
        nothingIsLeftToDo();
        assertThat(scraper.authorities()).startsWith(before.strip()).isNotEqualTo(before);
        assertThat(scraper.told(agent)).contains("kafka_connect_");

        sandbox.run("certs", "rotate-ca", "--finish", "--accept-risk=unavailable")
                .succeeds();
        nothingIsLeftToDo();
        assertThat(scraper.authorities()).doesNotContain(before.substring(before.indexOf("-----BEGIN")));
        assertThat(scraper.told(agent)).contains("kafka_connect_");
        sandbox.run("connect", "status").succeeds().prints("1 of 1");
    }

    /// As after a copy of the secrets came back that knew another authority.
    @Test
    @Order(7)
    @Tag("long")
    void where_nobody_trusts_anybody_it_comes_back_with_the_node() {
        Vault vault = new Vault(sandbox.secrets("apart"));
        Authority.create("apart", Instant.now(), Duration.ofDays(1000)).keep(vault);
        sandbox.run("certs", "recover").succeeds().prints("apart is back");
        nothingIsLeftToDo();
        sandbox.run("connect", "status").succeeds().prints("1 of 1");
        Scraper scraper = new Scraper(sandbox.directory().resolve("told"), "apart");
        assertThat(scraper.told(LAB.address(2) + ":7091")).contains("kafka_connect_");
    }

    @Test
    @Order(8)
    @Tag("long")
    void a_worker_without_an_agent_keeps_no_key_of_it() {
        String kept = "cd /etc/castellan/apart/connect-1 && ls | grep jmx";
        assertThat(said(2, kept)).isEqualTo("jmx-agent.p12\njmx-agent.yml");
        spec("none", on(2));
        sandbox.run("apply", "--accept-risk=unavailable").succeeds();
        assertThat(said(2, kept)).isEmpty();
        nothingIsLeftToDo();
        spec(on(2));
        sandbox.run("apply", "--accept-risk=unavailable").succeeds();
        assertThat(said(2, kept)).isEqualTo("jmx-agent.p12\njmx-agent.yml");
    }

    @Test
    @Order(9)
    @Tag("long")
    void it_moves_to_the_machine_of_a_node_and_back_and_its_connector_stays() {
        spec(on(1));
        sandbox.run("plan").prints("lives on " + LAB.address(2) + ", and is wanted on " + LAB.address(1));
        sandbox.run("apply").succeeds();
        assertThat(said(2, TRACES)).isEqualTo(".");
        sandbox.run("connect", "status").succeeds().prints("1 of 1");
        nothingIsLeftToDo();

        spec(on(2));
        sandbox.run("apply").succeeds();
        assertThat(said(1, "ls /etc/castellan/apart")).isEqualTo("kafka-1");
        sandbox.run("connect", "status").succeeds().prints("1 of 1");
        nothingIsLeftToDo();
    }

    @Test
    @Order(10)
    @Tag("long")
    void a_machine_that_does_not_answer_stands_in_the_way_until_nothing_is_wanted_there() {
        LAB.stop(2);
        assertThat(sandbox.run("plan").exits(3).err()).contains("connect-1 (" + LAB.address(2) + ")");
        sandbox.run("status").prints(LAB.address(2) + ", a machine of workers, cannot be looked at");
        spec(on(1));
        sandbox.run("plan").prints("a worker may be left on " + LAB.address(2));
        spec(on(1).replace("${file:places.properties:lines}", "/srv/lines.txt"));
        sandbox.run("apply").succeeds();
        assertThat(said(1, "ls /etc/castellan/apart/connect-1/carried")).isEmpty();
        LAB.start(2);
        Sandbox.eventually(
                "it is up there too, and in its own way nowhere",
                Duration.ofMinutes(1),
                () -> said(2, "ss -Hltn 'sport = :7091 or sport = :8083' | wc -l")
                        .equals("2"));
        sandbox.run("plan").succeeds().prints("lives on " + LAB.address(2) + ", and is wanted on " + LAB.address(1));
        spec(on(2));
        sandbox.run("apply").succeeds();
        nothingIsLeftToDo();
    }

    @Test
    @Order(11)
    @Tag("long")
    void taken_out_of_the_spec_it_is_found_all_the_same_and_leaves_nothing() {
        spec("");
        sandbox.run("plan").prints("connect-1").prints("delete with its files");
        sandbox.run("apply").succeeds();
        assertThat(said(2, TRACES)).isEqualTo(".");
        assertThat(said(1, "ls /var/lib/castellan/apart")).doesNotContain("worker-hosts");
        nothingIsLeftToDo();
        spec(on(2));
        sandbox.run("apply").succeeds();
    }

    @Test
    @Order(12)
    void destroy_leaves_nothing_on_either_machine() {
        sandbox.run("destroy", "--accept-risk=data-loss").succeeds();
        assertThat(said(2, TRACES)).isEqualTo(".");
        assertThat(said(1, TRACES)).isEqualTo("/run/castellan-apart.lock\n.");
    }
}
