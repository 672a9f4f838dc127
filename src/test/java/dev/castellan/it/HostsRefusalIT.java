package dev.castellan.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.lab.Lab;
import dev.castellan.lab.Layer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// Hosts that cannot be used as they are: each is named with what is wrong and what helps, and nothing is touched.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class HostsRefusalIT implements OnHosts {
    private static final Lab LAB = new Lab("itxb", "192.168.62");
    private static final Lab SMALL = new Lab("itxc", "192.168.61");
    private static final Duration BOUND = Duration.ofSeconds(90);
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String ELSEWHERE = "192.168.62.201";

    private static Sandbox sandbox;

    @BeforeAll
    static void two_hosts_with_an_old_java() {
        if (Lab.obstacle().isPresent()) {
            return;
        }
        LAB.down();
        LAB.up(2, Layer.JAVA11, Optional.empty());
        sandbox = Sandbox.open("odd");
    }

    @AfterAll
    static void nothing_stays() {
        if (sandbox != null) {
            sandbox.spec("name: none\n").close();
            LAB.down();
            SMALL.down();
        }
    }

    /// A cluster on both hosts. Each way to log in has a file of its own, so that no connection is shared between them.
    private static void spec(Path config, String ssh, String more) {
        sandbox.spec("name: odd\nheap: 256m\nssh: {config: " + config + ssh + "}\nnodes: [" + LAB.address(1) + ", "
                + LAB.address(2) + "]\n" + more);
    }

    /// The lab's own way to log in, with one line of it told otherwise.
    private static Path config(String name, String keyword, Path value) {
        try {
            List<String> lines = Files.readAllLines(LAB.sshConfig()).stream()
                    .map(line -> line.strip().startsWith(keyword + " ") ? "  " + keyword + " " + value : line)
                    .toList();
            return Files.write(sandbox.directory().resolve(name), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void refusesEverywhere(int code, String... parts) {
        for (String verb : List.of("plan", "apply", "status")) {
            sandbox.run(verb).exits(code).complains(parts).within(SOON);
        }
        for (int host : LAB.numbers()) {
            assertThat(LAB.run(host, "sh", "-c", "ls -d /*/castellan /*/*/castellan 2>/dev/null")
                            .output())
                    .isEmpty();
        }
    }

    @Test
    @Order(1)
    void a_host_whose_key_is_not_known_is_not_trusted() throws IOException {
        Path known = Files.createFile(sandbox.directory().resolve("known_none"));
        spec(config("unknown", "UserKnownHostsFile", known), "", "");

        refusesEverywhere(3, LAB.address(1), LAB.address(2), "its host key is not known here", "log in once");

        assertThat(known).isEmptyFile();
    }

    @Test
    @Order(2)
    void a_host_whose_key_has_changed_is_not_trusted() throws IOException {
        Path config = LAB.sshConfig().resolveSibling("known_hosts");
        String mixed = Files.readString(config)
                .replace(LAB.address(1), "first")
                .replace(LAB.address(2), LAB.address(1))
                .replace("first", LAB.address(2));
        Path known = Files.writeString(sandbox.directory().resolve("known_mixed"), mixed);
        spec(config("changed", "UserKnownHostsFile", known), "", "");

        refusesEverywhere(
                3, LAB.address(1), LAB.address(2), "its host key is not the one that is known", "ssh-keygen -R");

        assertThat(known).hasContent(mixed);
    }

    @Test
    @Order(3)
    void a_key_that_does_not_fit_is_said_to_be_none() throws Exception {
        Path key = sandbox.directory().resolve("wrong_key");
        assertThat(new ProcessBuilder("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString())
                        .start()
                        .waitFor())
                .isZero();
        spec(config("wrong", "IdentityFile", key), "", "");

        refusesEverywhere(3, LAB.address(1), LAB.address(2), "refuses the login: none of the keys fits", "try ssh -F");
    }

    @Test
    @Order(4)
    void a_user_without_sudo_is_told_what_to_allow() {
        spec(LAB.sshConfig(), ", user: plain", "");

        refusesEverywhere(3, LAB.address(1), LAB.address(2), "sudo wants a password, or gives this user nothing");
    }

    @Test
    @Order(5)
    void a_password_for_sudo_is_asked_for_and_a_wrong_one_refused() {
        spec(LAB.sshConfig(), ", user: locked, sudo: password", "");
        refusesEverywhere(2, "sudo wants a password, and there is none", "set CASTELLAN_SUDO_PASSWORD");

        sandbox.with("CASTELLAN_SUDO_PASSWORD", "wrong");
        refusesEverywhere(3, LAB.address(1), LAB.address(2), "sudo does not take the password");
        sandbox.with("CASTELLAN_SUDO_PASSWORD", "letmein");
    }

    @Test
    @Order(6)
    void an_old_java_is_refused_where_none_may_be_installed() {
        spec(LAB.sshConfig(), "", "java: provided\n");

        for (String verb : List.of("plan", "apply")) {
            sandbox.run(verb).exits(3).complains(LAB.address(1), LAB.address(2), "Java 11", "17");
        }
        assertThat(LAB.run(1, "ls", "/opt").output()).doesNotContain("castellan");
    }

    @Test
    @Order(7)
    void a_taken_port_and_a_host_that_is_off_are_told_at_once() {
        LAB.run(1, "systemd-run", "--unit=squatter", "systemd-socket-activate", "-l", "9092", "/bin/cat");
        Sandbox.eventually(
                "it listens",
                SOON,
                () -> LAB.run(1, "ss", "-Hltn", "sport = 9092").output().contains("9092"));
        LAB.stop(2);
        spec(LAB.sshConfig(), "", "");

        String off = LAB.address(2) + ")  does not answer: it is off, or not connected; switch it on";
        sandbox.run("plan")
                .exits(3)
                .within(SOON)
                .complains("port 9092 of kafka-1 is taken by systemd-socket", "stop that, or give the node another")
                .complains(off);
        sandbox.run("apply").exits(3).within(SOON).complains(off.replace(")", ""));
        LAB.start(2);
        LAB.run(1, "systemctl", "stop", "squatter");
    }

    @Test
    @Order(8)
    void with_the_right_password_java_comes_too_and_nodes_share_a_host_with_disks_and_names_of_their_own() {
        LAB.run(2, "ip", "addr", "add", ELSEWHERE + "/24", "dev", "host0");
        String host = "  - {host: " + LAB.address(1) + ", ";
        sandbox.spec("name: odd\nheap: 256m\nssh: {user: locked, sudo: password, config: " + LAB.sshConfig()
                + "}\nnodes:\n" + host + "directories: [/srv/one/kafka-1, /srv/two/kafka-1]}\n" + host
                + "port: 19092, node-port: 19094, controller-port: 19093}\n" + "  - {host: " + LAB.address(2)
                + ", advertise: "
                + ELSEWHERE
                + ", port: 7092}\n");
        Process apply = sandbox.start("apply");
        Sandbox.eventually(
                "apt is at work", BOUND, () -> LAB.run(1, "pgrep", "apt-get").code() == 0);
        apply.destroyForcibly();

        Sandbox.eventually(
                "it is not locked any more and goes on",
                BOUND,
                () -> sandbox.run("apply").exitCode() == 0);

        sandbox.run("plan", "--detailed-exitcode").succeeds().prints("nothing to change");
        sandbox.run("status").succeeds().prints(LAB.address(1) + ":19092", ELSEWHERE + ":7092");
        for (String disk : List.of("/srv/one/kafka-1", "/srv/two/kafka-1")) {
            assertThat(LAB.run(1, "cat", disk + "/meta.properties").output()).contains("node.id=1");
        }
        sandbox.run("destroy", "--accept-risk=data-loss").succeeds();
        assertThat(LAB.run(1, "ls", "/srv/one", "/srv/two", "/opt").output()).doesNotContain("kafka", "castellan");
    }

    @Test
    @Order(9)
    void a_disk_that_fills_while_software_is_sent_is_named_and_with_room_the_next_run_ends_it() {
        SMALL.down();
        SMALL.up(1, Layer.JAVA, Optional.of("400m"));
        sandbox.spec("name: small\nheap: 256m\nssh: {config: " + SMALL.sshConfig() + "}\nnodes: [" + SMALL.address(1)
                + "]\n");
        SMALL.run(1, "dd", "if=/dev/zero", "of=/var/ballast", "bs=1M", "count=370");
        sandbox.run("apply").exits(3).complains(SMALL.address(1), " /, which has ", " free", "make room there");
        SMALL.run(1, "rm", "/var/ballast");
        String fill =
                "until ls -d /opt/castellan/store/.coming-*; do :; done; exec dd if=/dev/zero of=/var/ballast bs=4M";
        SMALL.run(1, "systemd-run", "--unit=filler", "sh", "-c", fill);

        sandbox.run("apply")
                .exits(3)
                .within(SOON)
                .complains(SMALL.address(1) + "  No space left on the disk of /opt/castellan, which is mounted at /")
                .complains("free some space there and run the same command again");

        assertThat(SMALL.run(1, "find", "/opt/castellan", "-name", "*.jar").output())
                .isEmpty();
        SMALL.run(1, "rm", "/var/ballast");
        sandbox.run("apply").succeeds();
        sandbox.run("destroy", "--accept-risk=data-loss").succeeds();
    }
}
