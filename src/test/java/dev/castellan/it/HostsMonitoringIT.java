package dev.castellan.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.lab.Lab;
import dev.castellan.lab.Layer;
import dev.castellan.testkit.Agent;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// A locked cluster on a host gets the Prometheus agent, for who has its password first, then for everybody.
@Tag("long")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class HostsMonitoringIT implements OnHosts {
    private static final Lab LAB = new Lab("itmon", "192.168.68");

    private static Sandbox sandbox;

    @BeforeAll
    static void a_cluster_without_agents() {
        if (Lab.obstacle().isPresent()) {
            return;
        }
        LAB.down();
        LAB.up(1, Layer.JAVA, Optional.empty());
        sandbox = Sandbox.open("counted");
        spec("none");
        sandbox.run("apply").succeeds();
    }

    @AfterAll
    static void nothing_stays() {
        if (sandbox != null) {
            sandbox.close();
            LAB.down();
        }
    }

    private static void spec(String metrics) {
        sandbox.spec("""
                name: counted
                heap: 256m
                jvm: [-XX:TieredStopAtLevel=1, -XX:+UseSerialGC]
                metrics: %s
                ssh: {config: %s}
                topics: {clicks: {partitions: 1, replication-factor: 1}}
                nodes: [%s]
                """.formatted(metrics, LAB.sshConfig(), LAB.address(1)));
    }

    @Test
    @Order(1)
    void switched_on_it_is_brought_and_tells_who_has_the_password() throws IOException {
        spec("agent");
        sandbox.run("monitoring", "write", "prometheus").succeeds().complains("a password that is not made yet");
        sandbox.run("plan").succeeds().prints("the Prometheus agent 1.0.1", "restart", "jvm.options changed");
        sandbox.run("apply", "--accept-risk=unavailable").succeeds();
        sandbox.run("plan").succeeds().prints("nothing to change");

        String address = LAB.address(1) + ":7071";
        sandbox.run("monitoring", "write", "prometheus").succeeds().complains("scrape-counted.yml has the job for it");
        Scraper scraper = new Scraper(sandbox.directory().resolve("prometheus"), "counted");
        assertThat(scraper.told(address)).contains("kafka_controller_kafkacontroller_activecontrollercount 1.0");
        assertThat(scraper.status("https://" + address + "/metrics", Optional.empty()))
                .isEqualTo(401);
        assertThat(listed("locked")).contains("[\"" + address + "\"]", "node: \"kafka-1\"");
        assertThat(listed("kafka")).doesNotContain("7071");
    }

    @Test
    @Order(2)
    void opened_it_tells_other_machines_and_each_name_that_rules_know() throws IOException {
        spec("open");
        sandbox.run("apply", "--accept-risk=unavailable").succeeds();

        String address = LAB.address(1) + ":7071";
        assertThat(listed("locked")).doesNotContain("7071");
        assertThat(listed("kafka")).contains("[\"" + address + "\"]", "node: \"kafka-1\"");
        sandbox.runWith("one\n", "produce", "clicks").succeeds();
        assertThat(Watchtower.get("http://" + address + "/metrics")).contains(Agent.ofNode());
    }

    @Test
    @Order(3)
    void rules_that_were_changed_by_hand_come_back_without_a_restart() {
        String file = "/etc/castellan/counted/kafka-1/jmx-agent.yml";
        String before = pid();
        LAB.run(1, "sh", "-c", "echo '# mine' >>" + file);
        sandbox.run("apply").succeeds();

        assertThat(LAB.run(1, "cat", file).output()).doesNotContain("# mine");
        assertThat(pid()).isEqualTo(before);
    }

    private static String pid() {
        return LAB.run(1, "systemctl", "show", "castellan-counted-kafka-1.service", "-p", "MainPID")
                .output();
    }

    private static String listed(String which) throws IOException {
        return Files.readString(sandbox.directory().resolve("prometheus/targets/" + which + "-counted.yml"));
    }
}
