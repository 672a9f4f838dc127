package dev.castellan.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.testkit.Document;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class ClusterYamlDocumentTest {
    private static final Document PAGE = Document.at("docs/reference/cluster-yaml.md");

    @Test
    void the_page_has_a_row_for_every_field_and_for_no_other() {
        Set<String> rows = PAGE.firstCells().stream()
                .filter(cell -> !cell.matches("field|-+"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(rows).isEqualTo(fields("", SpecShape.ROOT).collect(Collectors.toCollection(TreeSet::new)));
    }

    @TestFactory
    Stream<DynamicTest> every_example_is_a_valid_spec() {
        return Stream.of(PAGE, Document.at("docs/how-to/laptop.md"), Document.at("docs/how-to/users.md"))
                .flatMap(page -> page.blocks("yaml").stream())
                .map(example -> DynamicTest.dynamicTest(
                        example.lines().findFirst().orElse(""),
                        () -> assertThat(
                                        SpecReader.read("cluster.yaml", example).problems())
                                .isEmpty()));
    }

    /// Names as the page writes them: `nodes[].id` in a list, `topics.NAME.config` under a name of the user's.
    private static Stream<String> fields(String path, Shape shape) {
        return switch (shape) {
            case Shape.Fields fields ->
                fields.fields().stream().flatMap(field -> {
                    String name = path.isEmpty() ? field.name() : path + "." + field.name();
                    return Stream.concat(Stream.of(name), fields(name, field.shape()));
                });
            case Shape.OneOf oneOf -> oneOf.alternatives().stream().flatMap(one -> fields(path, one));
            case Shape.ListOf list -> fields(path + "[]", list.element());
            case Shape.MapOf map -> fields(path + ".NAME", map.value());
            case Shape.Text ignored -> Stream.of();
            case Shape.Whole ignored -> Stream.of();
            case Shape.Choice ignored -> Stream.of();
        };
    }
}
