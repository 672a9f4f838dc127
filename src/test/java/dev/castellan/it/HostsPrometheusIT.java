package dev.castellan.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.lab.Lab;
import dev.castellan.lab.Layer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// Prometheus and Alertmanager on a host, from the packages of its distribution, kept as the spec says.
@Tag("long")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class HostsPrometheusIT implements OnHosts {
    private static final Lab LAB = new Lab("itprom", "192.168.71");
    private static final String ETC = "/etc/castellan/watched/prometheus";
    private static final String UNIT = "castellan-watched-prometheus.service";
    private static final String WATCH = "monitoring: {install: prometheus}\n";

    private static Sandbox sandbox;

    @BeforeAll
    static void a_cluster_of_one_node() {
        if (Lab.obstacle().isPresent()) {
            return;
        }
        LAB.down();
        LAB.up(2, Layer.PROMETHEUS, Optional.empty());
        sandbox = Sandbox.open("watched");
        spec(1, "");
        sandbox.run("apply").succeeds();
    }

    @AfterAll
    static void nothing_stays() {
        if (sandbox != null) {
            sandbox.close();
            LAB.down();
        }
    }

    private static void spec(int nodes, String more) {
        String second = nodes == 1 ? "" : ", {id: 2, host: " + LAB.address(2) + ", roles: broker}";
        sandbox.spec("name: watched\nsecurity: none\nmetrics: agent\nheap: 256m\n"
                + "jvm: [-XX:TieredStopAtLevel=1, -XX:+UseSerialGC]\nssh: {config: " + LAB.sshConfig() + "}\n"
                + "nodes: [{id: 1, host: " + LAB.address(1) + "}" + second + "]\n" + more);
    }

    private static String said(String command) {
        return LAB.run(1, "sh", "-c", command).output().strip();
    }

    /// What a program of the first host answers to a program of that host.
    private static String asked(int port, String path) {
        return LAB.run(
                        1,
                        "bash",
                        "-c",
                        "exec 3<>/dev/tcp/127.0.0.1/" + port + "; printf 'GET " + path
                                + " HTTP/1.0\\r\\n\\r\\n' >&3; cat <&3")
                .output();
    }

    private static String targets() {
        return asked(9090, "/api/v1/targets?state=active");
    }

    private static String pid() {
        return said("systemctl show " + UNIT + " -p MainPID");
    }

    private static void nothingIsLeftToDo() {
        sandbox.run("plan", "--detailed-exitcode").succeeds().prints("nothing to change");
    }

    @Test
    @Order(1)
    void one_apply_installs_it_and_all_that_it_asks_answers() {
        spec(1, WATCH);
        sandbox.run("plan")
                .prints("install prometheus, prometheus-alertmanager")
                .prints("does not ask castellan serve");
        sandbox.run("apply").succeeds();
        nothingIsLeftToDo();

        assertThat(Watchtower.get("http://" + LAB.address(1) + ":9090/-/ready")).contains("Ready");
        assertThat(Watchtower.get("http://" + LAB.address(1) + ":9193/-/ready")).isEqualTo("OK");
        sandbox.run("status").succeeds().prints("of " + LAB.address(1) + ", ready, 1 of 1 that it asks answer");
        assertThat(targets())
                .contains(LAB.address(1) + ":7071", "\"health\":\"up\"")
                .doesNotContain("\"down\"", "7070");
        assertThat(asked(9090, "/api/v1/rules")).contains("KafkaRequestHandlersBusy", "KafkaBrokerDown");
        assertThat(asked(9090, "/api/v1/alertmanagers")).contains("127.0.0.1:9193");
        // What the packages bring of their own stays off.
        assertThat(said("systemctl is-active prometheus prometheus-alertmanager; "
                        + "systemctl is-enabled prometheus prometheus-alertmanager"))
                .isEqualTo("inactive\ninactive\ndisabled\ndisabled");
    }

    @Test
    @Order(2)
    void nodes_that_come_and_go_are_asked_and_not_asked_by_the_same_command() {
        String before = pid();
        spec(2, WATCH);
        sandbox.run("apply", "--accept-risk=unavailable").succeeds();
        assertThat(targets()).contains(LAB.address(2) + ":7071", "kafka-2").doesNotContain("\"down\"");
        nothingIsLeftToDo();

        spec(2, WATCH + "retire: [2]\n");
        sandbox.run("apply", "--accept-risk=unavailable").succeeds();
        spec(1, WATCH);
        nothingIsLeftToDo();
        Sandbox.eventually(
                "kafka-2 is asked no more",
                Duration.ofSeconds(30),
                () -> !targets().contains("kafka-2"));
        assertThat(pid()).isEqualTo(before);
    }

    @Test
    @Order(3)
    void what_is_changed_by_hand_is_put_back_and_who_is_told_is_the_users() {
        String before = pid();
        LAB.run(1, "sh", "-c", "sed -i 's/KafkaBrokerDown/Mine/' " + ETC + "/rules/castellan-brokers.yml");
        LAB.run(1, "sh", "-c", "sed -i 's/nobody/me/' " + ETC + "/alertmanager.yml");
        LAB.run(1, "systemctl", "reload", UNIT);
        assertThat(asked(9090, "/api/v1/rules")).contains("Mine");
        sandbox.run("plan").prints("rules/castellan-brokers.yml").prints("- ").prints("Mine");
        sandbox.run("apply").succeeds();

        assertThat(asked(9090, "/api/v1/rules")).contains("KafkaBrokerDown").doesNotContain("Mine");
        assertThat(said("cat " + ETC + "/alertmanager.yml")).contains("receiver: me");
        assertThat(pid()).isEqualTo(before);
        nothingIsLeftToDo();
    }

    @Test
    @Order(4)
    void who_was_stopped_by_somebody_is_started_again_and_the_other_is_left_alone() {
        String before = pid();
        LAB.run(1, "systemctl", "stop", "castellan-watched-alertmanager.service");
        sandbox.run("plan").prints("take up their files");
        sandbox.run("apply").succeeds();
        assertThat(asked(9193, "/-/ready")).contains("200 OK");
        assertThat(pid()).isEqualTo(before);
        nothingIsLeftToDo();
    }

    @Test
    @Order(5)
    void what_castellan_serves_elsewhere_is_asked_through_a_tunnel_that_ends_with_it() throws Exception {
        spec(1, "monitoring: {install: prometheus, serve: 7070}\n");
        sandbox.run("apply").succeeds();
        String answers = "/api/v1/query?query=castellan_cluster_answers";
        assertThat(asked(9090, answers)).doesNotContain("watched");

        Process serving = sandbox.start("serve", "--port", "0", "--every", "1s");
        Sandbox.eventually(
                "it is asked",
                Duration.ofSeconds(60),
                () -> asked(9090, answers).contains("\"cluster_name\":\"watched\""));
        assertThat(targets()).doesNotContain("\"down\"");
        nothingIsLeftToDo();

        // The process of sshd that has the port.
        String holder = "ss -Hltnp 'sport = :7070' | grep -o 'pid=[0-9]*' | head -n 1 | cut -d = -f 2";
        String first = said(holder);
        LAB.run(1, "kill", "-9", first);
        Sandbox.eventually("a cut is mended", Duration.ofSeconds(30), () -> {
            String now = said(holder);
            return !now.isEmpty() && !now.equals(first);
        });

        serving.destroyForcibly().waitFor();
        Sandbox.eventually(
                "nothing of it is left there",
                Duration.ofSeconds(30),
                () -> said(holder).isEmpty());

        // The port is somebody else's for a while.
        LAB.run(1, "systemd-run", "--unit=theirs", "systemd-socket-activate", "-l", "127.0.0.1:7070", "cat");
        Process again = sandbox.start("serve", "--port", "0", "--every", "1s");
        Path told = sandbox.lastErrors();
        Sandbox.eventually(
                "it says why", Duration.ofSeconds(30), () -> Sandbox.text(told).contains("somebody has it"));
        LAB.run(1, "systemctl", "stop", "theirs");
        Sandbox.eventually(
                "it is asked again",
                Duration.ofSeconds(60),
                () -> asked(9090, answers).contains("\"cluster_name\":\"watched\""));
        again.destroy();
        assertThat(again.waitFor(15, TimeUnit.SECONDS)).isTrue();
        spec(1, WATCH);
        sandbox.run("apply").succeeds();
    }

    @Test
    @Order(6)
    void taken_out_of_the_spec_it_leaves_nothing() {
        spec(1, "");
        sandbox.run("plan").prints("delete with all they have collected");
        sandbox.run("apply").succeeds();
        nothingIsLeftToDo();
        assertThat(said("ls -d /etc/castellan/watched/prometheus /var/lib/castellan/watched/prometheus"
                        + " /etc/prometheus /var/lib/castellan/.*-prometheus /etc/systemd/system/*prometheus*"
                        + " /etc/systemd/system/*alertmanager* 2>/dev/null"))
                .isEmpty();
        assertThat(said("dpkg-query -W -f '${Package} ${Status}\\n' | grep -i -e prometheus -e javascript-common"))
                .isEmpty();
        assertThat(said("id prometheus 2>&1")).contains("no such user");
        assertThat(said("ss -Hltn 'sport = :9090 or sport = :9193'")).isEmpty();
    }

    @Test
    @Order(7)
    void a_prometheus_that_was_there_before_is_left_alone_and_its_port_is_refused() {
        LAB.run(
                1,
                "sh",
                "-c",
                "apt-get update -qq; DEBIAN_FRONTEND=noninteractive apt-get install -y -qq"
                        + " --no-install-recommends prometheus");
        String theirs = said("systemctl show prometheus -p MainPID; sha256sum /etc/prometheus/prometheus.yml");
        spec(1, WATCH);
        sandbox.run("apply")
                .exits(3)
                .complains("port 9090 of " + LAB.address(1) + ", for Prometheus, is taken by prometheus")
                .complains("monitoring: {port: 9190}");

        spec(1, "monitoring: {install: prometheus, port: 9190, alertmanager-port: 9293}\n");
        sandbox.run("apply").succeeds();
        nothingIsLeftToDo();
        assertThat(asked(9190, "/api/v1/alertmanagers")).contains("127.0.0.1:9293");
        sandbox.run("destroy", "--accept-risk=data-loss").succeeds();
        assertThat(said("systemctl show prometheus -p MainPID; sha256sum /etc/prometheus/prometheus.yml"))
                .isEqualTo(theirs);
        assertThat(said("systemctl is-active prometheus")).isEqualTo("active");
        assertThat(said("dpkg-query -W -f '${Package}\\n' | grep -x prometheus-alertmanager"))
                .isEmpty();
        assertThat(said("ls -d /etc/castellan /var/lib/castellan /etc/systemd/system/castellan-* 2>/dev/null"))
                .isEmpty();
    }
}
