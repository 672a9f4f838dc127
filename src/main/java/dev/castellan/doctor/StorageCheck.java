package dev.castellan.doctor;

import dev.castellan.problem.Problem;
import dev.castellan.spec.NodeSpec;
import dev.castellan.target.HostFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Whether a node's data directories are fit for it, and not somebody else's.
final class StorageCheck {
    private static final Set<String> MEMORY = Set.of("tmpfs", "ramfs");
    private static final Set<String> NETWORK = Set.of("nfs", "nfs4", "cifs", "smb3", "9p", "fuse.sshfs", "glusterfs");
    private static final long LEAST = 100L << 20;
    private static final long LITTLE = 5L << 30;

    private final NodeSpec node;
    private final HostFacts host;
    private final List<Finding> findings = new ArrayList<>();

    private StorageCheck(NodeSpec node, HostFacts host) {
        this.node = node;
        this.host = host;
    }

    /// @param cluster whose storage it may be; empty for a cluster that has none yet
    static List<Finding> of(NodeSpec node, HostFacts host, Optional<String> cluster) {
        StorageCheck check = new StorageCheck(node, host);
        new TreeMap<>(host.storage()).forEach((directory, storage) -> check.owner(directory, storage, cluster));
        new TreeMap<>(host.disks()).forEach((directory, disk) -> {
            if (!MachineCheck.SYSTEM_DIRECTORIES.contains(directory)) {
                check.disk(directory, disk);
            }
        });
        return check.findings;
    }

    private void owner(String directory, HostFacts.Storage storage, Optional<String> cluster) {
        String remedy = "nothing of it was touched; name another directory, or move that one away";
        if (!storage.clusterId().isEmpty()
                && !cluster.filter(storage.clusterId()::equals).isPresent()) {
            refuse(directory + " holds the data of another cluster: " + storage.clusterId(), remedy);
        } else if (!storage.nodeId().isEmpty() && !storage.nodeId().equals(String.valueOf(node.id()))) {
            refuse(directory + " of " + node.name() + " holds the data of kafka-" + storage.nodeId(), remedy);
        }
    }

    private void disk(String directory, HostFacts.Disk disk) {
        if (MEMORY.contains(disk.type())) {
            refuse(
                    directory + " of " + node.name() + " lies in memory (" + disk.type() + " at " + disk.mount()
                            + "): the next boot forgets it",
                    "name a directory on a disk");
        } else if (NETWORK.contains(disk.type())) {
            warn(
                    directory + " of " + node.name() + " lies on a network file system (" + disk.type()
                            + "), which Kafka is not made for",
                    "use a local disk with ext4 or xfs");
        }
        if (disk.freeBytes() < LEAST) {
            refuse(
                    directory + " of " + node.name() + " has " + MachineCheck.size(disk.freeBytes()) + " free on "
                            + disk.mount(),
                    "make room there, or name another directory");
        } else if (disk.freeBytes() < LITTLE) {
            warn(
                    directory + " of " + node.name() + " has only " + MachineCheck.size(disk.freeBytes()) + " free on "
                            + disk.mount(),
                    "a broker stops when its disk is full");
        }
        if (disk.mount().equals("/")) {
            warn(
                    "data lies on the root file system",
                    "a disk of its own keeps a full broker from taking the machine along");
        }
    }

    private void refuse(String what, String remedy) {
        findings.add(Finding.of(Problem.error(host.address(), what, remedy)));
    }

    private void warn(String what, String remedy) {
        findings.add(Finding.of(Problem.warning(host.address(), what, remedy)));
    }
}
