package dev.castellan.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.metrics.ClusterLook.Change;
import dev.castellan.target.JournalPart;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Whether somebody changes the cluster, as far as those say who can be asked.
class ClusterReaderTest {
    private static final JournalPart HERE = part(JournalPart.HERE, Optional.empty());
    private static final JournalPart HELD = part("10.0.0.1", Optional.of("castellan up of jane, pid 7"));
    private static final JournalPart FREE = part("10.0.0.2", Optional.empty());
    private static final JournalPart SILENT = JournalPart.unanswered("10.0.0.3", "no answer");

    private static JournalPart part(String place, Optional<String> holder) {
        return new JournalPart(place, "", JournalPart.Extent.END, holder, Optional.empty());
    }

    @Test
    void one_place_that_knows_of_a_holder_is_enough() {
        assertThat(ClusterReader.change(List.of(HERE, HELD, FREE, SILENT))).isEqualTo(Change.UNDER_WAY);
    }

    @Test
    void nobody_changes_it_where_those_who_answer_know_of_nobody() {
        assertThat(ClusterReader.change(List.of(HERE))).isEqualTo(Change.NONE);
        assertThat(ClusterReader.change(List.of(HERE, FREE, SILENT))).isEqualTo(Change.NONE);
    }

    @Test
    void it_is_not_known_where_no_host_answers() {
        assertThat(ClusterReader.change(List.of(HERE, SILENT))).isEqualTo(Change.UNKNOWN);
    }
}
