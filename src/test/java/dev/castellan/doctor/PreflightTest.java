package dev.castellan.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.kafka.config.Endpoint;
import dev.castellan.problem.Problem;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.NodeSpec;
import dev.castellan.spec.SpecReader;
import dev.castellan.target.Apart;
import dev.castellan.target.Blueprint;
import dev.castellan.target.Facts;
import dev.castellan.target.HostFacts;
import dev.castellan.target.Identity;
import dev.castellan.target.Mending;
import dev.castellan.target.NodeCertificates;
import dev.castellan.target.NodeFacts;
import dev.castellan.target.Software;
import dev.castellan.testkit.Machine;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// What is said of machines before anything is touched.
final class PreflightTest {
    private static final String THREE = "nodes: [a, b, c]\n";

    /// Every machine lacks Kafka, and no node runs.
    private record Bare(Optional<Software> missing) implements Blueprint {
        @Override
        public String host(NodeSpec node) {
            return node.advertise().or(node::host).orElse("");
        }

        @Override
        public Numbering numbering() {
            return Numbering.USUAL_PORTS;
        }

        @Override
        public Optional<Software> missing(NodeSpec node) {
            return missing;
        }

        @Override
        public Optional<String> lacksCertificate(NodeSpec node) {
            return Optional.empty();
        }

        @Override
        public Optional<String> outlived(NodeCertificates atStart) {
            return Optional.empty();
        }

        @Override
        public List<Problem> distrusted(Collection<NodeFacts> nodes) {
            return List.of();
        }

        @Override
        public int java() {
            return 17;
        }

        @Override
        public SortedMap<String, String> files(ClusterSpec spec, NodeSpec node, Map<Integer, Endpoint> endpoints) {
            return new TreeMap<>();
        }

        @Override
        public boolean isReadAtStart(String file) {
            return true;
        }
    }

    private static List<Finding> findings(
            String spec, Optional<String> cluster, Optional<Software> missing, Machine... machines) {
        Map<Integer, HostFacts> hosts = new TreeMap<>();
        for (Machine machine : machines) {
            hosts.put(hosts.size() + 1, machine.facts());
        }
        Facts facts = new Facts(
                cluster.map(id -> new Identity(id, new TreeMap<>())),
                Map.of(),
                Set.of(),
                Facts.Startup.PREPARED,
                hosts,
                new TreeMap<>(),
                new TreeSet<>());
        SpecReader.Reading reading = SpecReader.read("cluster.yaml", spec);
        assertThat(Problem.errorsIn(reading.problems())).isEmpty();
        return Preflight.of(reading.spec(), facts, new Bare(missing));
    }

    @Test
    void a_machine_of_workers_alone_is_judged_and_its_kernel_is_not() {
        Machine apart = Machine.at("d", "4");
        apart.java = Optional.of(new HostFacts.Java("/usr/bin/java", 11));
        apart.installer = Optional.empty();
        apart.memory = 512L << 20;
        apart.kernel = new HostFacts.Kernel(65_530, 60, 1 << 30, "always", 1024, false);
        apart.peers = Map.of("a:19092", HostFacts.Peer.SILENT);
        Facts facts = new Facts(
                        Optional.empty(),
                        Map.of(),
                        Set.of(),
                        Facts.Startup.PREPARED,
                        Map.of(1, one().facts()),
                        new TreeMap<>(),
                        new TreeSet<>())
                .beside(new Apart(new TreeMap<>(Map.of("d", apart.facts())), new TreeMap<>()));
        SpecReader.Reading reading = SpecReader.read(
                "cluster.yaml",
                "nodes: [{host: a, node-port: 19092}]\nconnect: {workers: [{host: d}, {host: d, heap: 1g}]}\n");
        assertThat(Preflight.of(reading.spec(), facts, new Bare(Optional.empty())).stream()
                        .map(finding -> finding.problem().text()))
                .containsExactly(
                        "d  has Java 11, and Kafka " + reading.spec().kafka().version() + " needs 17 or newer; there is"
                                + " neither apt-get nor dnf to install one with; install one there",
                        "d  heap: takes 1024 MiB of the 512 MiB there are; write a smaller heap, or leave it out",
                        "d  gets no answer from a:19092 of kafka-1; something between them drops packets: let TCP"
                                + " through to that port");
    }

