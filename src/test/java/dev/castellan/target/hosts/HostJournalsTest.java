package dev.castellan.target.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.target.JournalPart;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a host says of the journal it keeps.
final class HostJournalsTest {
    @Test
    void the_lines_follow_on_how_much_of_them_it_is() {
        assertThat(HostJournals.part("h", "whole\na\nb\n")).isEqualTo(part("a\nb\n", JournalPart.Extent.WHOLE));
        assertThat(HostJournals.part("h", "end\nb\nto")).isEqualTo(part("b\nto", JournalPart.Extent.END));
        assertThat(HostJournals.part("h", "whole\n")).isEqualTo(part("", JournalPart.Extent.WHOLE));
        assertThat(HostJournals.part("h", "")).isEqualTo(part("", JournalPart.Extent.WHOLE));
    }

    @Test
    void whoever_changes_the_cluster_now_comes_first() {
        assertThat(HostJournals.part("h", "holder castellan up of jane, pid 7 \nwhole\na\n")
                        .holder())
                .contains("castellan up of jane, pid 7");
        assertThat(HostJournals.part("h", "holder castellan up of jane, pid 7\n")
                        .text())
                .isEmpty();
    }

    private static JournalPart part(String text, JournalPart.Extent extent) {
        return new JournalPart("h", text, extent, Optional.empty(), Optional.empty());
    }
}
