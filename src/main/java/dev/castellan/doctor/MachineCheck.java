package dev.castellan.doctor;

import dev.castellan.problem.Problem;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.HostsSpec;
import dev.castellan.spec.NodeSpec;
import dev.castellan.spec.WorkerPlaces;
import dev.castellan.spec.WorkerSpec;
import dev.castellan.target.Blueprint;
import dev.castellan.target.HostFacts;
import dev.castellan.target.Mending;
import dev.castellan.target.Software;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Whether one machine can run Kafka, or workers of Kafka Connect alone, and how well.
final class MachineCheck {
    /// Where Castellan puts what is not data.
    static final Set<String> SYSTEM_DIRECTORIES = Set.of("/opt", "/var/log");

    private static final Set<String> SYSTEMS = Set.of("debian", "ubuntu", "raspbian", "rhel", "fedora");
    private static final Set<String> ARCHITECTURES = Set.of("x86_64", "aarch64");
    /// What the Kafka documentation asks for (Operations, OS): a log segment takes two maps.
    private static final long MAPS = 262_144;
    private static final long FILES = 100_000;
    private static final long SMALL = 900L << 20;
    /// What a Java runtime of a distribution takes, with the packages it needs.
    private static final long JAVA_BYTES = 350L << 20;

    private final ClusterSpec wanted;
    private final HostFacts host;
    private final List<Finding> findings = new ArrayList<>();

    private MachineCheck(ClusterSpec wanted, HostFacts host) {
        this.wanted = wanted;
        this.host = host;
    }

    /// @param node one of those that live on it
    static List<Finding> of(ClusterSpec wanted, NodeSpec node, HostFacts host, Blueprint blueprint) {
        MachineCheck check = new MachineCheck(wanted, host);
        check.whatever(blueprint.java(), blueprint.missing(node));
        check.memory("Kafka reads and writes through the page cache: leave it half", "a broker");
        check.kernel(node.id(), host.kernel());
        return check.findings;
    }

    /// Of a machine without a node. What a kernel is set to matters to brokers.
    ///
    /// @param worker one of those that live on it
    static List<Finding> of(ClusterSpec wanted, WorkerSpec worker, HostFacts host, Blueprint blueprint) {
        MachineCheck check = new MachineCheck(wanted, host);
        check.whatever(blueprint.java(), blueprint.missing(wanted, worker));
        check.memory("a JVM takes more than its heap: leave it a quarter", "a worker");
        return check.findings;
    }

    private void whatever(int java, Optional<Software> missing) {
        foreignKafka();
        system();
        java(java);
        missing.ifPresent(this::room);
    }

    private void foreignKafka() {
        host.foreignKafka()
                .forEach(what -> refuse(
                        "there is a Kafka that Castellan did not install: " + what,
                        "nothing of it was touched; stop and remove it, or name another host"));
    }

    private void system() {
        if (host.os().stream().noneMatch(SYSTEMS::contains)) {
            warn(
                    "runs " + host.osName() + ", which Castellan is not tried on",
                    "Debian, Ubuntu, Raspberry Pi OS and the RHEL family are what it is made for");
        }
        if (!ARCHITECTURES.contains(host.architecture())) {
            warn("is a machine of " + host.architecture() + ", which Castellan is not tried on", "");
        }
    }

    private void java(int needed) {
        boolean there = host.java().filter(java -> java.feature() >= needed).isPresent();
        boolean canInstall = host.installer().isPresent();
        if (there || (wanted.hosts().java() == HostsSpec.Java.install && canInstall)) {
            return;
        }
        String has = host.java().map(java -> "has Java " + java.feature()).orElse("has no Java");
        String wants = has + ", and Kafka " + wanted.kafka().version() + " needs " + needed + " or newer";
        if (canInstall) {
            refuse(wants, "install one there, or write java: install and Castellan does");
        } else {
            refuse(wants + "; there is neither apt-get nor dnf to install one with", "install one there");
        }
    }

