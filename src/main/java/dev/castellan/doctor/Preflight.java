package dev.castellan.doctor;

import dev.castellan.kafka.config.Endpoint;
import dev.castellan.problem.Problem;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.HostsSpec;
import dev.castellan.spec.NodeSpec;
import dev.castellan.spec.WorkerPlaces;
import dev.castellan.spec.WorkerSpec;
import dev.castellan.target.Blueprint;
import dev.castellan.target.Facts;
import dev.castellan.target.HostFacts;
import dev.castellan.target.HostFacts.Firewall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What is to be said of the machines that a cluster is to live on. All findings about all machines at once.
public final class Preflight {
    /// A clock this far from the others' makes the timestamps of records useless.
    private static final long SKEW_MILLIS = 60_000;

    private final ClusterSpec wanted;
    private final Facts facts;
    private final Blueprint blueprint;
    private final SortedMap<Integer, HostFacts> hosts;
    private final List<Finding> findings = new ArrayList<>();

    private Preflight(ClusterSpec wanted, Facts facts, Blueprint blueprint) {
        this.wanted = wanted;
        this.facts = facts;
        this.blueprint = blueprint;
        this.hosts = new TreeMap<>(facts.hosts());
    }

    /// @param blueprint of the same facts
    public static List<Finding> of(ClusterSpec wanted, Facts facts, Blueprint blueprint) {
        Preflight preflight = new Preflight(wanted, facts, blueprint);
        preflight.each();
        preflight.copiedMachines();
        preflight.clocks();
        preflight.peers();
        return List.copyOf(preflight.findings);
    }

    /// A machine is judged once, however many nodes live there; what its directories are, node by node.
    private void each() {
        Map<String, Integer> seen = new HashMap<>();
        Optional<String> cluster = clusterId();
        for (Map.Entry<Integer, HostFacts> entry : hosts.entrySet()) {
            NodeSpec node = wanted.node(entry.getKey()).orElse(null);
            if (node != null) {
                HostFacts host = entry.getValue();
                if (seen.putIfAbsent(host.address(), node.id()) == null) {
                    findings.addAll(MachineCheck.of(wanted, node, host, blueprint));
                }
                findings.addAll(StorageCheck.of(node, host, cluster));
            }
        }
        for (WorkerSpec worker : wanted.connect().workers()) {
            WorkerPlaces.Place place = WorkerPlaces.of(wanted).get(worker.id());
            if (place != null && place.node().isEmpty() && seen.putIfAbsent(place.host(), worker.id()) == null) {
                facts.machine(place.host())
                        .ifPresent(host -> findings.addAll(MachineCheck.of(wanted, worker, host, blueprint)));
            }
        }
    }

    /// The cluster that storage may belong to; empty for one that is yet to be made.
    private Optional<String> clusterId() {
        return facts.identity()
                .map(identity -> identity.clusterId())
                .or(() -> facts.nodes().values().stream()
                        .flatMap(node -> node.clusterId().stream())
                        .sorted()
                        .findFirst());
    }

    /// Two machines with one id are copies of one disk; much of systemd takes them for one.
    private void copiedMachines() {
        Map<String, HostFacts> seen = new HashMap<>();
        for (HostFacts host : all()) {
            HostFacts twin = host.machineId().isEmpty() ? null : seen.putIfAbsent(host.machineId(), host);
            if (twin != null && !twin.address().equals(host.address())) {
                refuse(
                        host,
                        "has the machine id of " + twin.address(),
                        "on one of them: rm /etc/machine-id && systemd-machine-id-setup, then reboot it");
            }
        }
    }

    /// As each node sees its machine, and those without nodes on which workers are wanted.
    private List<HostFacts> all() {
        Set<String> apart = WorkerPlaces.apart(wanted);
        return Stream.concat(
                        hosts.values().stream(),
                        facts.apart().hosts().values().stream().filter(host -> apart.contains(host.address())))
                .toList();
    }

    private void clocks() {
        List<Long> ahead =
                all().stream().map(HostFacts::clockAheadMillis).sorted().toList();
        if (ahead.isEmpty()) {
            return;
        }
        long middle = ahead.get(ahead.size() / 2);
        all().stream()
                .filter(host -> Math.abs(host.clockAheadMillis() - middle) > SKEW_MILLIS)
                .forEach(host -> refuse(
                        host,
                        "its clock is " + Math.abs(host.clockAheadMillis() - middle) / 1000
                                + " s away from the others'",
                        "timedatectl set-ntp true there, or set it by hand"));
    }

    private void peers() {
        for (NodeSpec other : wanted.nodes()) {
            HostFacts there = hosts.get(other.id());
            Endpoint endpoint = Endpoint.usual(wanted, other, blueprint.host(other));
            endpoint.ports().stream()
                    .filter(port -> there != null)
                    .forEach(port -> peer(other, Objects.requireNonNull(there), endpoint.host() + ":" + port));
        }
    }

    private void peer(NodeSpec other, HostFacts there, String address) {
        all().forEach(host -> {
            switch (host.peers().getOrDefault(address, HostFacts.Peer.OPEN)) {
                case OPEN, REFUSED -> {}
                case UNKNOWN_NAME -> {
                    if (wanted.hosts().etcHosts() == HostsSpec.EtcHosts.untouched) {
                        refuse(
                                host,
                                "does not know the name of " + other.name() + " in " + address,
                                "add it to your DNS, or write etc-hosts: managed");
                    }
                }
                case SILENT -> {
                    String what = "gets no answer from " + address + " of " + other.name();
                    if (there.firewall() == Firewall.NONE) {
                        refuse(host, what, "something between them drops packets: let TCP through to that port");
                    } else {
                        findings.add(Finding.of(Problem.warning(
                                host.address(),
                                what + ": the firewall of " + there.address() + " is shut",
                                "castellan apply opens it")));
                    }
                }
            }
        });
    }

    private void refuse(HostFacts host, String what, String remedy) {
        findings.add(Finding.of(Problem.error(host.address(), what, remedy)));
    }
}
