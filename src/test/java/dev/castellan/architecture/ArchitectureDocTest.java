package dev.castellan.architecture;

import static java.util.stream.Collectors.joining;

import dev.castellan.testkit.Document;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The table of rooms in `ARCHITECTURE.md` is what the packages say of themselves and what their classes use.
class ArchitectureDocTest {
    private static final Path MAIN = Path.of("src/main/java/dev/castellan");
    private static final Pattern DOOR = Pattern.compile("Front doors?: (.*?)(?:\\. |\\.$|$)");
    private static final Pattern LINK = Pattern.compile("\\[(?:dev\\.castellan\\.)?[a-z.]*([A-Z]\\w*)]");

    @Test
    void the_table_of_rooms_says_what_the_packages_say() {
        String rows = rooms().map(ArchitectureDocTest::row).collect(joining());
        Document.at("ARCHITECTURE.md")
                .holds("\n| package | what | front door | uses |\n| --- | --- | --- | --- |\n" + rows + "\n");
    }

    /// From the front door down, as the arrows point.
    private static Stream<String> rooms() {
        List<String> lines = ArrowsTest.ROOMS.stream()
                .flatMap(line -> line.stream().sorted())
                .toList();
        try (Stream<Path> infos = Files.walk(MAIN)) {
            List<String> rooms = infos.filter(path -> path.endsWith("package-info.java"))
                    .map(path -> MAIN.relativize(path.getParent()).toString().replace('/', '.'))
                    .sorted(Comparator.comparing((String room) -> lines.indexOf(top(room)))
                            .thenComparing(Comparator.naturalOrder()))
                    .toList();
            return rooms.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String row(String room) {
        String said = said(room);
        String uses = uses(room).stream().collect(joining(", "));
        return "| [`%s`](src/main/java/dev/castellan/%s) | %s | %s | %s |\n"
                .formatted(room, room.replace('.', '/'), plain(sentence(said)), doors(said), uses);
    }

    private static String said(String room) {
        try {
            return Files.readString(MAIN.resolve(room.replace('.', '/')).resolve("package-info.java"))
                    .lines()
                    .filter(line -> line.startsWith("///"))
                    .map(line -> line.substring(3).strip())
                    .collect(joining(" "))
                    .replaceAll(" +", " ");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Up to the first full stop that ends a sentence.
    private static String sentence(String said) {
        return said.split("(?<=\\.) ", 2)[0];
    }

    private static String doors(String said) {
        Matcher door = DOOR.matcher(said);
        if (!door.find()) {
            return "";
        }
        List<String> types = new ArrayList<>();
        Matcher link = LINK.matcher(door.group(1));
        while (link.find()) {
            types.add("`" + link.group(1) + "`");
        }
        return types.isEmpty() ? door.group(1) : String.join(", ", types);
    }

    /// The rooms its classes use; of its own room, the other packages.
    private static Set<String> uses(String room) {
        Set<String> used = new TreeSet<>();
        Code.classes().stream()
                .filter(type -> type.getPackageName().equals("dev.castellan." + room))
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .map(arrow -> arrow.getTargetClass().getPackageName())
                .filter(name -> name.startsWith("dev.castellan."))
                .map(name -> name.substring("dev.castellan.".length()))
                .filter(name -> !name.equals(room))
                .map(name -> top(name).equals(top(room)) ? name : top(name))
                .forEach(used::add);
        return used;
    }

    private static String top(String room) {
        return room.replaceFirst("\\..*", "");
    }

    private static String plain(String text) {
        return LINK.matcher(text).replaceAll("`$1`");
    }
}
