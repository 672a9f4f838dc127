package dev.castellan.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.bench.Fleet;
import dev.castellan.kafka.distribution.Distribution;
import dev.castellan.spec.KafkaVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Plans for a hundred hosts; `./dev bench 5 plan` says how long they take.
@Timeout(10)
final class FleetPlanTest {
    @TempDir
    private Path release;

    @Test
    void a_hundred_new_hosts_fit_into_a_few_lines() throws IOException {
        assertThat(text(new Fleet(100, distribution()).fresh())).isEqualTo("""
                fleet: Kafka 4.3.1, 203 steps
                  + kafka-1..100  install  install Kafka 4.3.1 (1 jar, 0 MiB)   (10.0.0.2 ... 10.0.0.101)
                  + cluster       new      cluster id a-cluster   (a new cluster)
                  + kafka-1..100  new      jvm.options, kafka.service, limits.conf, 3 more   (a new node)
                                           controller 10.0.0.2:9093 ... clients 10.0.0.101:9092
                  + kafka-1..100  new      format storage, first controllers 1, 2, 3   (storage without a cluster)
                  > kafka-1..100  start    start   (nothing runs)
                  note: security: none, so whoever reaches a port of these hosts is in
                nothing restarts, nothing becomes unavailable""");
    }

    @Test
    void what_changed_on_a_hundred_hosts_is_told_once_for_all_that_read_the_same() throws IOException {
        assertThat(text(new Fleet(100, distribution()).drifted())).isEqualTo("""
                fleet: Kafka 4.3.1, 201 steps
                  ~ kafka-1 and 89 more           file     server.properties   (differs from cluster.yaml)
                                                           + log.retention.ms=3600000
                                                           + num.io.threads=16
                  ~ kafka-10 and 9 more           file     jvm.options, server.properties   \
                (differs from cluster.yaml)
                                                           - -Dby.hand=1
                                                           + log.retention.ms=3600000
                                                           + num.io.threads=16
                  ~ cluster                       dynamic  log.retention.ms (default) -> 3600000   (cluster.yaml:3)
                  ~ kafka-1 kafka-3..100 kafka-2  restart  restart   (num.io.threads (default) -> 16)
                                                           before: what can stay available without it \
                does: partitions by their min.insync.replicas, controllers by their majority
                  note: security: none, so whoever reaches a port of these hosts is in
                  note: with --max-unavailable 98 these 100 restarts would be 3 batches instead of 100, and no \
                partition would go below its min.insync.replicas
                100 restarts, one node after the other""");
    }

    @Test
    void up_to_nine_hosts_keep_a_line_each() throws IOException {
        List<String> nine = text(new Fleet(9, distribution()).fresh()).lines().toList();
        assertThat(nine.stream().filter(line -> line.contains("install Kafka"))).hasSize(9);
        List<String> ten = text(new Fleet(10, distribution()).fresh()).lines().toList();
        assertThat(ten.stream().filter(line -> line.contains("install Kafka"))).hasSize(1);
    }

    private static String text(Question question) {
        Planner.Answer answer = Planner.plan(question);
        assertThat(answer.problems()).isEmpty();
        assertThat(answer.obstacles()).isEmpty();
        return PlanText.of(answer.plan());
    }

    /// A release of one jar, in which the one class that is asked for its Java says 17.
    private Distribution distribution() throws IOException {
        Path jar = Files.createDirectories(release.resolve("libs")).resolve("kafka_2.13-4.3.1.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new ZipEntry("kafka/Kafka.class"));
            out.write(new byte[] {(byte) 0xca, (byte) 0xfe, (byte) 0xba, (byte) 0xbe, 0, 0, 0, 61});
        }
        String line = "0".repeat(64) + "  " + Files.size(jar) + "  " + jar.getFileName() + "\n";
        Files.writeString(release.resolve("lock.txt"), line);
        try (Stream<Path> jars = Files.list(release.resolve("libs"))) {
            return new Distribution(KafkaVersion.DEFAULT, release, jars.toList());
        }
    }
}
