package dev.castellan.doctor;

import dev.castellan.target.HostFacts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A sound host, and what may be wrong with it.
final class Machine {
    String address = "a";
    String machineId = "1";
    Set<String> os = Set.of("debian");
    String architecture = "x86_64";
    long memory = 4L << 30;
    Optional<HostFacts.Java> java = Optional.empty();
    Optional<String> installer = Optional.of("apt-get");
    long ahead;
    Map<String, HostFacts.Disk> disks = Map.of();
    HostFacts.Kernel kernel = new HostFacts.Kernel(262_144, 60, 0, "madvise", 1_000_000, true);
    HostFacts.Firewall firewall = HostFacts.Firewall.NONE;
    Map<String, HostFacts.Peer> peers = Map.of();
    List<String> foreign = List.of();
    Map<String, HostFacts.Storage> storage = Map.of();

    static Machine at(String address, String machineId) {
        Machine machine = new Machine();
        machine.address = address;
        machine.machineId = machineId;
        return machine;
    }

    HostFacts facts() {
        return new HostFacts(
                address,
                address,
                machineId,
                os,
                "Debian",
                architecture,
                2,
                memory,
                java,
                installer,
                ahead,
                Map.of(),
                disks,
                kernel,
                firewall,
                peers,
                foreign,
                Map.of(),
                Set.of(),
                storage,
                false);
    }
}
