package dev.castellan.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.castellan.lab.Answer;
import dev.castellan.lab.Lab;
import dev.castellan.lab.Layer;
import dev.castellan.lab.Mistake;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The hosts that deployment is tried on are what they pretend to be.
final class LabIT {
    private static final Lab LAB = new Lab("it", "192.168.57");

    @BeforeAll
    static void boot() {
        if (Lab.obstacle().isEmpty()) {
            LAB.down();
            LAB.up(2, Layer.BARE, Optional.empty());
        }
    }

    /// Before each, because a class that is aborted as a whole is not in the reports at all.
    @BeforeEach
    void sayLoudlyWhatDoesNotRun() {
        Lab.obstacle().ifPresent(why -> Assumptions.abort("the lab " + why));
    }

    @AfterAll
    static void leaveNothing() throws IOException {
        if (Lab.obstacle().isEmpty()) {
            LAB.down();
            assertThat(Path.of("/var/lib/castellan-lab/it")).doesNotExist();
            assertThat(Path.of("/sys/class/net/lab-it")).doesNotExist();
            assertThat(Files.readString(Path.of("/proc/self/mountinfo"))).doesNotContain("castellan-lab/it/");
        }
    }

    @Test
    void each_user_may_what_its_name_says() throws Exception {
        assertThat(ssh(1, "admin", "sudo -n id -u").output()).isEqualTo("0\n");
        assertThat(ssh(1, "locked", "echo letmein | sudo -S -p '' id -u").output())
                .isEqualTo("0\n");
        assertThat(ssh(1, "locked", "sudo -n true").code()).isNotZero();
        assertThat(ssh(1, "plain", "echo letmein | sudo -S true").code()).isNotZero();
        assertThat(ssh(1, "root", "true").code()).isEqualTo(255);
    }

    @Test
    void a_bare_host_installs_java_without_a_network_to_the_outside() {
        assertThat(LAB.run(2, "sh", "-c", "command -v java").code()).isNotZero();
        assertThat(LAB.run(2, "ip", "route", "show", "default").output()).isEmpty();

        Answer install = LAB.run(
                2,
                "sh",
                "-c",
                "apt-get -q update && apt-get -q install -y --no-install-recommends openjdk-17-jre-headless");

        assertThat(install.code()).as(install.output()).isZero();
        assertThat(LAB.run(2, "java", "-version").output()).contains("openjdk version \"17");
    }

    @Test
    void a_host_whose_plug_was_pulled_comes_back_with_its_files() {
        LAB.run(1, "sh", "-c", "echo kept >/var/kept");

        LAB.kill(1);

        assertThat(LAB.runs(1)).isFalse();
        LAB.start(1);
        assertThat(LAB.run(1, "cat", "/var/kept").output()).isEqualTo("kept\n");
    }

    @Test
    void a_host_without_its_cable_runs_on_and_cannot_be_reached() {
        LAB.partition(1);
        assertThat(reachable(1)).isFalse();
        assertThat(LAB.run(1, "hostname").output()).isEqualTo("kafka-1\n");

        LAB.heal(1);
        Sandbox.eventually("kafka-1 is reached again", Duration.ofSeconds(10), () -> reachable(1));
    }

    @Test
    void a_unit_that_is_stopped_on_one_host_runs_on_on_the_other() {
        for (int host : LAB.numbers()) {
            assertThat(LAB.run(host, "systemd-run", "--unit=same", "sleep", "600")
                            .code())
                    .isZero();
        }

        LAB.run(1, "systemctl", "stop", "same");

        assertThat(LAB.run(2, "systemctl", "is-active", "same").output()).isEqualTo("active\n");
        LAB.run(2, "systemctl", "stop", "same");
    }

    @Test
    void a_host_that_is_there_is_not_made_again_with_other_options() {
        assertThatThrownBy(() -> LAB.up(2, Layer.JAVA, Optional.empty()))
                .isInstanceOf(Mistake.class)
                .hasMessageContaining("made with other options (bare)");
    }

    private static Answer ssh(int host, String user, String command) throws Exception {
        List<String> words =
                new ArrayList<>(List.of("ssh", "-n", "-F", LAB.sshConfig().toString()));
        words.addAll(List.of("-o", "BatchMode=yes", "-l", user, LAB.address(host), command));
        Process process = new ProcessBuilder(words)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return new Answer(
                process.exitValue(), new String(process.getInputStream().readAllBytes()));
    }

    private static boolean reachable(int host) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(LAB.address(host), 22), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
