package dev.castellan.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.fault.Fault;
import dev.castellan.lab.Lab;
import dev.castellan.lab.Layer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Faults of three hosts, whose data lies on a small disk of its own: each is begun and ended, or left behind and
/// undone.
final class HostsFaultIT implements OnHosts {
    private static final Lab LAB = new Lab("itflt", "192.168.63");
    private static final List<Integer> HOSTS = List.of(1, 2, 3);
    private static final Duration BOUND = Duration.ofMinutes(3);
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final String FREE = "df --output=avail -B1 /data | tail -n 1";
    private static final long MIB = 1L << 20;

    /// Memory that looks like a disk: Castellan puts no data into a tmpfs.
    private static final String DISK = """
            mkdir -p /small /none /data && mount -t tmpfs -o size=160m tmpfs /small && mkdir /small/data /small/work
            mount -t overlay overlay -o lowerdir=/none,upperdir=/small/data,workdir=/small/work /data
            """;

    /// What must be as before: packet filters, queues, timers, files of ours, and processes that hold still.
    private static final String STATE = """
            nft list ruleset
            tc qdisc show
            systemctl list-units --all --plain --no-legend 'castellan-*-ends-*'
            find / -xdev -name castellan-fill; find /data /small -name castellan-fill
            ps -eo stat=,args= | grep '^T' || true
            """;

    private static Sandbox sandbox;
    private static SortedMap<Integer, String> untouched = new TreeMap<>();

    @BeforeAll
    static void three_hosts_with_a_small_disk_for_data() {
        if (Lab.obstacle().isPresent()) {
            return;
        }
        LAB.down();
        LAB.up(HOSTS.size(), Layer.JAVA, Optional.empty());
        HOSTS.forEach(host -> shell(host, DISK));
        sandbox = Sandbox.open("faulty");
        sandbox.spec(spec(""));
        sandbox.run("apply").succeeds();
        HOSTS.forEach(host -> untouched.put(host, shell(host, STATE)));
    }

    private static String spec(String more) {
        return """
                name: faulty
                heap: 256m
                jvm: [-XX:TieredStopAtLevel=1, -XX:+UseSerialGC]
                ssh: {config: %s}
                nodes:
                - {host: %s, directories: [/data/kafka]}
                - {host: %s, directories: [/data/kafka]}
                - {host: %s, directories: [/data/kafka]}
                topics: {drill: {partitions: 3}}
                """.formatted(LAB.sshConfig(), LAB.address(1), LAB.address(2), LAB.address(3)) + more;
    }

    @AfterAll
    static void nothing_stays() {
        if (sandbox != null) {
            sandbox.close();
            LAB.down();
        }
    }

    @Test
    void each_fault_does_what_it_says_and_nothing_is_left_when_it_has_ended() {
        hitAndLeaveNothing(kinds("kill", "stop", "cut-leader"));
    }

    /// Those that do on hosts what they do on one machine, where FaultIT and CertificatesIT have them.
    @Test
    @Tag("long")
    void each_fault_that_is_the_same_anywhere_does_what_it_says_too() {
        hitAndLeaveNothing(List.of("lose-data", "rolling-restart", "renew-certificates"));
    }

    private static void hitAndLeaveNothing(List<String> kinds) {
        for (String kind : kinds) {
            try (FaultRig rig = FaultRig.open(sandbox, LONG)) {
                Fault fault = rig.choose(kind);

                rig.injector().begin(fault);

                fault.nodes().forEach(host -> isHit(fault, host));
                rig.injector().end(fault);
                leavesNothing(kind);
            }
        }
    }

    @Test
    void what_a_killed_process_leaves_behind_is_undone_by_the_next() throws Exception {
        areLeftBehindAndUndone(List.of("cut", "full-disk", "stop-leader"));
    }

    @Test
    @Tag("long")
    void other_kinds_that_a_killed_process_leaves_behind_are_undone_too() throws Exception {
        List<String> kinds = kinds("kill", "renew-certificates", "lose-data-controller", "rolling-restart");
        kinds.removeAll(List.of("cut", "full-disk"));
        areLeftBehindAndUndone(kinds);
    }

