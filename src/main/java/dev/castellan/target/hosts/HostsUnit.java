package dev.castellan.target.hosts;

import dev.castellan.kafka.config.ServerProperties;
import dev.castellan.kafka.config.WorkerProperties;
import dev.castellan.spec.KafkaVersion;
import dev.castellan.target.CarriedFiles;
import dev.castellan.target.WorkerKeys;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The systemd unit of a node or of a worker of Kafka Connect: restarted when it fails, given time to hand over what it
/// does, and shut in.
final class HostsUnit {
    /// What a service that needs no more than its own directories is kept from.
    static final String CONFINED = """
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

    private HostsUnit() {}

    /// What a unit runs.
    ///
    /// @param title `Apache Kafka`
    /// @param user of the host, and its group
    /// @param main the class that is started
    /// @param file of properties that it is started with
    /// @param others files that it reads as it starts
    private record Program(String title, String user, String main, String file, List<String> others) {}

    private static final Program NODE =
            new Program("Apache Kafka", "kafka", "kafka.Kafka", ServerProperties.FILE, List.of());

    /// Plugins are other people's programs: a user of its own keeps them from what brokers have.
    private static final Program WORKER = new Program(
            "Apache Kafka Connect",
            HostWorkers.OWNER,
            "org.apache.kafka.connect.cli.ConnectDistributed",
            WorkerProperties.FILE,
            List.of(WorkerProperties.JAAS, WorkerKeys.CERTIFICATE, WorkerKeys.AUTHORITIES, CarriedFiles.FILE));

    static String ofNode(String note, HostPaths paths, String java) {
        return of(note, NODE, paths, java);
    }

    static String ofWorker(String note, HostPaths paths, String java) {
        return of(note, WORKER, paths, java);
    }

    private static String of(String note, Program program, HostPaths paths, String java) {
        return """
                # %s
                [Unit]
                Description=%s, %s of the cluster %s
                Wants=network-online.target
                After=network-online.target
                StartLimitIntervalSec=0

                [Service]
                %s%sReadWritePaths=%s

                [Install]
                WantedBy=multi-user.target
                """.formatted(
                        note,
                        program.title(),
                        paths.name(),
                        paths.cluster(),
                        process(program, paths, java),
                        limits(),
                        Stream.concat(Stream.of(paths.state(), paths.logs()), paths.directories().stream())
                                .collect(Collectors.joining(" ")));
    }

    /// What runs, from which it can be told later with what it was started.
    private static String process(Program program, HostPaths paths, String java) {
        String copies = Stream.of(program.file(), HostPaths.JVM_OPTIONS, HostPaths.LOG4J, HostsBlueprint.UNIT)
                .map(file -> "ExecStartPre=" + copy(paths, file))
                .collect(Collectors.joining());
        // By a minus what may be missing: who is not locked has no certificates.
        String others = program.others().stream()
                .map(file -> "ExecStartPre=-" + copy(paths, file))
                .collect(Collectors.joining());
        String certificates = !program.equals(NODE)
                ? ""
                : Stream.of("certificate.pem", "ca.pem")
                        .flatMap(file -> Stream.of("", "loaded-")
                                .map(kind -> "ExecStartPre=-/bin/cp " + paths.tls() + "/" + file + " " + paths.state()
                                        + "/started/" + kind + file + "\n"))
                        .collect(Collectors.joining());
        return """
                Type=exec
                User=%s
                Group=%s
                %s%sExecStart=%s -Dlog4j2.configurationFile=%s -Dlog4j.configuration=file:%s @%s %s %s
                SuccessExitStatus=143
                Restart=on-failure
                RestartSec=5
                TimeoutStopSec=180
                """.formatted(
                        program.user(),
                        program.user(),
                        // What connectors refer to by a path of every worker's own begins here.
                        program.equals(WORKER) ? "WorkingDirectory=" + paths.etc() + "\n" : "",
                        copies + others + certificates,
                        java,
                        paths.of(HostPaths.LOG4J),
                        paths.of(HostPaths.LOG4J),
                        paths.of(HostPaths.JVM_OPTIONS),
                        program.main(),
                        paths.etc() + "/" + program.file());
    }

    private static String copy(HostPaths paths, String file) {
        return "/bin/cp " + paths.of(file) + " " + paths.state() + "/started/" + file + "\n";
    }

    private static String limits() {
        return """
                LimitNOFILE=1000000
                LogRateLimitIntervalSec=0
                """ + CONFINED;
    }

    /// Whether this release logs with Log4j 2.
    static boolean isLog4j2(KafkaVersion version) {
        return version.isAtLeast(4, 0);
    }
}