    private static List<String> judge(String spec, Machine... machines) {
        return findings(spec, Optional.empty(), Optional.empty(), machines).stream()
                .map(finding -> finding.problem().text())
                .toList();
    }

    private static Machine one() {
        return Machine.at("a", "1");
    }

    @Test
    void three_sound_machines_have_nothing_against_them() {
        Machine second = Machine.at("b", "2");
        second.ahead = 900;
        Machine third = Machine.at("c", "3");
        third.ahead = -900;
        assertThat(judge(THREE, one(), second, third)).isEmpty();
    }

    @Test
    void everything_about_all_machines_is_told_at_once() {
        Machine first = one();
        first.foreign = List.of("the unit kafka.service");
        Machine third = Machine.at("c", "3");
        third.ahead = 90_000;
        assertThat(judge(THREE, first, Machine.at("b", "1"), third))
                .containsExactly(
                        "a  there is a Kafka that Castellan did not install: the unit kafka.service; nothing of it was"
                                + " touched; stop and remove it, or name another host",
                        "b  has the machine id of a; on one of them: rm /etc/machine-id && systemd-machine-id-setup,"
                                + " then reboot it",
                        "c  its clock is 90 s away from the others'; timedatectl set-ntp true there, or set it by"
                                + " hand");
    }

    @Test
    void two_nodes_of_one_machine_are_no_copies_and_it_is_judged_once() {
        Machine first = one();
        first.foreign = List.of("the process 7");
        assertThat(judge(
                        "nodes: [{host: a, directories: [/x]}, {host: a, port: 1, node-port: 3, controller-port: 2}]\n",
                        first,
                        one()))
                .hasSize(1);
    }

    @Test
    void an_old_java_is_refused_only_where_castellan_may_not_install_one() {
        Machine old = one();
        old.java = Optional.of(new HostFacts.Java("/usr/bin/java", 11));
        assertThat(judge("nodes: [a]\n", old)).isEmpty();
        assertThat(judge("nodes: [a]\njava: provided\n", old))
                .containsExactly("a  has Java 11, and Kafka 4.3.1 needs 17 or newer; install one there, or write java:"
                        + " install and Castellan does");
        old.installer = Optional.empty();
        assertThat(judge("nodes: [a]\n", old).getFirst()).contains("neither apt-get nor dnf");
        old.java = Optional.of(new HostFacts.Java("/usr/bin/java", 21));
        assertThat(judge("nodes: [a]\njava: provided\n", old)).isEmpty();
    }

    @Test
    void more_heap_than_memory_is_refused_and_nearly_as_much_is_warned_of() {
        assertThat(judge("nodes: [a]\nheap: 5g\n", one()))
                .containsExactly("a  heap: takes 5120 MiB of the 4096 MiB there are; write a smaller heap, or leave it"
                        + " out");
        assertThat(judge("nodes: [a]\nheap: 3500m\n", one()).getFirst()).startsWith("a  warning: heap: takes 3500 MiB");
        assertThat(judge(
                                "nodes: [{host: a}, {host: a, port: 1, node-port: 3, controller-port: 2}]\nheap: 3g\n",
                                one(),
                                one())
                        .getFirst())
                .contains("takes 6144 MiB");
    }

    @Test
    void a_machine_without_room_for_kafka_is_refused() {
        Machine full = one();
        full.disks = Map.of("/opt", new HostFacts.Disk("/", "ext4", 1L << 30, 100L << 20));
        Software kafka = new Software(List.of(), Optional.of("4.3.1"), 96, 130L << 20, Optional.empty());
        assertThat(findings("nodes: [a]\n", Optional.empty(), Optional.of(kafka), full))
                .extracting(finding -> finding.problem().text())
                .containsExactly("a  Kafka takes 150 MiB of /, which has 100 MiB free; make room there");
    }

