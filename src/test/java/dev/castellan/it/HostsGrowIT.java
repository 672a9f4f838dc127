package dev.castellan.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.drill.Account;
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

/// A locked cluster on hosts: one of them is destroyed and replaced, then a fourth comes and goes, while clients work.
@Tag("long")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class HostsGrowIT implements OnHosts {
    private static final Lab LAB = new Lab("itgrw", "192.168.64");
    private static final Duration BOUND = Duration.ofSeconds(90);

    private static Sandbox sandbox;

    @BeforeAll
    static void a_cluster_on_three_of_four_hosts() {
        if (Lab.obstacle().isPresent()) {
            return;
        }
        LAB.down();
        LAB.up(4, Layer.JAVA, Optional.empty());
        sandbox = Sandbox.open("grow");
        spec(2, "");
        sandbox.run("apply").succeeds();
    }

    @AfterAll
    static void nothing_stays() {
        if (sandbox != null) {
            sandbox.close();
            LAB.down();
        }
    }

    /// @param second the host of the second node
    private static void spec(int second, String more) {
        sandbox.spec("""
                name: grow
                heap: 256m
                jvm: [-XX:TieredStopAtLevel=1, -XX:+UseSerialGC]
                ssh: {config: %s}
                topics: {clicks: {partitions: 6, replication-factor: 3}}
                nodes:
                - %s
                - {id: 2, host: %s}
                - {id: 3, host: %s}
                """.formatted(LAB.sshConfig(), LAB.address(1), LAB.address(second), LAB.address(3)) + more);
    }

    @Test
    @Order(1)
    void a_host_that_is_destroyed_is_replaced_by_another_under_its_id() {
        Account account = Witnessed.during(sandbox, () -> {
            LAB.down(2);
            spec(4, "");
            Sandbox.eventually(
                    "its session ends", BOUND, () -> sandbox.run("plan").exitCode() == 0);
            sandbox.run("apply").succeeds();
        });

        assertThat(account.holds()).as(account.toString()).isTrue();
        assertThat(Members.voters(sandbox)).containsExactly(1, 2, 3);
        assertThat(Members.holders(sandbox, "clicks")).containsExactly(1, 2, 3);
        settled();
    }

    @Test
    @Order(2)
    void a_fourth_host_gets_its_share_and_is_drained_again() {
        LAB.up(4, Layer.JAVA, Optional.empty());
        String fourth = "- {id: 4, host: " + LAB.address(2) + ", roles: broker}\n";
        Account account = Witnessed.during(sandbox, () -> {
            spec(4, fourth);
            sandbox.run("apply").succeeds();
            assertThat(Members.holders(sandbox, "clicks")).containsExactly(1, 2, 3, 4);
            settled();

            spec(4, fourth + "retire: [4]\n");
            sandbox.run("apply").succeeds();
        });

        assertThat(account.holds()).as(account.toString()).isTrue();
        assertThat(Members.holders(sandbox, "clicks")).containsExactly(1, 2, 3);
        settled();
        assertThat(LAB.run(2, "sh", "-c", "ls -d /etc/castellan /var/lib/castellan")
                        .code())
                .isNotZero();
        spec(4, "");
        sandbox.run("apply").succeeds(); // the fourth is a super user no more
        settled();
    }

    private static void settled() {
        sandbox.run("plan").succeeds().prints("nothing to change");
    }
}
