package dev.castellan.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.lab.Lab;
import dev.castellan.lab.Layer;
import dev.castellan.security.Authority;
import dev.castellan.security.Vault;
import java.nio.file.Files;
import java.nio.file.Path;
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

/// A Prometheus on one host of a locked cluster asks the agents of all hosts, over TLS and with a password.
@Tag("long")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class HostsLockedMonitoringIT implements OnHosts {
    private static final Lab LAB = new Lab("itlocked", "192.168.73");
    private static final String NODE = "/etc/castellan/guarded/kafka-2/";
    private static final String ETC = "/etc/castellan/guarded/prometheus";
    private static final String AGENT = "cd /etc/castellan/guarded/kafka-*/ && ls | grep jmx";
    private static final String UNIT = "castellan-guarded-prometheus.service";

    private static Sandbox sandbox;

    @BeforeAll
    static void a_locked_cluster_of_two_hosts() {
        if (Lab.obstacle().isPresent()) {
            return;
        }
        LAB.down();
        LAB.up(2, Layer.PROMETHEUS, Optional.empty());
        sandbox = Sandbox.open("guarded");
        spec("open", "");
        sandbox.run("apply").succeeds();
    }

    @AfterAll
    static void nothing_stays() {
        if (sandbox != null) {
            sandbox.close();
            LAB.down();
        }
    }

    private static void spec(String metrics, String monitoring) {
        sandbox.spec("""
                name: guarded
                heap: 256m
                jvm: [-XX:TieredStopAtLevel=1, -XX:+UseSerialGC]
                metrics: %s
                ssh: {config: %s}
                topics: {clicks: {partitions: 1, replication-factor: 1}}
                nodes: [{id: 1, host: %s}, {id: 2, host: %s, roles: broker}]
                %s
                """.formatted(metrics, LAB.sshConfig(), LAB.address(1), LAB.address(2), monitoring));
    }

    private static String on(int host) {
        return "monitoring: {install: prometheus, host: " + LAB.address(host) + "}";
    }

    private static void apply() {
        sandbox.run("apply", "--accept-risk=unavailable").succeeds();
        sandbox.run("plan", "--detailed-exitcode").succeeds().prints("nothing to change");
    }

    private static String said(int host, String command) {
        return LAB.run(host, "sh", "-c", command).output().strip();
    }

    /// How many agents were up when a Prometheus asked them last.
    private static String up(int host) {
        return LAB.run(
                        host,
                        "bash",
                        "-c",
                        "exec 3<>/dev/tcp/127.0.0.1/9090; printf 'GET /api/v1/query?query=sum%%28up%%7Bjob=%%22kafka%%22%%7D%%29"
                                + " HTTP/1.0\\r\\n\\r\\n' >&3; cat <&3")
                .output();
    }

    private static void bothAreUp(int host) {
        Sandbox.eventually("both are up", Duration.ofMinutes(1), () -> up(host).contains(",\"2\"]"));
    }

    private static Scraper scraper() {
        return new Scraper(sandbox.directory().resolve("prometheus"), "guarded");
    }

    private static Path kept(String secret) {
        return sandbox.secrets("guarded").resolve("agents").resolve(secret);
    }

    @Test
    @Order(1)
    void an_installation_that_was_cut_off_is_finished_by_the_next_run() throws Exception {
        spec("open", on(1));
        Process apply = sandbox.start("apply", "--accept-risk=unavailable");
        Sandbox.eventually(
                "packages are unpacked",
                Duration.ofMinutes(3),
                () -> said(1, "systemctl is-enabled prometheus; ls /usr/bin/prometheus*")
                        .contains("masked-runtime\n/usr/bin/prometheus"));
        apply.destroyForcibly().onExit().join();
        // And all that it began there.
        said(1, "pkill -9 -f '[I]nstalls packages of Prometheus'; pkill -9 -x apt-get; pkill -9 -x dpkg");
        assertThat(said(1, "systemctl is-enabled prometheus")).isEqualTo("masked-runtime");
        assertThat(said(1, "dpkg --audit")).isNotEmpty();

        sandbox.run("plan").succeeds().prints("install prometheus, prometheus-alertmanager");
        apply();
        assertThat(said(1, "systemctl is-enabled prometheus prometheus-alertmanager"))
                .isEqualTo("disabled\ndisabled");
        assertThat(said(1, "dpkg --audit; ls -A /var/lib/castellan | grep before"))
                .isEmpty();
        bothAreUp(1);
    }

    @Test
    @Order(2)
    void one_apply_locks_the_agents_one_node_after_the_other_and_prometheus_hears_of_each() throws Exception {
        // As releases before this one wrote it.
        LAB.run(2, "sed", "-i", "s/=7071:/=127.0.0.1:7071:/", NODE + "jvm.options");
        LAB.run(2, "systemctl", "restart", "castellan-guarded-kafka-2.service");
        spec("agent", on(1));
        sandbox.run("plan", "--accept-risk=unavailable")
                .succeeds()
                .prints("jvm.options changed", "127.0.0.1:7071", "agents/guarded.password", "prometheus.yml");
        apply();

        bothAreUp(1);
        String password = Files.readString(kept("password")).strip();
        assertThat(password).hasSize(32);
        for (String file : new String[] {NODE + "jmx-agent.yml", NODE + "jvm.options"}) {
            assertThat(said(2, "cat " + file)).isNotEmpty().doesNotContain(password);
        }
        assertThat(said(2, "stat -c '%A %U %G' " + NODE + "jmx-agent.p12")).isEqualTo("-rw-r----- root kafka");
        assertThat(said(1, "stat -c '%A %U %G' " + ETC + "/agents/guarded.password"))
                .isEqualTo("-rw-r----- root prometheus");
        assertThat(said(1, "su -s /bin/sh nobody -c 'cat " + ETC + "/agents/guarded.password' 2>&1"))
                .contains("Permission denied");
    }

    @Test
    @Order(3)
    void who_comes_without_the_password_or_without_tls_is_told_nothing() {
        sandbox.run("monitoring", "write", "prometheus").succeeds();
        String agent = LAB.address(2) + ":7071";
        Scraper scraper = scraper();

        assertThat(scraper.told(agent)).contains("kafka_server_");
        assertThat(scraper.status("https://" + agent + "/metrics", Optional.empty()))
                .isEqualTo(401);
        assertThat(scraper.status("https://" + agent + "/metrics", Optional.of("wrong")))
                .isEqualTo(401);
        assertThat(scraper.status("http://" + agent + "/metrics", Optional.of(scraper.password())))
                .isEqualTo(Scraper.NOTHING);
    }

    @Test
    @Order(4)
    void what_is_changed_by_hand_is_put_back_and_a_plan_says_where_and_not_what() {
        LAB.run(1, "sh", "-c", "echo sneaky >" + ETC + "/agents/guarded.password");
        LAB.run(2, "rm", NODE + "jmx-agent.p12");
        Result plan = sandbox.run("plan", "-o", "json").succeeds().prints("agents/guarded.password", "jmx-agent.yml");
        assertThat(plan.toString()).doesNotContain(scraper().password(), "sneaky");
        String before = said(2, "systemctl show castellan-guarded-kafka-2.service -p MainPID");
        sandbox.run("apply").succeeds();

        assertThat(said(1, "cat " + ETC + "/agents/guarded.password"))
                .isEqualTo(scraper().password());
        assertThat(said(2, "systemctl show castellan-guarded-kafka-2.service -p MainPID"))
                .isEqualTo(before);
        sandbox.run("plan", "--detailed-exitcode").succeeds().prints("nothing to change");
    }

    @Test
    @Order(5)
    void moved_to_another_host_it_is_gone_from_the_first() {
        spec("agent", on(2));
        sandbox.run("plan", "--accept-risk=unavailable")
                .succeeds()
                .prints(LAB.address(1) + "  delete", LAB.address(2) + "  install", LAB.address(2) + "  new");
        apply();

        bothAreUp(2);
        assertThat(
                        said(
                                1,
                                "ls -d " + ETC
                                        + " /var/lib/castellan/guarded/prometheus /etc/systemd/system/*prometheus*"
                                        + " /etc/systemd/system/*alertmanager* 2>/dev/null; ss -Hltn 'sport = :9090 or sport = :9193'"))
                .isEmpty();
        assertThat(said(1, "systemctl is-active castellan-guarded-kafka-1.service"))
                .isEqualTo("active");
        assertThat(said(2, "systemctl is-active " + UNIT)).isEqualTo("active");
    }

    @Test
    @Order(6)
    void another_password_restarts_the_nodes_and_whoever_asks_them_learns_it() throws Exception {
        String before = scraper().password();
        Files.delete(kept("password"));
        sandbox.run("plan", "--accept-risk=unavailable")
                .succeeds()
                .prints("jvm.options changed", "agents/guarded.password");
        apply();

        bothAreUp(2);
        // The folder of the user was written anew too.
        String agent = LAB.address(1) + ":7071";
        assertThat(scraper().password()).isNotEqualTo(before);
        assertThat(scraper().told(agent)).contains("kafka_server_");
        assertThat(scraper().status("https://" + agent + "/metrics", Optional.of(before)))
                .isEqualTo(401);
    }

    @Test
    @Order(7)
    void another_authority_takes_over_the_agents_too_and_prometheus_trusts_it() {
        String before = scraper().authorities();
        sandbox.run("certs", "rotate-ca", "--accept-risk=unavailable").succeeds();
        sandbox.run("plan", "--detailed-exitcode").succeeds().prints("nothing to change");
        sandbox.run("certs", "rotate-ca", "--finish", "--accept-risk=unavailable")
                .succeeds();
        sandbox.run("plan", "--detailed-exitcode").succeeds().prints("nothing to change");

        bothAreUp(2);
        assertThat(scraper().authorities()).isNotEqualTo(before);
        assertThat(scraper().told(LAB.address(1) + ":7071")).contains("kafka_server_");
    }

    /// As after a copy of the secrets came back that knew another authority.
    @Test
    @Order(8)
    void a_cluster_that_nobody_trusts_any_more_is_brought_back_with_its_agents_by_one_command() {
        String before = scraper().authorities();
        Vault vault = new Vault(sandbox.secrets("guarded"));
        Authority.create("guarded", Instant.now(), Duration.ofDays(1000)).keep(vault);
        sandbox.run("plan").exits(3).complains("castellan certs recover");
        sandbox.run("certs", "recover").succeeds().prints("guarded is back");
        sandbox.run("plan", "--detailed-exitcode").succeeds().prints("nothing to change");

        bothAreUp(2);
        assertThat(scraper().authorities()).isNotEqualTo(before);
        assertThat(scraper().told(LAB.address(1) + ":7071")).contains("kafka_server_");
    }

    @Test
    @Order(9)
    void opened_or_switched_off_they_leave_no_key_and_no_password_behind() {
        spec("open", on(2));
        apply();
        bothAreUp(2);
        assertThat(said(2, "ls -d " + ETC)).isEqualTo(ETC);
        assertThat(said(1, AGENT)).isEqualTo("jmx-agent.yml");
        assertThat(said(2, AGENT)).isEqualTo("jmx-agent.yml");
        assertThat(said(2, "ls " + ETC + "/agents")).isEmpty();

        spec("none", "");
        apply();
        assertThat(said(1, AGENT)).isEmpty();
        assertThat(said(2, AGENT)).isEmpty();
    }

    @Test
    @Order(10)
    void destroyed_it_leaves_nothing() {
        sandbox.run("destroy", "--accept-risk=data-loss").succeeds();
        for (int host : LAB.numbers()) {
            assertThat(said(
                            host,
                            "ls -d /etc/castellan /var/lib/castellan /etc/systemd/system/castellan-* 2>/dev/null;"
                                    + " dpkg-query -W -f '${Package}\\n' | grep prometheus"))
                    .isEmpty();
        }
    }
}
