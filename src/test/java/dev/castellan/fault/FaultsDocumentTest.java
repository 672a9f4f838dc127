package dev.castellan.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// The page about faults names every kind there is.
final class FaultsDocumentTest {
    @Test
    void every_kind_stands_in_the_page() throws IOException {
        String page = Files.readString(Path.of("docs/reference/faults.md"));

        assertThat(FaultChoice.kinds()).allSatisfy(kind -> assertThat(page).contains("`" + kind + "`"));
    }
}
