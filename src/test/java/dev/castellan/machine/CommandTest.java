package dev.castellan.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Short commands.
final class CommandTest {
    private static final Duration BOUND = Duration.ofSeconds(10);

    @Test
    void a_command_is_heard_on_both_voices_with_its_exit_code() {
        assertThat(Command.run(BOUND, "sh", "-c", "echo out; echo err >&2; exit 3"))
                .contains(new Command.Result(3, "out\nerr\n"));
    }

    @Test
    void one_that_says_more_than_a_pipe_holds_is_heard_to_its_end() {
        assertThat(Command.run(BOUND, "head", "-c", "300000", "/dev/zero")
                        .map(result -> result.output().length()))
                .contains(300_000);
    }

    @Test
    void one_that_is_not_there_or_takes_too_long_is_nothing() {
        assertThat(Command.run(BOUND, "no-such-command-here")).isEmpty();
        assertThat(Command.run(Duration.ofMillis(50), "sleep", "30")).isEmpty();
    }
}
