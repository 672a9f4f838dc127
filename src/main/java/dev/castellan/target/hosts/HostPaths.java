package dev.castellan.target.hosts;

import dev.castellan.kafka.config.ServerProperties;
import dev.castellan.machine.ssh.Script;
import dev.castellan.spec.NodeSpec;
import dev.castellan.target.NodeFacts;
import java.util.List;

/// Where a node's things lie on its host.
record HostPaths(String cluster, NodeSpec node) {
    static final String JVM_OPTIONS = NodeFacts.JVM_OPTIONS;
    static final String LOG4J = "log4j.properties";

    String etc() {
        return "/etc/castellan/" + cluster + "/" + node.name();
    }

    String tls() {
        return etc() + "/tls";
    }

    String state() {
        return "/var/lib/castellan/" + cluster + "/" + node.name();
    }

    String logs() {
        return "/var/log/castellan/" + cluster + "/" + node.name();
    }

    String unit() {
        return "castellan-" + cluster + "-" + node.name() + ".service";
    }

    List<String> directories() {
        return node.directories().isEmpty() ? List.of(state() + "/data") : node.directories();
    }

    /// Where the file of this name stands.
    String of(String file) {
        return switch (file) {
            case HostsBlueprint.UNIT -> "/etc/systemd/system/" + unit();
            case MachineFiles.SYSCTL -> "/etc/sysctl.d/90-castellan.conf";
            case MachineFiles.LIMITS -> "/etc/security/limits.d/90-castellan.conf";
            case MachineFiles.UFW -> "/etc/ufw/applications.d/castellan-" + cluster + "-" + node.name();
            case MachineFiles.FIREWALLD -> "/etc/firewalld/services/castellan-" + cluster + "-" + node.name() + ".xml";
            case MachineFiles.NAMES -> "/etc/hosts";
            default -> etc() + "/" + file;
        };
    }

    /// What starts the node.
    Script start() {
        return Script.resource(HostPaths.class, "start", unit(), of(ServerProperties.FILE), String.valueOf(node.id()));
    }

    /// What the process keeps a copy of as it starts, with the name each copy has.
    List<String> readAtStart() {
        return List.of(ServerProperties.FILE, JVM_OPTIONS, LOG4J, HostsBlueprint.UNIT);
    }
}
