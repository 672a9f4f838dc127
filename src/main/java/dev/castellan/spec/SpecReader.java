package dev.castellan.spec;

import dev.castellan.problem.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads `cluster.yaml`. Defaults make an empty text valid; every problem is reported in one round.
public final class SpecReader {
    private SpecReader() {}

    /// A spec and what is wrong with it. With errors among the problems the spec holds only the parts that fit: enough
    /// for further checks to report theirs in the same round, never to be planned from.
    ///
    /// @param text of the file
    public record Reading(ClusterSpec spec, List<Problem> problems, String text) {
        public Reading {
            problems = List.copyOf(problems);
        }
    }

    /// @param file the name to show in messages, as the user typed it
    public static Reading read(String file, String text) {
        List<Problem> problems = new ArrayList<>();
        Optional<Yaml> document = new YamlParser(file, problems).parse(text);
        Optional<Yaml> fitting = document.filter(yaml -> !(yaml instanceof Yaml.Scalar scalar && scalar.isNothing()))
                .flatMap(yaml -> new ShapeCheck(problems).fit(yaml, SpecShape.ROOT));
        Yaml.Mapping root = fitting.filter(Yaml.Mapping.class::isInstance)
                .map(Yaml.Mapping.class::cast)
                .orElse(new Yaml.Mapping(List.of(), Location.DEFAULTS));
        ClusterSpec spec = new SpecBuilder(root).build();
        problems.addAll(SpecRules.check(spec));
        problems.sort(Comparator.comparing(problem -> Location.parse(problem.where()), Location.IN_FILE_ORDER));
        return new Reading(spec, problems, text);
    }

    /// What a user gets who has written nothing: three nodes on this machine.
    public static ClusterSpec defaults() {
        return read("", "").spec();
    }

    /// The JSON Schema (2020-12) of `cluster.yaml`, for editors.
    public static Map<String, Object> schema() {
        return JsonSchema.of(SpecShape.ROOT);
    }
}
