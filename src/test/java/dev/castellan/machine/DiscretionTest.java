package dev.castellan.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// What a process that is started is not told.
class DiscretionTest {
    @Test
    void what_opens_secrets_is_kept_from_processes_that_live_on() {
        ProcessBuilder process = new ProcessBuilder("true");
        process.environment().clear();
        List.of("CASTELLAN_PASSPHRASE", "CASTELLAN_NEW_PASSPHRASE", "CASTELLAN_SUDO_PASSWORD", "CASTELLAN_HOME", "PATH")
                .forEach(name -> process.environment().put(name, "canary"));

        assertThat(Discretion.without(process).environment()).containsOnlyKeys("CASTELLAN_HOME", "PATH");
    }
}