    private static void areLeftBehindAndUndone(List<String> kinds) throws Exception {
        for (String kind : kinds) {
            leftBehind(kind, LONG);

            try (FaultRig rig = FaultRig.open(sandbox, LONG)) {
                assertThat(rig.injector().undo()).extracting(Fault::name).containsExactly(kind);
                leavesNothing(kind);
                assertThat(rig.injector().undo()).isEmpty();
            }
        }
    }

    @Test
    @Tag("long")
    void a_process_killed_while_it_begins_a_fault_leaves_nothing_that_stays() throws Exception {
        for (String kind : List.of("cut", "pause", "stop", "kill", "lose-data", "rolling-restart")) {
            Process process = begin(kind, Duration.ofSeconds(20));
            Path file = sandbox.home().resolve("clusters/faulty/faults.json");
            Sandbox.eventually(kind + " begins", BOUND, () -> Files.exists(file));
            process.destroyForcibly();

            try (FaultRig rig = FaultRig.open(sandbox, LONG)) {
                assertThat(rig.injector().undo()).hasSize(1);
                // What was on its way to a host may arrive there later still: it ends by itself.
                Sandbox.eventually(kind + " ends", BOUND, HostsFaultIT::isUntouched);
                leavesNothing(kind);
            }
        }
    }

    @Test
    void what_nobody_ends_ends_by_itself() throws Exception {
        endByThemselves(List.of("cut", "full-disk"));
    }

    @Test
    @Tag("long")
    void other_kinds_that_nobody_ends_do_too() throws Exception {
        endByThemselves(List.of("pause", "kill", "stop"));
    }

    private static void endByThemselves(List<String> kinds) throws Exception {
        for (String kind : kinds) {
            leftBehind(kind, Duration.ofSeconds(5));

            Sandbox.eventually(kind + " ends", BOUND, HostsFaultIT::isUntouched);
            if (!kind.equals("full-disk")) { // of which a node dies, and nobody starts it
                Sandbox.eventually(
                        "all nodes run after " + kind,
                        BOUND,
                        () -> HOSTS.stream().allMatch(HostsFaultIT::isActive));
            }

            try (FaultRig rig = FaultRig.open(sandbox, LONG)) {
                assertThat(rig.injector().undo()).hasSize(1);
                leavesNothing(kind);
            }
        }
    }

    @Test
    @Tag("long")
    void a_drill_hits_no_more_than_the_spec_says_and_undo_removes_its_topic_too() throws Exception {
        sandbox.spec(spec("drill: {faults: [kill, kill-all], spare: [3]}\n"));
        sandbox.run("drill", "--accept-risk=drill", "--faults", "stop,kill-all")
                .exits(3)
                .complains(
                        "stop  the spec's drill.faults does not name it",
                        "kill-all  kafka-3 is spared: the spec's drill.spare names it");

        Process drill = sandbox.start("drill", "--accept-risk=drill", "--faults", "kill", "--hold", "90s");
        Path file = sandbox.home().resolve("clusters/faulty/faults.json");
        Path complaints = sandbox.lastErrors();
        Sandbox.eventually("the drill begins", BOUND, () -> {
            assertThat(drill.isAlive()).as(Sandbox.text(complaints)).isTrue();
            return Sandbox.text(file).contains("BEGUN");
        });
        drill.destroyForcibly();
        assertThat(drill.waitFor(10, TimeUnit.SECONDS)).isTrue();

        sandbox.run("drill", "undo").succeeds().prints("undone: kill -9 of kafka-");

        leavesNothing("the drill");
        assertThat(sandbox.run("topics", "list", "--all").out()).doesNotContain("castellan-drill");
        sandbox.run("drill", "undo").succeeds().prints("nothing was left to undo");
    }

    @Test
    @Tag("long")
    void acknowledged_by_the_leader_alone_records_are_lost_on_hosts_too() {
        sandbox.spec(spec(""));
        sandbox.run("drill", "--accept-risk=drill", "--faults", "lost-leader", "--acks", "1")
                .exits(3)
                .complains("it hits 3 nodes at once, and drill.nodes-at-once of the spec allows 1");

        sandbox.spec(spec("drill: {nodes-at-once: 3}\n"));
        sandbox.run("drill", "--accept-risk=drill", "--faults", "lost-leader", "--acks", "1")
                .exits(3)
                .prints("PROMISES BROKEN", "lost: acknowledged, and not there");

        leavesNothing("the drill");
    }

