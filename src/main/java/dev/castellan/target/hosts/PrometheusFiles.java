package dev.castellan.target.hosts;

import dev.castellan.monitoring.Monitoring;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.MonitoringSpec;
import dev.castellan.spec.NodeSpec;
import dev.castellan.spec.Security;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// The files of a Prometheus and its Alertmanager on a host: in directories and units of Castellan's own, so that what
/// the distribution's packages run stays what it is. Pure.
///
/// @param cluster whose they are
record PrometheusFiles(String cluster) {
    static final String PROMETHEUS_UNIT = "prometheus.service";
    static final String ALERTMANAGER_UNIT = "alertmanager.service";

    String etc() {
        return "/etc/castellan/" + cluster + "/prometheus";
    }

    private String state() {
        return "/var/lib/castellan/" + cluster + "/prometheus";
    }

    /// Where the file of this name stands.
    String of(String name) {
        return name.endsWith(".service") ? "/etc/systemd/system/castellan-" + cluster + "-" + name : etc() + "/" + name;
    }

    /// @return the text of every file by name; none where the spec wants no Prometheus
    static SortedMap<String, String> wanted(ClusterSpec spec) {
        return MonitoringSpec.place(spec)
                .map(place -> new PrometheusFiles(spec.name()).all(spec, place))
                .orElseGet(TreeMap::new);
    }

    private SortedMap<String, String> all(ClusterSpec spec, NodeSpec place) {
        MonitoringSpec wanted = spec.monitoring();
        SortedMap<String, String> files = new TreeMap<>(Monitoring.installed(
                cluster, wanted.serve(), HostsAgent.reached(spec, place), wanted.alertmanagerPort()));
        // Neither asks for a password, so they are protected as agents are.
        String address = spec.security() == Security.none ? ":" : "127.0.0.1:";
        files.put(
                PROMETHEUS_UNIT,
                unit(
                        "Prometheus",
                        "prometheus",
                        List.of(
                                "--config.file=" + etc() + "/prometheus.yml",
                                "--storage.tsdb.path=" + state() + "/data",
                                "--web.listen-address=" + address + wanted.port())));
        files.put(
                ALERTMANAGER_UNIT,
                unit(
                        "Alertmanager",
                        "prometheus-alertmanager",
                        List.of(
                                "--config.file=" + etc() + "/alertmanager.yml",
                                "--storage.path=" + state() + "/alertmanager",
                                // It has no peers, and opens no port to find any.
                                "--cluster.listen-address=",
                                "--web.listen-address=" + address + wanted.alertmanagerPort())));
        return files;
    }

    private String unit(String title, String program, List<String> words) {
        return """
                # %s
                [Unit]
                Description=%s of the cluster %s
                Wants=network-online.target
                After=network-online.target
                StartLimitIntervalSec=0

                [Service]
                User=prometheus
                Group=prometheus
                ExecStart=/usr/bin/%s %s
                ExecReload=/bin/kill -HUP $MAINPID
                Restart=on-failure
                RestartSec=5
                TimeoutStopSec=60
                LimitNOFILE=65536
                %sReadWritePaths=%s

                [Install]
                WantedBy=multi-user.target
                """.formatted(
                HostsBlueprint.NOTE, title, cluster, program, String.join(" ", words), HostsUnit.CONFINED, state());
    }
}
