package dev.castellan.target.hosts;

import dev.castellan.kafka.distribution.Distribution;
import dev.castellan.kafka.distribution.MetricsAgent;
import dev.castellan.kafka.knowledge.StockTools;
import dev.castellan.machine.ssh.Script;
import dev.castellan.machine.ssh.SshMachine;
import dev.castellan.target.HostFacts;
import dev.castellan.target.Release;
import dev.castellan.target.Software;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/// Brings software to one host. Jars are kept by their checksum, so that what is there already is not sent again.
final class Installation {
    private static final Duration BOUND = Duration.ofMinutes(15);

    private final SshMachine machine;
    private final String cluster;
    private final OptionalInt node;
    private final Release release;
    private final Consumer<String> saying;

    /// @param node that is to live there; none where workers have the machine to themselves
    Installation(SshMachine machine, String cluster, OptionalInt node, Release release, Consumer<String> saying) {
        this.machine = machine;
        this.cluster = cluster;
        this.node = node;
        this.release = release;
        this.saying = saying;
    }

    /// @param java the command that the stock tools run with
    void bring(Optional<Software> missing, HostFacts host, String java) {
        if (missing.isEmpty()) {
            return;
        }
        missing.get().packages().forEach(saying);
        run(
                Script.resource(
                        HostsTarget.class,
                        "prepare",
                        cluster,
                        node.isPresent() ? String.valueOf(node.getAsInt()) : "",
                        String.join(" ", missing.get().packages())),
                SshMachine.Payload.NONE);
        if (missing.get().agent().isPresent()) {
            bringAgent();
        }
        if (missing.get().kafka().isPresent()) {
            Distribution distribution = release.distribution();
            List<Distribution.Jar> absent = distribution.contents().stream()
                    .filter(jar -> !host.store().contains(jar.sha256()))
                    .toList();
            if (!absent.isEmpty()) {
                push(
                        absent,
                        distribution.jars().stream()
                                .collect(Collectors.toMap(jar -> String.valueOf(jar.getFileName()), jar -> jar)));
            }
            run(
                    Script.resource(
                            HostsTarget.class,
                            "release",
                            distribution.version().toString(),
                            java,
                            base64(Script.resource(HostsTarget.class, "kafka-run-class")
                                    .text()),
                            base64(HostsLogging.ofTools(distribution.version(), HostsBlueprint.NOTE))),
                    out -> out.write(listing(distribution).getBytes(StandardCharsets.UTF_8)));
        }
    }

    private void bringAgent() {
        Path jar = release.metricsAgent();
        String name = String.valueOf(jar.getFileName());
        push(
                List.of(new Distribution.Jar(
                        name, MetricsAgent.SHA256, jar.toFile().length())),
                Map.of(name, jar));
    }

    private void push(List<Distribution.Jar> absent, Map<String, Path> files) {
        run(Script.resource(HostsTarget.class, "jars"), out -> tar(absent, files, out));
    }

    private void tar(List<Distribution.Jar> absent, Map<String, Path> files, OutputStream out) throws IOException {
        // A jar is packed already; ssh sends it as it is.
        TarArchiveOutputStream tar = new TarArchiveOutputStream(out);
        int sent = 0;
        for (Distribution.Jar jar : absent) {
            saying.accept(++sent + " of " + absent.size() + " jars");
            TarArchiveEntry entry = new TarArchiveEntry(jar.sha256() + ".jar");
            entry.setSize(jar.size());
            tar.putArchiveEntry(entry);
            Files.copy(files.get(jar.name()), tar);
            tar.closeArchiveEntry();
        }
        tar.finish();
        tar.flush();
    }

    private static String listing(Distribution distribution) {
        StringBuilder lines = new StringBuilder();
        distribution
                .contents()
                .forEach(jar -> lines.append("jar ")
                        .append(jar.sha256())
                        .append(' ')
                        .append(jar.name())
                        .append('\n'));
        StockTools.of(distribution)
                .forEach((tool, main) -> lines.append("tool ")
                        .append(tool)
                        .append(' ')
                        .append(main)
                        .append('\n'));
        return lines.append("end\n").toString();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private void run(Script script, SshMachine.Payload payload) {
        machine.run(script, BOUND, payload).orRefuse(machine.host());
    }
}
