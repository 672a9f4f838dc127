package dev.castellan.problem;

import dev.castellan.testkit.Document;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class ExitCodesDocumentTest {
    @Test
    void the_page_lists_every_exit_code_with_its_meaning() {
        String rows = Arrays.stream(ExitCode.values())
                .map(code -> "| %d | %s |\n".formatted(code.code(), code.meaning()))
                .collect(Collectors.joining());
        Document.at("docs/reference/exit-codes.md").holds("\n| code | meaning |\n| --- | --- |\n" + rows + "\n");
    }
}
