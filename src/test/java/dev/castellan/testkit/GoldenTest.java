package dev.castellan.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class GoldenTest {
    @Test
    void every_golden_folder_is_named_by_a_test() throws IOException {
        String tests = sources();
        try (Stream<Path> folders = Files.list(Golden.ROOT)) {
            List<String> unread = folders.map(folder -> String.valueOf(folder.getFileName()))
                    .filter(name -> !tests.contains("\"" + name + "\""))
                    .toList();
            assertThat(unread).as("golden folders nobody reads").isEmpty();
        }
    }

    private static String sources() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }
}
