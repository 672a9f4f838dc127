package dev.castellan.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.lab.Lab;
import dev.castellan.lab.Layer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

/// A cluster on a real host whose certificate a company made, and whose control machine is lost.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class HostsSecretsIT implements OnHosts {
    private static final Lab LAB = new Lab("itkeys", "192.168.58");
    private static final String TLS = "/etc/castellan/brought/kafka-1/tls/";

    private static Sandbox sandbox;

    @BeforeAll
    static void one_host() {
        if (Lab.obstacle().isPresent()) {
            return;
        }
        LAB.down();
        LAB.up(1, Layer.JAVA, Optional.empty());
        sandbox = Sandbox.open("brought");
        String names = "IP:" + LAB.address(1);
        new Company(sandbox.directory(), "acme")
                .signs("one", "/O=Acme/CN=broker-1.acme.example", names)
                .signs("newer", "/O=Acme/CN=broker-1.acme.example", names)
                .signs("newest", "/O=Acme/CN=broker-1.acme.example", names);
        spec("none");
    }

    @AfterAll
    static void nothing_stays() {
        if (sandbox != null) {
            sandbox.close();
            LAB.down();
        }
    }

    private static void spec(String metrics) {
        sandbox.spec("""
                name: brought
                metrics: %s
                ssh: {config: %s}
                nodes: [{host: %s, certificate: one.pem, key: one.key}]
                certificates: {authority: {certificate: acme-chain.pem}}
                topics: {clicks: {}}
                users: {app: {produce: [clicks]}}
                """.formatted(metrics, LAB.sshConfig(), LAB.address(1)));
    }

    /// The company has another certificate for the node.
    private static void bring(String made) throws IOException {
        for (String end : List.of(".pem", ".key")) {
            Path from = sandbox.directory().resolve(made + end);
            Files.copy(from, from.resolveSibling("one" + end), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Test
    @Order(1)
    void a_host_takes_in_a_key_and_a_certificate_that_a_company_made() {
        sandbox.run("apply").succeeds();
        sandbox.run("plan", "--detailed-exitcode").succeeds().prints("nothing to change");
        sandbox.runWith("hello\n", "produce", "clicks").succeeds();
        assertThat(LAB.run(1, "sh", "-c", "stat -c '%a %U' " + TLS + "*")
                        .output()
                        .lines())
                .isNotEmpty()
                .allMatch("600 kafka"::equals);
    }

    @Test
    @Order(2)
    void a_benchmark_says_how_busy_the_host_was() {
        JsonNode machine = sandbox.json("bench", "produce", "--rate", "500", "--duration", "4s", "--warm-up", "1s")
                .get("machine");

        assertThat(machine.get("brokersHere").booleanValue()).isFalse();
        assertThat(machine.get("brokers").get(LAB.address(1)).get("busy").doubleValue())
                .isBetween(0.01, 1.0);
    }

    @Test
    @Order(3)
    void a_certificate_file_that_changes_is_loaded_and_the_node_does_not_restart() throws IOException {
        long pid = pid();
        bring("newer");
        sandbox.run("plan").succeeds().prints("is another than one.pem holds");
        sandbox.run("apply").succeeds();
        assertThat(pid()).isEqualTo(pid);
        sandbox.run("plan", "--detailed-exitcode").succeeds().prints("nothing to change");
    }

    @Test
    @Order(4)
    void a_new_control_machine_goes_on_with_the_spec_and_the_backup_alone() throws IOException {
        sandbox.with("CASTELLAN_PASSPHRASE", "correct horse");
        sandbox.run("secrets", "seal").succeeds();
        sandbox.run("secrets", "backup", "saved.zip").succeeds();
        String config = sandbox.run("users", "show-config", "app").succeeds().out();

        try (Sandbox other = Sandbox.open("brought")) {
            for (Path file : written()) {
                Files.copy(file, other.directory().resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
            other.run("plan").exits(3).complains("its secrets are not on this machine", "castellan secrets restore");
            other.run("secrets", "restore", "saved.zip").succeeds();
            other.run("plan").exits(2).complains("CASTELLAN_PASSPHRASE");
            other.with("CASTELLAN_PASSPHRASE", "correct horse");
            other.run("plan", "--detailed-exitcode").succeeds().prints("nothing to change");
            assertThat(other.run("users", "show-config", "app").succeeds().out())
                    .isEqualTo(config);
            other.runWith("again\n", "produce", "clicks").succeeds();
            other.spec("name: nothing\n"); // what closes a sandbox destroys its cluster
        }
    }

    /// The vault is sealed since the story before.
    @Test
    @Order(5)
    @Tag("long")
    void an_agent_shows_the_certificate_of_the_company_and_another_one_restarts_its_node() throws IOException {
        spec("agent");
        sandbox.run("apply", "--accept-risk=unavailable").succeeds();
        sandbox.run("plan", "--detailed-exitcode").succeeds().prints("nothing to change");
        assertThat(Files.readString(sandbox.secrets("brought").resolve("agents/password")))
                .startsWith("castellan-sealed-1 ");
        sandbox.run("monitoring", "write", "told").succeeds();
        Scraper scraper = new Scraper(sandbox.directory().resolve("told"), "brought");
        String agent = LAB.address(1) + ":7071";
        assertThat(scraper.told(agent)).contains("kafka_server_");

        long pid = pid();
        bring("newest");
        sandbox.run("plan", "--accept-risk=unavailable")
                .succeeds()
                .prints("is another than one.pem holds", "jvm.options changed");
        sandbox.run("apply", "--accept-risk=unavailable").succeeds();
        assertThat(pid()).isNotEqualTo(pid);
        assertThat(scraper.told(agent)).contains("kafka_server_");
        sandbox.run("plan", "--detailed-exitcode").succeeds().prints("nothing to change");
    }

    /// What its users keep elsewhere: the spec with its files, and the backup.
    private static List<Path> written() throws IOException {
        try (Stream<Path> files = Files.list(sandbox.directory())) {
            return files.filter(file -> file.toString().matches(".*\\.(yaml|pem|key|zip)"))
                    .collect(Collectors.toList());
        }
    }

    private static long pid() {
        return sandbox.status().get("nodes").get(0).get("pid").longValue();
    }
}
