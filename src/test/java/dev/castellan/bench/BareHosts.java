package dev.castellan.bench;

import dev.castellan.lab.Lab;
import dev.castellan.lab.Layer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// From three hosts that have nothing but Java to a cluster that has taken a record and given it back. The hosts are
/// made anew for every run, which is not measured.
final class BareHosts implements AutoCloseable {
    private final Lab lab = new Lab("bench", "192.168.60");
    private final Workbench bench;
    private final Path archive;

    /// @param bench its Kafka is what is installed; what is written stays within its directory
    BareHosts(Workbench bench) throws Exception {
        this.bench = bench;
        this.archive = bench.directory().resolve("kafka.tgz");
        pack();
    }

    /// By `castellan apply`, from a home that has Kafka and knows nothing of the hosts.
    double castellan() throws Exception {
        renew();
        try (Workbench fresh = bench.another()) {
            String nodes = String.join(", ", addresses());
            Files.writeString(
                    fresh.directory().resolve("cluster.yaml"),
                    "name: bench\nsecurity: none\nheap: 1g\nssh: {config: " + lab.sshConfig() + "}\nnodes: [" + nodes
                            + "]\n");
            return fresh.castellan("apply");
        }
    }

    /// By `scripts/by-hand.sh`.
    double byHand() throws Exception {
        renew();
        List<String> command = new ArrayList<>(List.of(
                Path.of("scripts/by-hand.sh").toAbsolutePath().toString(),
                lab.sshConfig().toString(),
                archive.toString()));
        command.addAll(addresses());
        return bench.run(command, "");
    }

    private List<String> addresses() {
        return IntStream.rangeClosed(1, 3).mapToObj(lab::address).toList();
    }

    private void renew() {
        lab.down();
        lab.up(3, Layer.JAVA, Optional.empty());
    }

    /// The release as an archive, as a guide has it downloaded.
    private void pack() throws Exception {
        Path release = bench.directory().resolve("kafka");
        Path start = Files.createDirectories(release.resolve("bin")).resolve("kafka");
        String flags = String.join(" ", ByHand.STOCK);
        Files.writeString(
                start,
                "#!/bin/sh\nexec java ${KAFKA_HEAP_OPTS:--Xmx256M} " + flags + " -cp '/opt/kafka/libs/*' \"$@\"\n");
        Files.setPosixFilePermissions(start, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createSymbolicLink(release.resolve("libs"), bench.release().resolve("libs"));
        bench.run(
                List.of(
                        "tar",
                        "-czhf",
                        archive.toString(),
                        "-C",
                        bench.directory().toString(),
                        "kafka"),
                "");
    }

    @Override
    public void close() {
        lab.down();
    }
}
