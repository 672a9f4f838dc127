package dev.castellan.doctor;

import dev.castellan.problem.Problem;
import dev.castellan.target.Facts;
import dev.castellan.target.HostFacts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What stands against using these machines at all. All findings about all machines at once.
public final class Preflight {
    /// A clock this far from the others' makes the timestamps of records useless.
    private static final long SKEW_MILLIS = 60_000;

    private final SortedMap<Integer, HostFacts> hosts;
    private final List<Problem> problems = new ArrayList<>();

    private Preflight(Facts facts) {
        this.hosts = new TreeMap<>(facts.hosts());
    }

    public static List<Problem> of(Facts facts) {
        Preflight preflight = new Preflight(facts);
        preflight.foreignKafka();
        preflight.copiedMachines();
        preflight.clocks();
        return List.copyOf(preflight.problems);
    }

    private void foreignKafka() {
        hosts.values()
                .forEach(host -> host.foreignKafka()
                        .forEach(what -> refuse(
                                host,
                                "there is a Kafka that Castellan did not install: " + what,
                                "nothing of it was touched; stop and remove it, or name another host")));
    }

    /// Two machines with one id are copies of one disk; much of systemd takes them for one.
    private void copiedMachines() {
        Map<String, HostFacts> seen = new HashMap<>();
        for (HostFacts host : hosts.values()) {
            HostFacts twin = host.machineId().isEmpty() ? null : seen.putIfAbsent(host.machineId(), host);
            if (twin != null && !twin.address().equals(host.address())) {
                refuse(
                        host,
                        "has the machine id of " + twin.address(),
                        "on one of them: rm /etc/machine-id && systemd-machine-id-setup, then reboot it");
            }
        }
    }

    private void clocks() {
        List<Long> ahead = hosts.values().stream()
                .map(HostFacts::clockAheadMillis)
                .sorted()
                .toList();
        if (ahead.isEmpty()) {
            return;
        }
        long middle = ahead.get(ahead.size() / 2);
        hosts.values().stream()
                .filter(host -> Math.abs(host.clockAheadMillis() - middle) > SKEW_MILLIS)
                .forEach(host -> refuse(
                        host,
                        "its clock is " + Math.abs(host.clockAheadMillis() - middle) / 1000
                                + " s away from the others'",
                        "timedatectl set-ntp true there, or set it by hand"));
    }

    private void refuse(HostFacts host, String what, String remedy) {
        problems.add(Problem.error(host.address(), what, remedy));
    }
}