    /// @param remedy what is to be left, and why
    private void memory(String remedy, String whose) {
        long heaps = Stream.concat(
                        wanted.nodes().stream()
                                .filter(node -> node.host().equals(Optional.of(host.address())))
                                .flatMap(node -> node.heap().stream()),
                        wanted.connect().workers().stream()
                                .filter(this::livesHere)
                                .flatMap(worker ->
                                        worker.heap().or(() -> wanted.connect().heap()).stream()))
                .mapToLong(MachineCheck::bytes)
                .sum();
        String has = " of the " + size(host.memoryBytes()) + " there are";
        if (heaps > host.memoryBytes()) {
            refuse("heap: takes " + size(heaps) + has, "write a smaller heap, or leave it out");
        } else if (heaps > host.memoryBytes() / 4 * 3) {
            warn("heap: takes " + size(heaps) + has, remedy);
        } else if (host.memoryBytes() < SMALL) {
            warn(
                    "has " + size(host.memoryBytes()) + " of memory",
                    "1 GiB is little for " + whose + ", less may not do");
        }
    }

    private boolean livesHere(WorkerSpec worker) {
        WorkerPlaces.Place place = WorkerPlaces.of(wanted).get(worker.id());
        return place != null && place.host().equals(host.address());
    }

    private void room(Software missing) {
        long needed = missing.bytes() + (!missing.packages().isEmpty() ? JAVA_BYTES : 0) + (20L << 20);
        HostFacts.Disk disk = host.disks().get("/opt");
        if (disk != null && disk.freeBytes() < needed) {
            refuse(
                    "Kafka takes " + size(needed) + " of " + disk.mount() + ", which has " + size(disk.freeBytes())
                            + " free",
                    "make room there");
        }
    }

    private void kernel(int node, HostFacts.Kernel kernel) {
        if (kernel.maxMapCount() < MAPS) {
            fixable(
                    node,
                    Mending.SYSCTL,
                    "vm.max_map_count is " + kernel.maxMapCount() + ": too few for many partitions, " + MAPS
                            + " is usual");
        }
        if (kernel.swapBytes() > 0 && kernel.swappiness() > 1) {
            fixable(
                    node,
                    Mending.SYSCTL,
                    "vm.swappiness is " + kernel.swappiness() + ": a broker that is swapped out stalls");
        }
        if (kernel.hugePages().equals("always")) {
            fixable(node, Mending.HUGE_PAGES, "transparent huge pages are always on: they can stall a broker");
        }
        if (!kernel.clockSynchronised()) {
            fixable(node, Mending.CLOCK, "nothing keeps its clock right");
        }
        if (kernel.openFiles() < FILES) {
            warn(
                    "lets a process open at most " + kernel.openFiles() + " files",
                    "a broker holds two for each log segment: raise the hard limit of nofile");
        }
    }

    private void fixable(int node, Mending mending, String what) {
        findings.add(new Finding(
                Problem.warning(host.address(), what, "castellan check --fix puts it right"),
                Optional.of(new Finding.Fix(node, mending))));
    }

    private void refuse(String what, String remedy) {
        findings.add(Finding.of(Problem.error(host.address(), what, remedy)));
    }

    private void warn(String what, String remedy) {
        findings.add(Finding.of(Problem.warning(host.address(), what, remedy)));
    }

    /// What `-Xmx` takes: `512m`, `2g`.
    private static long bytes(String heap) {
        if (!heap.matches("\\d{1,9}[kKmMgG]?")) {
            return 0;
        }
        long number = Long.parseLong(heap.replaceAll("\\D", ""));
        return switch (Character.toLowerCase(heap.charAt(heap.length() - 1))) {
            case 'k' -> number << 10;
            case 'm' -> number << 20;
            case 'g' -> number << 30;
            default -> number;
        };
    }

    static String size(long bytes) {
        return bytes >= 10L << 30 ? (bytes >> 30) + " GiB" : (bytes >> 20) + " MiB";
    }
}
