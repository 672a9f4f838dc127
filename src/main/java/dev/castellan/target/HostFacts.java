package dev.castellan.target;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What is true of a machine that a node or a worker of Kafka Connect lives on, or is to live on.
///
/// @param address as the spec names it
/// @param hostName what the machine calls itself
/// @param machineId systemd's, unique unless a disk image was copied
/// @param os `debian`, `ubuntu`, `rhel`, ...: `ID` and `ID_LIKE` of `os-release`
/// @param osName `Debian GNU/Linux 12 (bookworm)`
/// @param architecture as `uname -m` says it
/// @param java the newest Java there is
/// @param installer what installs packages: `apt-get`, `dnf`; empty where neither is there
/// @param clockAheadMillis how far its clock is ahead of the control machine's
/// @param listening TCP ports that something listens on, and what: `sshd, pid 17`
/// @param disks the file systems of the directories that Castellan will use, by directory
/// @param peers what came of connecting to other nodes, by `host:port`; only what was asked
/// @param foreignKafka an Apache Kafka on it that Castellan did not install, in words
/// @param releases the releases of Kafka that Castellan installed: the size of each jar by name, by version
/// @param store the jars it has, by SHA-256, whichever release they belong to
/// @param storage what the data directories that Castellan will use hold already, by directory
/// @param hasOpenssl whether it can make a key
/// @param prepared whether user and directories are there
public record HostFacts(
        String address,
        String hostName,
        String machineId,
        Set<String> os,
        String osName,
        String architecture,
        int cores,
        long memoryBytes,
        Optional<Java> java,
        Optional<String> installer,
        long clockAheadMillis,
        Map<Integer, String> listening,
        Map<String, Disk> disks,
        Kernel kernel,
        Firewall firewall,
        Map<String, Peer> peers,
        List<String> foreignKafka,
        Map<String, Map<String, Long>> releases,
        Set<String> store,
        Map<String, Storage> storage,
        boolean hasOpenssl,
        boolean prepared) {
    public HostFacts {
        os = Set.copyOf(os);
        listening = Map.copyOf(listening);
        disks = Map.copyOf(disks);
        peers = Map.copyOf(peers);
        foreignKafka = List.copyOf(foreignKafka);
        releases = Map.copyOf(releases);
        store = Set.copyOf(store);
        storage = Map.copyOf(storage);
    }

    /// What a formatted data directory says of itself in `meta.properties`.
    public record Storage(String clusterId, String nodeId) {}

    /// @param path of the `java` command
    /// @param feature 17, 21, 25
    public record Java(String path, int feature) {}

    /// @param mount where the file system is mounted
    /// @param type `ext4`, `xfs`, `tmpfs`, ...
    public record Disk(String mount, String type, long sizeBytes, long freeBytes) {}

    /// Settings of the kernel, as they are now.
    ///
    /// @param hugePages the mode of transparent huge pages in force; empty where there are none
    /// @param openFiles how many files the node may open; where it does not run, the most it could be given
    /// @param clockSynchronised what systemd says of time synchronisation
    public record Kernel(
            long maxMapCount,
            int swappiness,
            long swapBytes,
            String hugePages,
            long openFiles,
            boolean clockSynchronised) {}

    public enum Firewall {
        NONE,
        UFW,
        FIREWALLD
    }

    /// What came of a connection to another node.
    public enum Peer {
        /// Something listens.
        OPEN,
        /// The machine answers, and nothing listens there: reached all the same.
        REFUSED,
        /// No answer: the machine is off, or something between them drops packets.
        SILENT,
        /// The name means nothing there.
        UNKNOWN_NAME
    }
}
