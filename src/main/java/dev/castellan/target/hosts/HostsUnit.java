package dev.castellan.target.hosts;

import dev.castellan.spec.KafkaVersion;
import dev.castellan.spec.NodeSpec;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A node's systemd unit: restarted when it fails, given time to hand over its leadership, and shut in.
final class HostsUnit {
    private HostsUnit() {}

    static String of(String note, NodeSpec node, HostPaths paths, String java) {
        return """
                # %s
                [Unit]
                Description=Apache Kafka, %s of the cluster %s
                Wants=network-online.target
                After=network-online.target
                StartLimitIntervalSec=0

                [Service]
                %s%sReadWritePaths=%s %s %s

                [Install]
                WantedBy=multi-user.target
                """.formatted(
                        note,
                        node.name(),
                        paths.cluster(),
                        process(paths, java),
                        limits(),
                        paths.state(),
                        paths.logs(),
                        String.join(" ", paths.directories()));
    }

    /// What runs, from which it can be told later with what it was started.
    private static String process(HostPaths paths, String java) {
        String copies = paths.readAtStart().stream()
                .map(file -> "ExecStartPre=/bin/cp " + paths.of(file) + " " + paths.state() + "/started/" + file + "\n")
                .collect(Collectors.joining());
        // By a minus what may be missing: a node that is not locked has no certificates.
        String certificates = Stream.of("certificate.pem", "ca.pem")
                .flatMap(file -> Stream.of("", "loaded-")
                        .map(kind -> "ExecStartPre=-/bin/cp " + paths.tls() + "/" + file + " " + paths.state()
                                + "/started/" + kind + file + "\n"))
                .collect(Collectors.joining());
        return """
                Type=exec
                User=kafka
                Group=kafka
                %sExecStart=%s -Dlog4j2.configurationFile=%s -Dlog4j.configuration=file:%s @%s kafka.Kafka %s
                SuccessExitStatus=143
                Restart=on-failure
                RestartSec=5
                TimeoutStopSec=180
                """.formatted(
                        copies + certificates,
                        java,
                        paths.of(HostPaths.LOG4J),
                        paths.of(HostPaths.LOG4J),
                        paths.of(HostPaths.JVM_OPTIONS),
                        paths.etc() + "/server.properties");
    }

    private static String limits() {
        return """
                LimitNOFILE=1000000
                LogRateLimitIntervalSec=0
                NoNewPrivileges=yes
                ProtectSystem=strict
                ProtectHome=yes
                PrivateTmp=yes
                PrivateDevices=yes
                ProtectControlGroups=yes
                ProtectKernelModules=yes
                ProtectKernelTunables=yes
                RestrictSUIDSGID=yes
                LockPersonality=yes
                """;
    }

    /// Whether this release logs with Log4j 2.
    static boolean isLog4j2(KafkaVersion version) {
        return version.isAtLeast(4, 0);
    }
}
