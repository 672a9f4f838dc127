package dev.castellan.testkit;

import dev.castellan.target.HostFacts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A sound host, and what may be wrong with it.
public final class Machine {
    public String address = "a";
    public String machineId = "1";
    public Set<String> os = Set.of("debian");
    public String architecture = "x86_64";
    public long memory = 4L << 30;
    public Optional<HostFacts.Java> java = Optional.empty();
    public Optional<String> installer = Optional.of("apt-get");
    public long ahead;
    public Map<Integer, String> listening = Map.of();
    public Map<String, HostFacts.Disk> disks = Map.of();
    public HostFacts.Kernel kernel = new HostFacts.Kernel(262_144, 60, 0, "madvise", 1_000_000, true);
    public HostFacts.Firewall firewall = HostFacts.Firewall.NONE;
    public Map<String, HostFacts.Peer> peers = Map.of();
    public List<String> foreign = List.of();
    public Map<String, HostFacts.Storage> storage = Map.of();

    public static Machine at(String address, String machineId) {
        Machine machine = new Machine();
        machine.address = address;
        machine.machineId = machineId;
        return machine;
    }

    public HostFacts facts() {
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
                listening,
                disks,
                kernel,
                firewall,
                peers,
                foreign,
                Map.of(),
                Set.of(),
                storage,
                true,
                false);
    }
}
