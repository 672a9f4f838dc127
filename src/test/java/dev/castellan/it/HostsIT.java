package dev.castellan.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.lab.Lab;
import dev.castellan.lab.Layer;
import dev.castellan.security.Authority;
import dev.castellan.security.KeyAndCertificate;
import dev.castellan.security.Subject;
import dev.castellan.security.Vault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// The life of one cluster on three bare hosts, in order: real sshd, real systemd, real Kafka.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class HostsIT implements OnHosts {
    private static final Duration BOUND = Duration.ofSeconds(90);
    private static final Lab LAB = new Lab("ithosts", "192.168.59");
    private static final String UNIT = "castellan-orders-kafka-2.service";

    /// Notes every command line that is ever seen on a host.
    private static final String WATCH = "while :; do ps -eo args >>/root/seen; sleep 0.1; done";

    private static Sandbox sandbox;

    @BeforeAll
    static void three_bare_hosts() {
        if (Lab.obstacle().isPresent()) {
            return;
        }
        LAB.down();
        LAB.up(3, Layer.BARE, Optional.empty());
        LAB.run(3, "sh", "-c", "apt-get update && apt-get install -y ufw && ufw allow 22 && ufw --force enable");
        for (int host = 1; host <= 3; host++) {
            LAB.run(host, "systemd-run", "--unit=watch", "sh", "-c", WATCH);
        }
        Outside.install();
        sandbox = Sandbox.open("orders");
        spec("");
    }

    @AfterAll
    static void nothing_stays() {
        if (sandbox != null) {
            sandbox.close();
            LAB.down();
        }
    }

    private static void spec(String more) {
        sandbox.spec("name: orders\nheap: 512m\njvm: [-XX:TieredStopAtLevel=1, -XX:+UseSerialGC]\nssh: {config: "
                + LAB.sshConfig() + "}\nnodes: [" + LAB.address(1)
                + ", " + LAB.address(2) + ", " + LAB.address(3)
                + "]\netc-hosts: managed\nusers:\n  root: {admin: true}\n  app: {produce: [clicks], consume: [clicks]}\n"
                + "  robot: {auth: certificate, produce: [clicks], consume: [clicks]}\n  stranger: {consume: [other]}\n"
                + more);
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
        sandbox.run("check", "--fix").succeeds().prints("nothing stands in the way");
        assertThat(sandbox.run("plan").out()).contains("nothing to change");
        for (int host = 1; host <= 3; host++) {
            LAB.run(host, "systemctl", "stop", "watch"); // what the tests themselves do from here on does not count
        }
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
        String config = sandbox.run("users", "show-config", "root").succeeds().out();
        LAB.run(1, "sh", "-c", "umask 077; printf '%s\\n' '" + config + "' >/root/client.properties");
        assertThat(LAB.run(
                                1,
                                "kafka-topics.sh",
                                "--bootstrap-server",
                                broker(),
                                "--command-config",
                                "/root/client.properties",
                                "--list")
                        .output()
                        .lines())
                .contains("clicks");
        assertThat(LAB.run(1, "sh", "-c", "cd /opt/kafka/bin && for t in kafka-*.sh; do ./$t --help 2>&1; done")
                        .output())
                .contains("--describe", "--reset-offsets")
                .doesNotContain("ClassNotFound", "NoClassDefFound", "not found");
    }

    @Test
    @Order(4)
    void who_proves_who_he_is_gets_in_and_does_what_he_may() {
        sandbox.run("users", "show-config", "app", "--out", "app.properties").succeeds();
        sandbox.runWith("java\n", "produce", "clicks", "--bootstrap", broker(), "--command-config", "app.properties")
                .succeeds();

        // Debian's librdkafka is older than 2.6.1 and no match for SCRAM at a Kafka of today; certificates do.
        sandbox.run("users", "show-config", "robot", "--format", "librdkafka", "--out", "robot.conf")
                .succeeds();
        assertThat(Outside.run("kcat\n", "kcat", "-F", file("robot.conf"), "-P", "-t", "clicks")
                        .code())
                .isZero();
        assertThat(Outside.run("", "kcat", "-F", file("robot.conf"), "-C", "-t", "clicks", "-e", "-o", "beginning")
                        .text()
                        .lines())
                .contains("a", "java", "kcat");

        sandbox.run("users", "show-config", "robot", "--format", "python", "--out", "robot.py")
                .succeeds();
        String python = "from confluent_kafka import Producer\nexec(open('" + file("robot.py")
                + "').read())\np = Producer(config)\np.produce('clicks', b'python')\nprint('left', p.flush(30))\n";
        assertThat(Outside.run(python, "/usr/bin/python3", "-").text()).contains("left 0");

        assertThat(sandbox.run("consume", "clicks", "--from-beginning", "--max", "6")
                        .out()
                        .lines())
                .contains("java", "kcat", "python");
    }

    @Test
    @Order(5)
    void whoever_proves_nothing_stays_outside() throws IOException {
        sandbox.run("topics", "create", "views").succeeds();
        sandbox.run("topics", "list", "--bootstrap", broker(), "--timeout", "5").exits(3);
        assertThat(Outside.run("", "kcat", "-b", broker(), "-L", "-m", "5").code())
                .isNotZero();

        String right = Files.readString(Path.of(file("app.properties")));
        sandbox.file("wrong.properties", right.replaceAll("password=\"[^\"]*", "password=\"wrong"));
        sandbox.run("topics", "list", "--bootstrap", broker(), "--command-config", "wrong.properties")
                .exits(2)
                .complains("invalid credentials");

        sandbox.file(
                "trusting.properties",
                right.lines().filter(line -> !line.contains("ssl.")).collect(Collectors.joining("\n")));
        sandbox.run(
                        "topics",
                        "list",
                        "--bootstrap",
                        broker(),
                        "--command-config",
                        "trusting.properties",
                        "--timeout",
                        "5")
                .exits(2)
                .complains("SSL handshake failed");
        String robot = Files.readString(Path.of(file("robot.conf")));
        sandbox.file(
                "trusting.conf",
                robot.lines().filter(line -> !line.contains("ssl.ca")).collect(Collectors.joining("\n")));
        assertThat(Outside.run("", "kcat", "-F", file("trusting.conf"), "-L", "-m", "5")
                        .text())
                .contains("certificate verify failed");
    }

    @Test
    @Order(6)
    void whoever_may_not_or_is_late_stays_outside_too() {
        sandbox.run("users", "show-config", "stranger", "--out", "stranger.properties")
                .succeeds();
        sandbox.runWith("x\n", "produce", "clicks", "--bootstrap", broker(), "--command-config", "stranger.properties")
                .exits(2)
                .complains("lacks an ACL");
        assertThat(Outside.run("x\n", "kcat", "-F", file("robot.conf"), "-P", "-t", "views")
                        .text())
                .containsIgnoringCase("authorization failed");

        KeyAndCertificate expired = Authority.load("orders", new Vault(sandbox.secrets("orders")))
                .orElseThrow()
                .issue(Subject.client("robot"), Instant.now().minus(Duration.ofDays(3)), Duration.ofDays(1));
        sandbox.file("robot.conf.key.pem", expired.key().reveal());
        sandbox.file("robot.conf.certificate.pem", expired.certificate());
        assertThat(Outside.run("", "kcat", "-F", file("robot.conf"), "-L", "-m", "5")
                        .text())
                .contains("alert certificate"); // the broker does not tell strangers what is wrong with it
    }

    @Test
    @Order(7)
    void no_secret_is_seen_anywhere() throws IOException {
        sandbox.run("plan", "--save", "kept.plan").succeeds();
        List<String> said = List.of(
                sandbox.run("plan", "-o", "json").out(),
                sandbox.run("status", "-o", "json").out(),
                sandbox.run("users", "list", "-o", "json").out(),
                Files.readString(Path.of(file("kept.plan"))),
                Files.readString(sandbox.home().resolve("clusters/orders/journal.jsonl")));
        List<String> secrets = new ArrayList<>();
        try (Stream<Path> files = Files.walk(sandbox.secrets("orders"))) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("certificate.pem"))
                    .toList()) {
                // Of a key its first line of base 64; of a password all of it.
                secrets.add(Files.readAllLines(file).stream()
                        .filter(line -> !line.startsWith("-----"))
                        .findFirst()
                        .orElseThrow());
            }
        }
        assertThat(secrets).hasSizeGreaterThan(4);
        String places =
                "/etc/systemd/system /etc/castellan/orders/*/*.* /var/log/castellan /var/lib/castellan/orders/*.*"
                        + " /var/lib/castellan/orders/*/*.* /var/lib/castellan/orders/*/started /root/seen";
        for (String secret : secrets) {
            assertThat(said).noneMatch(text -> text.contains(secret));
            for (int host = 1; host <= 3; host++) {
                String scan = "s=" + secret + "; grep -rlF -e $s " + places + "; journalctl --no-pager | grep -F -e $s";
                assertThat(LAB.run(host, "sh", "-c", scan).output()).isEmpty();
            }
        }
        assertThat(LAB.run(1, "sh", "-c", "stat -c '%a %U' /etc/castellan/orders/kafka-1/tls/*")
                        .output()
                        .lines())
                .isNotEmpty()
                .allMatch("600 kafka"::equals);
    }

    private static String broker() {
        return LAB.address(1) + ":9092";
    }

    private static String file(String name) {
        return sandbox.directory().resolve(name).toString();
    }

    @Test
    @Order(8)
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
    @Order(9)
    void a_dynamic_property_needs_no_restart() {
        String before = LAB.run(2, "systemctl", "show", UNIT, "-p", "MainPID").output();
        spec("config: {log.retention.ms: 86400000}\n");
        sandbox.run("apply").succeeds();
        assertThat(LAB.run(2, "systemctl", "show", UNIT, "-p", "MainPID").output())
                .isEqualTo(before);
        assertThat(sandbox.run("plan").out()).contains("nothing to change");
    }

    @Test
    @Order(10)
    void certificates_are_renewed_and_nobody_restarts() throws Exception {
        String before = processes();
        giveConfigurations("renewed");
        try (Load load = load("renewed")) {
            load.grows();
            sandbox.run("certs", "renew").succeeds().prints("reloaded: kafka-1, kafka-2, kafka-3; restarted: none");
            load.grows();
            load.producesNoMore();
            load.consumesNoMore();
        }
        assertThat(processes()).isEqualTo(before);
        certificatesAreAsWanted();
    }

    @Test
    @Order(11)
    @Tag("long")
    void their_authority_changes_and_no_client_meets_an_error() throws Exception {
        giveConfigurations("old");
        try (Load first = load("old")) {
            first.grows();
            sandbox.run("certs", "rotate-ca").succeeds().prints("show-config app", "show-config robot");
            giveConfigurations("new");
            try (Load second = load("new")) {
                second.grows();
                first.producesNoMore();
                first.consumesNoMore();
                sandbox.run("certs", "rotate-ca", "--finish", "--accept-risk=old-clients")
                        .succeeds()
                        .prints("trusted no more");
                second.producesNoMore();
                Load.everyRecordIsConsumed(List.of(first, second));
                second.consumesNoMore();
            }
        }
        certificatesAreAsWanted();
    }

    private static void certificatesAreAsWanted() {
        sandbox.run("certs", "list").succeeds().prints("kafka-3", "robot", "364");
        for (int host = 1; host <= 3; host++) {
            String keys = "stat -c '%a %U' /etc/castellan/orders/kafka-" + host + "/tls/*";
            assertThat(LAB.run(host, "sh", "-c", keys).output().lines())
                    .isNotEmpty()
                    .allMatch("600 kafka"::equals);
        }
        assertThat(sandbox.run("plan").out()).contains("nothing to change");
    }

    private static String processes() {
        return IntStream.rangeClosed(1, 3)
                .mapToObj(host -> LAB.run(host, "systemctl", "show", "castellan-orders-kafka-" + host, "-p", "MainPID")
                        .output())
                .collect(Collectors.joining());
    }

    private static void giveConfigurations(String generation) {
        for (String user : List.of("app", "robot")) {
            sandbox.run("users", "show-config", user, "--out", user + "." + generation)
                    .succeeds();
        }
    }

    private static Load load(String generation) {
        return new Load(sandbox, generation, "app." + generation, "robot." + generation);
    }

    @Test
    @Order(12)
    @Tag("long")
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
    @Order(13)
    void destroy_takes_along_what_was_installed() {
        sandbox.run("destroy").exits(2);
        sandbox.run("destroy", "--accept-risk=data-loss").succeeds();
        for (int host = 1; host <= 3; host++) {
            String left = "ls -d /opt/castellan /opt/kafka /usr/local/bin/kafka-* /etc/castellan /var/lib/castellan"
                    + " /var/log/castellan /etc/systemd/system/castellan-* /etc/sysctl.d/*castellan*"
                    + " /etc/security/limits.d/*castellan* /etc/tmpfiles.d/*castellan* /etc/ufw/applications.d/castellan-* 2>/dev/null;"
                    + " grep castellan /etc/hosts /etc/passwd /etc/ufw/user.rules 2>/dev/null";
            assertThat(LAB.run(host, "sh", "-c", left).output()).isEmpty();
        }
        assertThat(LAB.run(1, "systemctl", "cat", "castellan-orders-kafka-1.service")
                        .code())
                .isNotZero();
    }
}
