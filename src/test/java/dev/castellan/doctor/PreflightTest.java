package dev.castellan.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.problem.Problem;
import dev.castellan.target.Facts;
import dev.castellan.target.HostFacts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Machines that may not be used, and why.
final class PreflightTest {
    private static HostFacts host(String address, String machineId, long ahead, String... foreign) {
        return new HostFacts(
                address,
                address,
                machineId,
                Set.of("debian"),
                "Debian",
                "x86_64",
                2,
                1L << 32,
                Optional.empty(),
                Optional.of("apt-get"),
                ahead,
                Map.of(),
                Map.of(),
                new HostFacts.Kernel(65530, 60, 0, "madvise", 1_000_000, true),
                HostFacts.Firewall.NONE,
                Map.of(),
                List.of(foreign),
                Map.of(),
                Set.of(),
                false);
    }

    private static List<String> judge(HostFacts... hosts) {
        Map<Integer, HostFacts> all = new TreeMap<>();
        for (HostFacts host : hosts) {
            all.put(all.size() + 1, host);
        }
        Facts facts = new Facts(
                Optional.empty(), Map.of(), Set.of(), Facts.Startup.PREPARED, all, new TreeMap<>(), new TreeSet<>());
        return Preflight.of(facts).stream().map(Problem::text).toList();
    }

    @Test
    void three_sound_machines_have_nothing_against_them() {
        assertThat(judge(host("a", "1", 0), host("b", "2", 900), host("c", "3", -900)))
                .isEmpty();
    }

    @Test
    void everything_about_all_machines_is_told_at_once() {
        assertThat(judge(host("a", "1", 0, "the unit kafka.service"), host("b", "1", 0), host("c", "3", 90_000)))
                .containsExactly(
                        "a  there is a Kafka that Castellan did not install: the unit kafka.service; nothing of it was"
                                + " touched; stop and remove it, or name another host",
                        "b  has the machine id of a; on one of them: rm /etc/machine-id && systemd-machine-id-setup,"
                                + " then reboot it",
                        "c  its clock is 90 s away from the others'; timedatectl set-ntp true there, or set it by"
                                + " hand");
    }

    @Test
    void two_nodes_of_one_machine_are_no_copies() {
        assertThat(judge(host("a", "1", 0), host("a", "1", 0))).isEmpty();
    }
}
