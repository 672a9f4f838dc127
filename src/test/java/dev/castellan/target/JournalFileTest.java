package dev.castellan.target;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.machine.SafeFiles;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A cluster's journal on this machine.
final class JournalFileTest {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void lines_are_added_and_read_back() {
        JournalFile journal = new JournalFile(directory.resolve("orders/journal.jsonl"));
        assertThat(journal.read(Optional.empty(), JournalPart.MOST_BYTES).text())
                .isEmpty();
        journal.add("one");
        journal.add("two");
        assertThat(journal.read(Optional.of("jane"), JournalPart.MOST_BYTES))
                .isEqualTo(new JournalPart(
                        JournalPart.HERE,
                        "one\ntwo\n",
                        JournalPart.Extent.WHOLE,
                        Optional.of("jane"),
                        Optional.empty()));
    }

    @Test
    void a_journal_that_went_with_its_cluster_does_not_come_back() {
        Path cluster = directory.resolve("orders");
        JournalFile journal = new JournalFile(cluster.resolve("journal.jsonl"));
        journal.add("begun");
        SafeFiles.delete(cluster);
        journal.add("done");
        assertThat(cluster).doesNotExist();
    }

    @Test
    void one_that_cannot_be_read_is_a_part_that_says_why() {
        assertThat(new JournalFile(directory)
                        .read(Optional.empty(), JournalPart.MOST_BYTES)
                        .unanswered())
                .isPresent();
    }

    @Test
    void of_a_long_one_the_end_is_read() {
        Path file = directory.resolve("journal.jsonl");
        SafeFiles.write(file, "x".repeat(JournalPart.MOST_BYTES) + "\nlast\n");
        JournalPart part = new JournalFile(file).read(Optional.empty(), JournalPart.MOST_BYTES);
        assertThat(part.extent()).isEqualTo(JournalPart.Extent.END);
        assertThat(part.text()).endsWith("\nlast\n").hasSize(JournalPart.MOST_BYTES);
    }

    @Test
    void no_more_of_it_is_read_than_was_asked_for() {
        Path file = directory.resolve("journal.jsonl");
        SafeFiles.write(file, "first\nlast\n");
        assertThat(new JournalFile(file).read(Optional.of("castellan up of jane"), 5))
                .isEqualTo(new JournalPart(
                        JournalPart.HERE,
                        "last\n",
                        JournalPart.Extent.END,
                        Optional.of("castellan up of jane"),
                        Optional.empty()));
    }
}
