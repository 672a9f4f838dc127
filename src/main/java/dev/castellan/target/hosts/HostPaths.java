package dev.castellan.target.hosts;

import dev.castellan.machine.ssh.Script;
import dev.castellan.spec.NodeSpec;
import dev.castellan.spec.WorkerSpec;
import dev.castellan.target.NodeFacts;
import dev.castellan.target.WorkerKeys;
import java.util.List;

/// Where the things of a node, or of a worker of Kafka Connect, lie on its host.
///
/// @param name `kafka-1`, `connect-1`
/// @param directories where data is kept, as the spec has them; none for the usual one
record HostPaths(String cluster, String name, List<String> directories) {
    static final String JVM_OPTIONS = NodeFacts.JVM_OPTIONS;
    static final String LOG4J = "log4j.properties";

    static HostPaths of(String cluster, NodeSpec node) {
        String usual = "/var/lib/castellan/" + cluster + "/" + node.name() + "/data";
        return new HostPaths(cluster, node.name(), node.directories().isEmpty() ? List.of(usual) : node.directories());
    }

    static HostPaths ofWorker(String cluster, int worker) {
        return new HostPaths(cluster, WorkerSpec.name(worker), List.of());
    }

    String etc() {
        return "/etc/castellan/" + cluster + "/" + name;
    }

    String tls() {
        return etc() + "/tls";
    }

    String state() {
        return "/var/lib/castellan/" + cluster + "/" + name;
    }

    String logs() {
        return "/var/log/castellan/" + cluster + "/" + name;
    }

    String unit() {
        return "castellan-" + cluster + "-" + name + ".service";
    }

    /// Where the file of this name stands.
    String of(String file) {
        return switch (file) {
            case HostsBlueprint.UNIT -> "/etc/systemd/system/" + unit();
            case MachineFiles.SYSCTL -> "/etc/sysctl.d/90-castellan.conf";
            case MachineFiles.LIMITS -> "/etc/security/limits.d/90-castellan.conf";
            case MachineFiles.UFW -> "/etc/ufw/applications.d/castellan-" + cluster + "-" + name;
            case MachineFiles.FIREWALLD -> "/etc/firewalld/services/castellan-" + cluster + "-" + name + ".xml";
            case MachineFiles.NAMES -> "/etc/hosts";
            case WorkerKeys.CERTIFICATE, WorkerKeys.AUTHORITIES -> tls() + "/" + file;
            default -> etc() + "/" + file;
        };
    }

    /// What starts the node.
    Script start(int node) {
        return start("start", String.valueOf(node));
    }

    /// What starts the worker.
    Script startWorker() {
        return start("worker-start", HostWorkerFiles.PLUGINS);
    }

    /// Ahead of a start goes what an agent had that is not wanted any more.
    private Script start(String script, String word) {
        return Script.resource(HostPaths.class, "agent-leave", unit(), etc(), word)
                .then(Script.resource(HostPaths.class, script));
    }
}
