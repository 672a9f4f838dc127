package dev.castellan.target.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.machine.ssh.Script;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The script that reads a machine, run on this one. It changes nothing.
class FactsScriptTest {
    private static final Pattern SOUGHT = Pattern.compile("grep -lzx '([^']+)' /proc");
    private static final Script FACTS = Script.resource(HostsTarget.class, "facts");

    /// @param word that stands among its arguments
    private static Process running(String word) throws IOException {
        return new ProcessBuilder("bash", "-c", "sleep 60; :", "bash", word).start();
    }

    private static List<String> foreign() throws IOException, InterruptedException {
        Process look = new ProcessBuilder("bash", "-c", FACTS.text(), "castellan", "nobodys", "", "").start();
        String said = new String(look.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(look.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return said.lines().filter(line -> line.startsWith("foreign=")).toList();
    }

    @Test
    void a_kafka_of_somebody_else_is_seen_and_a_look_beside_this_one_is_none() throws Exception {
        List<String> sought = SOUGHT.matcher(FACTS.text())
                .results()
                .map((MatchResult result) -> result.group(1))
                .toList();
        assertThat(sought).hasSize(1);
        List<Process> processes = new ArrayList<>();
        try {
            Process kafka = running("kafka.Kafka");
            processes.add(kafka);
            Process look = running(sought.getFirst());
            processes.add(look);

            assertThat(foreign())
                    .contains("foreign=the process " + kafka.pid())
                    .doesNotContain("foreign=the process " + look.pid());
        } finally {
            processes.forEach(process -> {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            });
        }
    }
}
