package dev.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.cli.verb.Tools;
import dev.castellan.problem.ExitCode;
import dev.castellan.testkit.Voices;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MainTest {
    private final Voices voices = new Voices();
    private final Tools tools =
            new Tools(voices.console(), Path.of("target/home"), Path.of("target"), Map.of(), InstantSource.system());
    private final Main main = new Main(tools);

    @Test
    void a_noun_alone_lists_its_verbs_and_is_a_mistake() {
        assertThat(main.run("topics")).isEqualTo(ExitCode.MISTAKE);
        assertThat(voices.remarks()).startsWith("castellan topics needs a verb:\n  list  ");
        assertThat(voices.results()).isEmpty();
    }

    @Test
    void a_slip_in_a_verb_is_answered_with_the_verb_that_was_meant() {
        assertThat(main.run("topisc")).isEqualTo(ExitCode.MISTAKE);
        assertThat(voices.remarks()).isEqualTo("castellan has no verb \"topisc\"; did you mean \"topics\"?\n");
    }

    @Test
    void a_slip_in_an_option_is_answered_with_the_option_that_was_meant() {
        assertThat(main.run("topics", "list", "--bootstrpa", "x")).isEqualTo(ExitCode.MISTAKE);
        assertThat(voices.remarks())
                .isEqualTo("castellan topics list has no option --bootstrpa; did you mean \"--bootstrap\"?\n");
    }

    @Test
    void every_verb_can_be_built_and_explains_itself() {
        Commands.commandLine(tools)
                .getSubcommands()
                .values()
                .forEach(verb -> assertThat(Commands.usage(verb)).isNotBlank());
    }

    @Test
    void a_missing_word_is_named_with_the_help_that_explains_it() {
        assertThat(main.run("topics", "create")).isEqualTo(ExitCode.MISTAKE);
        assertThat(voices.remarks()).isEqualTo("NAME is missing; castellan help topics create\n");
    }

    @Test
    void help_groups_the_verbs_by_purpose() {
        assertThat(main.run("help")).isEqualTo(ExitCode.DONE);
        assertThat(voices.results())
                .contains("\nTopics, records and groups\n  topics  ")
                .contains("\nCastellan itself\n");
    }

    @Test
    void help_explains_one_verb_in_full() {
        assertThat(main.run("help", "topics", "create")).isEqualTo(ExitCode.DONE);
        assertThat(voices.results())
                .startsWith("Usage: castellan topics create ")
                .contains("--if-not-exists");
    }

    @Test
    void completion_offers_verbs_options_and_values_and_never_fails() {
        assertThat(main.run("__complete", "topics", "de")).isEqualTo(ExitCode.DONE);
        assertThat(main.run("__complete", "consume", "t", "-o", "")).isEqualTo(ExitCode.DONE);
        assertThat(main.run("__complete", "consume", "--fr")).isEqualTo(ExitCode.DONE);
        assertThat(main.run("__complete", "no", "such", "verb")).isEqualTo(ExitCode.DONE);
        assertThat(voices.results())
                .isEqualToNormalizingNewlines("describe\ndelete\ntext\njson\n--from-beginning\n--from-time\n");
        assertThat(voices.remarks()).isEmpty();
    }
}
