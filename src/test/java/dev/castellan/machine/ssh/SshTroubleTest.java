package dev.castellan.machine.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.castellan.problem.WorldRefused;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SshTroubleTest {
    private static final SshAddress THERE =
            new SshAddress("10.0.0.1", Optional.empty(), OptionalInt.empty(), Optional.empty(), Optional.empty());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "Timeout, server 10.0.0.1 not responding.\n",
                "Connection to 10.0.0.1 closed by remote host.\n",
                "client_loop: send disconnect: Broken pipe\n"
            })
    void a_connection_that_goes_is_said_to_be_cut_whether_ssh_says_so_or_nothing(String said) {
        assertThat(SshTrouble.ofSsh(THERE, said))
                .hasMessage("10.0.0.1  the connection was cut; run the same command again: it goes on from there");
    }

    @Test
    void what_is_not_known_is_told_as_ssh_says_it() {
        assertThat(SshTrouble.ofSsh(THERE, "a line\nsomething odd\n"))
                .hasMessage("10.0.0.1  something odd; try ssh 10.0.0.1");
    }

    @Test
    void of_a_full_disk_the_line_that_says_so_is_told() {
        Script.Result full = new Script.Result(1, "", "tar: x: No space left on device\ntar: Exiting with failure\n");

        assertThatThrownBy(() -> full.orRefuse("10.0.0.1"))
                .isInstanceOf(WorldRefused.class)
                .hasMessage("10.0.0.1  tar: x: No space left on device;"
                        + " free some space there and run the same command again");
    }
}
