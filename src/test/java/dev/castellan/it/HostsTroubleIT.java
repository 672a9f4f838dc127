package dev.castellan.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.lab.Lab;
import dev.castellan.lab.Layer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// One cluster on three hosts, whose changes are killed, cut off and raced, in order; each time the next run ends it.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class HostsTroubleIT implements OnHosts {
    private static final Lab LAB = new Lab("itxa", "192.168.61");
    private static final List<Integer> HOSTS = List.of(1, 2, 3);
    /// A host lets go of the lock after 30 s of silence.
    private static final Duration LOCK = Duration.ofSeconds(40);
    private static final Duration BOUND = Duration.ofSeconds(90);
    private static final String LIBRARY = "/var/lib/castellan/orders/";

    private static Sandbox sandbox;
    private static Sandbox other;
    private static Set<String> untouched;

    @BeforeAll
    static void three_hosts_and_two_control_machines() {
        if (Lab.obstacle().isPresent()) {
            return;
        }
        LAB.down();
        LAB.up(3, Layer.JAVA, Optional.empty());
        untouched = files();
        sandbox = Sandbox.open("orders");
        other = Sandbox.open("orders");
        spec("");
    }

    @AfterAll
    static void nothing_stays() {
        if (sandbox != null) {
            other.spec("name: none\n").close();
            sandbox.close();
            LAB.down();
        }
    }

    private static void spec(String more) {
        String yaml = "name: orders\nheap: 256m\njvm: [-XX:TieredStopAtLevel=1, -XX:+UseSerialGC]\nssh: {config: "
                + LAB.sshConfig() + "}\nnodes: ["
                + HOSTS.stream().map(LAB::address).collect(Collectors.joining(", ")) + "]\ntopics: {clicks: }\n" + more;
        sandbox.spec(yaml);
        other.spec(yaml);
    }

    @Test
    @Order(0)
    void a_cluster_that_was_never_finished_is_removed_without_a_trace() {
        killedWithin("Install", "apply");

        sandbox.run("destroy", "--accept-risk=data-loss").succeeds();

        leavesNothing();
    }

    @Test
    @Order(1)
    void a_cable_pulled_while_software_is_sent_ends_the_run_and_names_the_host() throws Exception {
        CompletableFuture<Result> apply = CompletableFuture.supplyAsync(() -> sandbox.run("apply"));
        Sandbox.eventually(
                "jars arrive",
                BOUND,
                () -> LAB.run(2, "sh", "-c", "ls -d /opt/castellan/store/.coming-*")
                                .code()
                        == 0);

        LAB.partition(2);

        Result cut = apply.get(3, TimeUnit.MINUTES);
        LAB.heal(2);
        cut.exits(3)
                .within(Duration.ofSeconds(75))
                .complains(LAB.address(2) + "  ", "run the same command again: it goes on from there");
        isUnlocked();
    }

    @Test
    @Order(2)
    void killed_within_any_step_it_is_finished_by_the_next_run() {
        killedWithin("ChooseIdentity", "apply");
        killedWithin("Certify", "apply");
        killedWithin("WriteFiles", "apply");
        String chosen = LAB.run(1, "cat", LIBRARY + "identity.properties").output();
        killedWithin("FormatStorage", "apply");
        killedWithin("StartNodes", "apply");
        killedWithin("CreateTopic", "apply");

        sandbox.run("apply").succeeds();

        assertThat(chosen).contains(sandbox.status().get("clusterId").stringValue());
        isAsWanted();
    }

    @Test
    @Order(3)
    void of_two_at_once_the_second_is_told_who_changes_the_cluster_and_goes_on_once_that_one_is_killed()
            throws InterruptedException {
        sandbox.runWith("old\n", "produce", "clicks").succeeds();
        other.run("plan").exits(3).complains("its secrets are not on this machine", "copy " + other.secrets("orders"));
        sandbox.copySecrets("orders", other);
        spec("config: {log.retention.ms: 86400000, auto.leader.rebalance.enable: false}\n");
        killedWithin("SetBrokerConfig", "apply");
        int before = journal().size();
        Process first = sandbox.start("apply");
        Sandbox.eventually("it restarts a node", BOUND, () -> begun("RestartNodes", before));

        other.run("apply")
                .exits(3)
                .complains("another Castellan changes this cluster: castellan apply of ", ", pid " + first.pid() + ", ")
                .within(Duration.ofSeconds(20));
        other.run("history", "--last", "1").succeeds().prints("apply by ", ", pid " + first.pid() + ": under way");

        kill(first);
        isUnlocked();
        other.run("apply").succeeds();
        isAsWanted();
    }

    @Test
    @Order(4)
    void another_control_machine_finds_the_same_cluster_and_what_it_does_is_kept_with_it() {
        assertThat(other.json("plan").get("steps").isEmpty()).isTrue();
        other.run("topics", "create", "views").succeeds();
        spec("config: {log.retention.ms: 43200000, auto.leader.rebalance.enable: false}\n");

        assertThat(other.json("apply").get("steps").intValue()).isPositive();

        assertThat(sandbox.run("plan").succeeds().out()).contains("nothing to change");
        sandbox.run("topics", "list").succeeds().prints("views");
        for (int host : HOSTS) {
            String kept =
                    LAB.run(host, "tail", "-n", "8", LIBRARY + "journal.jsonl").output();
            assertThat(kept).as("the journal on host " + host).contains("\"DONE\",\"step\":\"SetBrokerConfig\"");
        }
    }

    @Test
    @Order(5)
    void a_log_is_followed_until_the_reader_goes_and_leaves_nobody_reading_there() throws InterruptedException {
        Process follower = sandbox.start("logs", "-f", "kafka-1", "-n", "1");
        Path log = sandbox.lastOutput();
        Sandbox.eventually("a first line", BOUND, () -> !text(log).isEmpty());

        other.run("topics", "create", "followed", "--partitions", "3").succeeds();

        Sandbox.eventually("what comes later", BOUND, () -> text(log).contains("followed-"));
        kill(follower);
        Sandbox.eventually(
                "nobody reads there", BOUND, () -> LAB.run(1, "pgrep", "tail").code() != 0);
    }

    @Test
    @Order(6)
    void nodes_are_stopped_started_and_restarted_one_by_one_and_all_together() {
        sandbox.run("stop", "kafka-3").succeeds();
        sandbox.run("status").exits(3).prints("kafka-3 does not run: castellan start kafka-3");
        sandbox.run("start", "kafka-3").succeeds();
        String before = process();
        sandbox.run("restart", "kafka-3").succeeds();
        assertThat(process()).isNotEqualTo(before);
        sandbox.run("down").succeeds();
        sandbox.run("status").exits(3).prints("nothing runs; the data is there");
        sandbox.run("up").succeeds().prints("ready in");
        isAsWanted();
    }

    @Test
    @Order(7)
    void hosts_tell_any_control_machine_what_was_done_and_that_a_killed_process_was_not_castellans_doing() {
        Result history = other.run("history", "--last", "50").succeeds();
        assertThat(history.out()).contains("apply by ", "cut off in step ", "restart by ", "log.retention.ms");
        sandbox.run("explain", "kafka-3").succeeds().prints("that was the start of ", ", by castellan up of ");

        LAB.run(3, "systemctl", "kill", "--signal=KILL", "castellan-orders-kafka-3.service");
        Sandbox.eventually(
                "systemd starts it again",
                BOUND,
                () -> other.run("explain", "kafka-3")
                        .out()
                        .contains("no step of Castellan's did that: killed or crashed and started again"));
        Sandbox.eventually("kafka-3 is back", BOUND, () -> sandbox.run("status").exitCode() == 0);

        LAB.partition(2);
        Result partly = other.run("history").succeeds().within(Duration.ofSeconds(45));
        LAB.heal(2);
        assertThat(partly.out()).contains("restart by ", "! " + LAB.address(2) + " could not be asked (");
        Sandbox.eventually("kafka-2 is back", BOUND, () -> sandbox.run("status").exitCode() == 0);
    }

    @Test
    @Order(8)
    void no_acknowledged_record_is_lost_when_plugs_are_pulled_and_the_cluster_comes_back_by_itself() throws Exception {
        Process producer = sandbox.start("produce", "clicks");
        try (OutputStream records = producer.getOutputStream()) {
            send(records, 1, 200);
            LAB.kill(2);
            send(records, 201, 400);
        }
        assertThat(producer.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(producer.exitValue()).isZero();
        LAB.kill(1);
        LAB.kill(3);

        LAB.up(3, Layer.JAVA, Optional.empty());

        Sandbox.eventually(
                "all three are back", BOUND, () -> sandbox.run("status").exitCode() == 0);
        Set<String> wanted = new TreeSet<>(
                IntStream.rangeClosed(1, 400).mapToObj(i -> "record-" + i).toList());
        wanted.add("old");
        assertThat(consumed()).isEqualTo(wanted);
    }

    @Test
    @Tag("long")
    @Order(9)
    void data_that_was_kept_is_taken_up_again() {
        String id = sandbox.status().get("clusterId").stringValue();
        sandbox.run("destroy", "--keep-data").succeeds();
        assertThat(LAB.run(1, "ls", "/etc/castellan", "/opt/castellan").code()).isNotZero();

        sandbox.run("apply").succeeds();

        assertThat(sandbox.status().get("clusterId").stringValue()).isEqualTo(id);
        assertThat(consumed()).contains("old", "record-400");
    }

    @Test
    @Order(10)
    void destroy_may_be_killed_too_and_leaves_nothing_behind() {
        killedWithin("StopNodes", "destroy", "--accept-risk=data-loss");
        killedWithin("RemoveNodes", "destroy", "--accept-risk=data-loss");

        sandbox.run("destroy", "--accept-risk=data-loss").succeeds();

        leavesNothing();
    }

    private static void leavesNothing() {
        Set<String> left = files();
        left.removeAll(untouched);
        assertThat(left).isEmpty();
        assertThat(LAB.run(1, "id", "kafka").code()).isNotZero();
    }

    /// Starts a command and ends it with -9 as soon as its journal says that it begins a step of this kind.
    private static void killedWithin(String step, String... words) {
        int before = journal().size();
        Process process = sandbox.start(words);
        Path errors = sandbox.lastErrors();
        Sandbox.eventually(step + " is begun", BOUND, () -> {
            assertThat(process.isAlive() || begun(step, before))
                    .as(text(errors))
                    .isTrue();
            return begun(step, before);
        });
        kill(process);
        isUnlocked();
    }

    private static void kill(Process process) {
        try {
            process.destroyForcibly();
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static boolean begun(String step, int before) {
        return journal().stream().skip(before).anyMatch(line -> line.contains("\"BEGUN\",\"step\":\"" + step + "\""));
    }

    private static List<String> journal() {
        Path journal = sandbox.home().resolve("clusters/orders/journal.jsonl");
        return Files.exists(journal) ? text(journal).lines().toList() : List.of();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void isUnlocked() {
        Sandbox.eventually(
                "nobody holds the lock",
                LOCK,
                () -> HOSTS.stream()
                        .allMatch(host -> LAB.run(host, "flock", "-n", "/run/castellan-orders.lock", "true")
                                        .code()
                                == 0));
    }

    private static void isAsWanted() {
        sandbox.run("plan", "--detailed-exitcode").succeeds().prints("nothing to change");
        assertThat(sandbox.status().get("health").stringValue()).isEqualTo("healthy");
    }

    private static String process() {
        return LAB.run(3, "systemctl", "show", "castellan-orders-kafka-3.service", "-p", "MainPID")
                .output();
    }

    private static void send(OutputStream records, int from, int to) throws IOException {
        for (int i = from; i <= to; i++) {
            records.write(("record-" + i + "\n").getBytes(StandardCharsets.UTF_8));
        }
        records.flush();
    }

    private static Set<String> consumed() {
        Result read = sandbox.run("consume", "clicks", "--from-beginning", "--max", "401")
                .succeeds();
        return read.out().lines().collect(Collectors.toCollection(TreeSet::new));
    }

    /// All there is on the hosts, but for what systemd, apt and the tools for users keep for themselves.
    private static Set<String> files() {
        String find = "find /etc /opt /srv /usr /home /root /var -xdev ! -path '/var/log/journal*'"
                + " ! -path '/var/lib/systemd/*' ! -path '/var/cache/*' ! -path '/var/tmp/*' ! -name '*-'"
                + " ! -name .sudo_as_admin_successful";
        return HOSTS.stream()
                .flatMap(
                        host -> LAB.run(host, "sh", "-c", find).output().lines().map(line -> host + ":" + line))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