    @Test
    void data_belongs_on_a_disk_with_room() {
        Machine machine = one();
        machine.disks = Map.of(
                "/data/memory", new HostFacts.Disk("/data/memory", "tmpfs", 1L << 40, 1L << 40),
                "/data/far", new HostFacts.Disk("/data/far", "nfs4", 1L << 40, 1L << 40),
                "/data/full", new HostFacts.Disk("/data/full", "ext4", 1L << 40, 1L << 20),
                "/data/root", new HostFacts.Disk("/", "ext4", 1L << 40, 1L << 40));
        assertThat(judge("nodes: [a]\n", machine))
                .containsExactly(
                        "a  warning: /data/far of kafka-1 lies on a network file system (nfs4), which Kafka is not made"
                                + " for; use a local disk with ext4 or xfs",
                        "a  /data/full of kafka-1 has 1 MiB free on /data/full; make room there, or name another"
                                + " directory",
                        "a  /data/memory of kafka-1 lies in memory (tmpfs at /data/memory): the next boot forgets it;"
                                + " name a directory on a disk",
                        "a  warning: data lies on the root file system; a disk of its own keeps a full broker from"
                                + " taking the machine along");
    }

    @Test
    void data_of_another_cluster_or_another_node_is_refused() {
        Machine machine = one();
        machine.storage = Map.of("/data", new HostFacts.Storage("theirs", "1"));
        assertThat(judge("nodes: [a]\n", machine).getFirst())
                .contains("/data holds the data of another cluster: theirs");
        assertThat(findings("nodes: [a]\n", Optional.of("theirs"), Optional.empty(), machine))
                .isEmpty();
        machine.storage = Map.of("/data", new HostFacts.Storage("theirs", "2"));
        assertThat(findings("nodes: [a]\n", Optional.of("theirs"), Optional.empty(), machine))
                .extracting(finding -> finding.problem().what())
                .containsExactly("/data of kafka-1 holds the data of kafka-2");
    }

    @Test
    void settings_that_can_be_put_right_say_how() {
        Machine machine = one();
        machine.kernel = new HostFacts.Kernel(65_530, 60, 1L << 30, "always", 4096, false);
        List<Finding> findings = findings("nodes: [a]\n", Optional.empty(), Optional.empty(), machine);
        assertThat(findings).noneMatch(finding -> finding.problem().isError());
        assertThat(findings.stream().flatMap(finding -> finding.fix().stream()))
                .containsExactly(
                        new Finding.Fix(1, Mending.SYSCTL),
                        new Finding.Fix(1, Mending.SYSCTL),
                        new Finding.Fix(1, Mending.HUGE_PAGES),
                        new Finding.Fix(1, Mending.CLOCK));
    }

    @Test
    void nodes_that_cannot_reach_each_other_are_told_why() {
        Machine first = one();
        first.peers = Map.of("b:9092", HostFacts.Peer.REFUSED, "b:9093", HostFacts.Peer.SILENT);
        Machine second = Machine.at("b", "2");
        second.peers = Map.of("a:9092", HostFacts.Peer.UNKNOWN_NAME);
        assertThat(judge("nodes: [a, b]\n", first, second).stream().sorted())
                .containsExactly(
                        "a  gets no answer from b:9093 of kafka-2; something between them drops packets: let TCP"
                                + " through to that port",
                        "b  does not know the name of kafka-1 in a:9092; add it to your DNS, or write etc-hosts:"
                                + " managed");
        second.firewall = HostFacts.Firewall.UFW;
        assertThat(judge("nodes: [a, b]\n", first, second))
                .anyMatch(text -> text.equals(
                        "a  warning: gets no answer from b:9093 of kafka-2: the firewall of b is shut; castellan"
                                + " apply opens it"));
    }

    @Test
    void a_system_castellan_is_not_tried_on_is_named() {
        Machine machine = one();
        machine.os = Set.of("slackware");
        machine.architecture = "riscv64";
        assertThat(judge("nodes: [a]\n", machine)).hasSize(2).allMatch(text -> text.contains("warning: "));
    }
}