    /// Every kind that these hosts let one do, and some more: a kernel without netem delays nothing.
    private static List<String> kinds(String... more) {
        List<String> kinds = new ArrayList<>(List.of("cut", "cut-one-way", "loss", "delay", "full-disk", "pause"));
        kinds.addAll(List.of(more));
        try (FaultRig rig = FaultRig.open(sandbox, LONG)) {
            SortedMap<String, String> impossible = rig.impossible();
            kinds.removeAll(impossible.keySet());
            impossible.values().removeIf(why -> why.endsWith(": its kernel has no netem"));
            assertThat(impossible).doesNotContainKeys("cut", "cut-one-way", "loss", "delay", "full-disk", "pause");
        }
        return kinds;
    }

    private static void isHit(Fault fault, int host) {
        String filter = shell(host, "nft list ruleset");
        switch (fault) {
            case Fault.Cut ignored -> {
                assertThat(filter).contains("chain arriving", "chain leaving");
                others(host).forEach(other -> {
                    assertThat(reaches(host, other)).isFalse();
                    assertThat(reaches(other, host)).isFalse();
                });
            }
            case Fault.CutOneWay ignored -> {
                assertThat(filter).contains("chain arriving").doesNotContain("chain leaving");
                others(host).forEach(other -> assertThat(reaches(other, host)).isFalse());
            }
            case Fault.Loss loss ->
                assertThat(filter)
                        .contains("numgen random mod 100 < " + loss.percent())
                        .contains(others(host).stream().map(LAB::address).toList());
            case Fault.Delay delay ->
                assertThat(shell(host, "tc qdisc show")).contains("netem ca57:", delay.millis() + "ms");
            case Fault.FullDisk ignored -> assertThat(free(host)).isLessThanOrEqualTo(MIB);
            case Fault.Pause ignored -> assertThat(shell(host, STATE)).contains("kafka.Kafka");
            case Fault.Kill ignored -> isDown(host);
            case Fault.Stop ignored -> isDown(host);
            case Fault.Wipe ignored -> {
                isDown(host);
                assertThat(shell(host, "ls -A /data/kafka").strip()).isEmpty();
            }
            case Fault.Changed ignored -> {}
        }
    }

    private static List<Integer> others(int host) {
        return HOSTS.stream().filter(other -> other != host).toList();
    }

    private static void isDown(int host) {
        assertThat(isActive(host)).isFalse();
    }

    private static boolean isActive(int host) {
        return shell(host, "systemctl is-active castellan-faulty-kafka-" + host + " || true")
                .strip()
                .equals("active");
    }

    private static boolean reaches(int from, int to) {
        String knock = "timeout 2 bash -c '</dev/tcp/" + LAB.address(to) + "/9092'";
        return LAB.run(from, "sh", "-c", knock).code() == 0;
    }

    private static void leftBehind(String kind, Duration most) throws Exception {
        Process process = begin(kind, most);
        Path said = sandbox.lastOutput();
        Path complaints = sandbox.lastErrors();
        Sandbox.eventually(kind + " is begun", BOUND, () -> {
            assertThat(process.isAlive())
                    .as(kind + "\n" + Sandbox.text(complaints))
                    .isTrue();
            return Sandbox.text(said).contains("begun");
        });
        process.destroyForcibly();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    private static Process begin(String kind, Duration most) {
        return sandbox.start(
                FaultRig.class,
                sandbox.home().toString(),
                sandbox.directory().toString(),
                kind,
                String.valueOf(most.toSeconds()));
    }

    private static void leavesNothing(String kind) {
        assertThat(sandbox.home().resolve("clusters/faulty/faults.json"))
                .as(kind)
                .doesNotExist();
        HOSTS.forEach(host -> assertThat(shell(host, STATE)).as(kind).isEqualTo(untouched.get(host)));
        HOSTS.forEach(host -> assertThat(free(host)).as(kind).isGreaterThan(50 * MIB));
        Sandbox.eventually(
                "the cluster is whole after " + kind,
                BOUND,
                () -> sandbox.run("status").exitCode() == 0);
    }

    private static boolean isUntouched() {
        return HOSTS.stream().allMatch(host -> shell(host, STATE).equals(untouched.get(host)));
    }

    private static long free(int host) {
        return Long.parseLong(shell(host, FREE).strip());
    }

    private static String shell(int host, String script) {
        return LAB.run(host, "sh", "-c", script).output();
    }
}
