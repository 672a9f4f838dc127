package dev.castellan.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every shape and release that a spec may ask for comes up, takes records, and goes down.
class ReleasesIT {
    @ParameterizedTest
    @ValueSource(strings = {"3.9.2", "4.0.2"})
    void a_release_of_each_supported_line_works(String version) {
        try (Sandbox sandbox = Sandbox.open("line")) {
            sandbox.spec("name: line\nkafka: " + version + "\n" + FreePorts.nodes(1));
            works(sandbox);
            assertThat(sandbox.status().get("nodes").get(0).get("kafka").stringValue())
                    .isEqualTo(version);
            goesDown(sandbox);
        }
    }

    @Test
    void three_brokers_beside_three_controllers_work() {
        try (Sandbox sandbox = Sandbox.open("apart")) {
            StringBuilder yaml = new StringBuilder("name: apart\nheap: 256m\nnodes:\n");
            for (int id = 1; id <= 6; id++) {
                yaml.append("- {id: ").append(id);
                yaml.append(id <= 3 ? ", roles: broker, port: " : ", roles: controller, controller-port: ");
                yaml.append(FreePorts.next()).append("}\n");
            }
            sandbox.spec(yaml.toString());
            works(sandbox);
            assertThat(sandbox.status().get("quorum").get("voters").intValue()).isEqualTo(3);
            goesDown(sandbox);
        }
    }

    @Test
    void a_download_of_the_users_own_works_unpacked_and_as_an_archive() throws IOException, InterruptedException {
        try (Sandbox sandbox = Sandbox.open("own")) {
            Path unpacked = Files.createDirectories(sandbox.directory().resolve("kafka_2.13-4.3.1"));
            Files.createDirectories(unpacked.resolve("libs"));
            try (Stream<Path> jars = Files.list(sandbox.home().resolve("kafka/4.3.1/libs"))) {
                for (Path jar : jars.toList()) {
                    Files.createLink(unpacked.resolve("libs").resolve(jar.getFileName()), jar);
                }
            }
            sandbox.spec(own("nowhere"));
            sandbox.run("up").exits(2).complains("nowhere is not there");
            sandbox.spec(own("kafka_2.13-4.3.1"));
            sandbox.run("plan").succeeds();

            Process tar = new ProcessBuilder(
                            "tar", "cf", "kafka.tgz", "--use-compress-program=gzip -1", "kafka_2.13-4.3.1")
                    .directory(sandbox.directory().toFile())
                    .start();
            assertThat(tar.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(tar.exitValue()).isZero();
            sandbox.spec(own("kafka.tgz"));
            works(sandbox);
            goesDown(sandbox);
        }
    }

    private static String own(String from) {
        return "name: own\nkafka: {version: 4.3.1, from: " + from + "}\n" + FreePorts.nodes(1);
    }

    private static void works(Sandbox sandbox) {
        sandbox.run("up").succeeds().prints("ready in");
        sandbox.run("topics", "create", "t").succeeds();
        sandbox.runWith("one\ntwo\n", "produce", "t").succeeds();
        sandbox.run("consume", "t", "--from-beginning", "--max", "2").succeeds().prints("one", "two");
        assertThat(sandbox.status().get("health").stringValue()).isEqualTo("healthy");
    }

    private static void goesDown(Sandbox sandbox) {
        sandbox.run("down").succeeds().prints("its data stays");
        sandbox.run("status").exits(3).prints("stopped");
    }
}
