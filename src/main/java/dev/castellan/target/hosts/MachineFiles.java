package dev.castellan.target.hosts;

import dev.castellan.kafka.config.Endpoint;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.HostsSpec;
import dev.castellan.spec.NodeSpec;
import dev.castellan.target.HostFacts.Firewall;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The files that belong to a node's machine: kernel settings, limits, what the firewall lets through, names.
final class MachineFiles {
    static final String SYSCTL = "sysctl.conf";
    static final String LIMITS = "limits.conf";
    static final String UFW = "ufw.profile";
    static final String FIREWALLD = "firewalld.xml";
    static final String NAMES = "hosts";
    /// No node reads them, so no node restarts for them.
    static final Set<String> ALL = Set.of(SYSCTL, LIMITS, UFW, FIREWALLD, NAMES);

    private MachineFiles() {}

    static SortedMap<String, String> of(
            String note, ClusterSpec spec, NodeSpec node, Endpoint endpoint, Firewall firewall) {
        SortedMap<String, String> files = new TreeMap<>();
        files.put(SYSCTL, sysctl(note));
        files.put(LIMITS, "# " + note + "\nkafka - nofile 1000000\n");
        files.putAll(opening(note, HostPaths.of(spec.name(), node), endpoint.ports(), firewall));
        files.putAll(names(spec));
        return files;
    }

    /// By what a machine knows the nodes' names; nothing where that is nobody's business.
    static SortedMap<String, String> names(ClusterSpec spec) {
        SortedMap<String, String> files = new TreeMap<>();
        if (spec.hosts().etcHosts() == HostsSpec.EtcHosts.managed) {
            files.put(NAMES, block(spec));
        }
        return files;
    }

    /// What lets packets through to a node or a worker; nothing where there is no firewall.
    static SortedMap<String, String> opening(String note, HostPaths paths, List<Integer> ports, Firewall firewall) {
        SortedMap<String, String> files = new TreeMap<>();
        switch (firewall) {
            case UFW -> files.put(UFW, ufw(note, paths, ports));
            case FIREWALLD -> files.put(FIREWALLD, firewalld(note, paths, ports));
            case NONE -> {}
        }
        return files;
    }

    static String sysctl(String note) {
        return "# " + note + "\nvm.max_map_count=262144\nvm.swappiness=1\n";
    }

    /// An application profile, as `ufw-framework(8)` defines it; what ufw lets through is named after it.
    private static String ufw(String note, HostPaths paths, List<Integer> ports) {
        return """
                # %s
                [castellan-%s-%s]
                title=Apache Kafka
                description=%s of the cluster %s
                ports=%s/tcp
                """.formatted(
                        note,
                        paths.cluster(),
                        paths.name(),
                        paths.name(),
                        paths.cluster(),
                        ports.stream().map(String::valueOf).collect(Collectors.joining(",")));
    }

    /// A service, as `firewalld.service(5)` defines it.
    private static String firewalld(String note, HostPaths paths, List<Integer> ports) {
        return """
                <?xml version="1.0" encoding="utf-8"?>
                <!-- %s -->
                <service>
                  <short>Apache Kafka</short>
                  <description>%s of the cluster %s</description>
                %s</service>
                """.formatted(
                        note,
                        paths.name(),
                        paths.cluster(),
                        ports.stream()
                                .map(port -> "  <port protocol=\"tcp\" port=\"" + port + "\"/>\n")
                                .collect(Collectors.joining()));
    }

    /// The block of `/etc/hosts`, from its first marker to its last: each address with the name the others use.
    private static String block(ClusterSpec spec) {
        return spec.nodes().stream()
                .map(node -> node.host().orElse("") + " "
                        + node.advertise()
                                .filter(name -> !NodeSpec.isAddress(name))
                                .orElse(node.name()) + "\n")
                .collect(Collectors.joining(
                        "",
                        "# BEGIN castellan " + spec.name() + ": written from cluster.yaml\n",
                        "# END castellan " + spec.name() + "\n"));
    }
}
