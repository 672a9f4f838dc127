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

/// A locked cluster on three hosts restarts, loses its ssh in the middle of that, and goes to another release and back,
/// while clients work.
@Tag("long")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class HostsRollIT implements OnHosts {
    private static final Lab LAB = new Lab("itrol", "192.168.65");
    private static final Duration BOUND = Duration.ofSeconds(90);
    private static final String OLD = "4.0.2";
    private static final String NEW = "4.3.1";

    private static Sandbox sandbox;

    @BeforeAll
    static void a_cluster_of_an_earlier_release() {
        if (Lab.obstacle().isPresent()) {
            return;
        }
        LAB.down();
        LAB.up(3, Layer.JAVA, Optional.empty());
        sandbox = Sandbox.open("rolled");
        spec(OLD, "256m");
        sandbox.run("apply").succeeds();
    }

    @AfterAll
    static void nothing_stays() {
        if (sandbox != null) {
            sandbox.close();
            LAB.down();
        }
    }

    private static void spec(String release, String heap) {
        sandbox.spec("""
                name: rolled
                kafka: {version: %s, soak: 3s}
                heap: %s
                jvm: [-XX:TieredStopAtLevel=1, -XX:+UseSerialGC]
                ssh: {config: %s}
                topics: {clicks: {partitions: 6, replication-factor: 3}}
                nodes: [%s, %s, %s]
                """.formatted(release, heap, LAB.sshConfig(), LAB.address(1), LAB.address(2), LAB.address(3)));
    }

    @Test
    @Order(1)
    void a_roll_whose_ssh_is_cut_to_a_host_stops_there_and_is_ended_by_the_same_command() throws Exception {
        Witnessed.kept(Witnessed.during(sandbox, () -> {
            spec(OLD, "272m");
            Process apply = sandbox.start("apply");
            Path said = sandbox.lastErrors();
            Sandbox.eventually("a first node restarts", BOUND, () -> {
                assertThat(apply.isAlive()).as(Sandbox.text(said)).isTrue();
                return Sandbox.text(journal()).contains("\"BEGUN\",\"step\":\"RestartNodes\"");
            });
            // One of these two is not restarted yet, whichever node came first.
            cutSsh(2);
            cutSsh(3);

            assertThat(apply.waitFor(5, TimeUnit.MINUTES)).isTrue();
            assertThat(apply.exitValue()).as(Sandbox.text(said)).isEqualTo(3);
            assertThat(Sandbox.text(said)).contains("192.168.65.");
            sandbox.run("apply").exits(3).within(Duration.ofSeconds(60));
            joinSsh(2);
            joinSsh(3);

            sandbox.run("apply").succeeds();
        }));
        isAsWanted();
    }

    @Test
    @Order(2)
    void hosts_go_to_another_release_back_and_there_again_and_finalize_it() {
        Witnessed.kept(Witnessed.during(sandbox, () -> {
            spec(NEW, "272m");
            sandbox.run("apply").succeeds();
            isAsWanted();

            spec(OLD, "272m");
            sandbox.run("apply").succeeds();
            isAsWanted();
        }));
        Witnessed.kept(Witnessed.during(sandbox, () -> {
            spec(NEW, "272m");
            sandbox.run("apply").succeeds();
            sandbox.run("finalize", "--accept-risk=no-way-back").succeeds();
        }));
        spec(OLD, "272m");
        sandbox.run("apply").exits(2).complains("Kafka does not take that back: write kafka: " + NEW);
    }

    /// Nothing but ssh: clients and nodes go on.
    private static void cutSsh(int host) {
        shell(
                host,
                "nft add table inet cut && nft add chain inet cut in '{ type filter hook input priority 0; }'"
                        + " && nft add rule inet cut in tcp dport 22 drop");
    }

    private static void joinSsh(int host) {
        shell(host, "nft delete table inet cut");
    }

    private static void shell(int host, String script) {
        assertThat(LAB.run(host, "sh", "-c", script).code()).isZero();
    }

    private static Path journal() {
        return sandbox.home().resolve("clusters/rolled/journal.jsonl");
    }

    private static void isAsWanted() {
        sandbox.run("plan").succeeds().prints("nothing to change");
        sandbox.run("status").succeeds();
    }
}
