package dev.castellan.target.hosts;

import dev.castellan.monitoring.Monitoring;
import dev.castellan.spec.AgentPort;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.MonitoringSpec;
import dev.castellan.spec.Security;
import dev.castellan.target.Keyring;
import dev.castellan.target.Manifest;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/// The files of a Prometheus and its Alertmanager on a host: in directories and units of Castellan's own, so that what
/// the distribution's packages run stays what it is. Pure.
///
/// @param cluster whose they are
record PrometheusFiles(String cluster) {
    /// Stands for what is yet to be made.
    private static final String UNMADE = "a new one, made when it is written";

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

    /// What opens agents, as everybody may see it: of the password its checksum, as `facts.sh` tells it too.
    static Supplier<Monitoring.Key> shown(Keyring keyring) {
        return () -> new Monitoring.Key(
                keyring.agents().authorities().orElse(UNMADE),
                keyring.agents()
                        .password()
                        .map(password -> "SHA-256 " + Manifest.sha256(Monitoring.passwordText(password.reveal())))
                        .orElse(UNMADE));
    }

    /// The same as it is.
    static Supplier<Monitoring.Key> real(Keyring keyring) {
        return () -> new Monitoring.Key(
                keyring.authorities(), keyring.agents().madePassword().reveal());
    }

    /// @param key of agents that ask for one
    /// @return the text of every file by name; none where the spec wants no Prometheus
    static SortedMap<String, String> wanted(ClusterSpec spec, Supplier<Monitoring.Key> key) {
        return MonitoringSpec.place(spec).isEmpty()
                ? new TreeMap<>()
                : new PrometheusFiles(spec.name())
                        .all(spec, AgentPort.isGuarded(spec) ? Optional.of(key.get()) : Optional.empty());
    }

    private SortedMap<String, String> all(ClusterSpec spec, Optional<Monitoring.Key> key) {
        MonitoringSpec wanted = spec.monitoring();
        SortedMap<String, String> files = new TreeMap<>(Monitoring.installed(
                new Monitoring.Wanted(cluster, HostsAgent.reached(spec), key, wanted.names()),
                wanted.serve(),
                wanted.alertmanagerPort()));
        // Neither asks for a password, so of a locked cluster they are for their own host.
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
